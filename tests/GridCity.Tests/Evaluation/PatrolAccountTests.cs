using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Evaluation;
using GridCity.Core.Space;
using GridCity.Simulation.Bulletins;
using GridCity.Tests.Cities;
using Xunit;
using Happening = GridCity.Core.Evaluation.Happening;

namespace GridCity.Tests.Evaluation;

/// <summary>What great events and registers ask to be patrolled, against what the journal says was walked.</summary>
public sealed class PatrolAccountTests
{
    private const string Events =
        """
        - id: fair
          name: Fair
          from: 2026-09-10T12:00
          until: 2026-09-15T00:00
          inside: ["110101001", "110101002"]
          patrols:
            - id: by-day
              hours: 08:00-18:00
              times_a_day: 2
              kind: [inspector, volunteer]
            - id: by-night
              inside: "110101001"
              until: 2026-09-12
              hours: 22:00-06:00
              times_a_day: 1

        """;

    private const string Registers =
        """
        id,kind,name,lon,lat,unit,patrol_days,since,until
        site-1,site,Site 1,116.401,39.901,sanitation,7,,
        site-2,site,Site 2,116.401,39.901,sanitation,7,2026-09-16,
        site-3,site,Site 3,116.401,39.901,sanitation,1,,2026-09-03
        shop-1,shop,Shop 1,116.401,39.901,sanitation,,,
        shop-2,shop,Shop 2,116.401,39.901,sanitation,90,,

        """;

    private static readonly CellCode East = CellCode.Parse("110101001001001");
    private static readonly CellCode West = CellCode.Parse("110101002001001");

    private readonly City _city = Load();
    private readonly Facts _facts = new();
    private long _position;

    [Fact]
    public void Each_area_of_an_event_owes_its_walks_on_every_day_that_began()
    {
        Walk("08-01 08:00", "i-1", East);
        Walk("09-11 09:00", "i-1", East, problems: 2);
        Walk("09-11 10:00", "helper", East);
        Walk("09-11 11:00", "stranger", East);
        Walk("09-11 19:00", "i-1", East);
        Walk("09-10 11:00", "i-1", East);
        Walk("09-14 08:00", "i-2", West);
        Walk("09-15 08:00", "i-2", West);

        Assert.Equal(
            [
                new EventPatrolLine("fair", "by-day", AreaCode.Parse("110101001"), 10, 2, 2),
                new EventPatrolLine("fair", "by-day", AreaCode.Parse("110101002"), 10, 1, 0),
                new EventPatrolLine("fair", "by-night", AreaCode.Parse("110101001"), 3, 0, 0),
            ],
            Make().Events);
        // At noon of the third day two days more are still to come.
        Assert.Equal([6, 6, 3], Make(At("09-12 12:00")).Events.Select(line => line.Required));
        Assert.Equal([2, 0, 0], Make(At("09-12 12:00")).Events.Select(line => line.Walked));
    }

    [Fact]
    public void Hours_past_midnight_belong_to_the_day_on_which_they_began()
    {
        Walk("08-01 08:00", "i-1", East);
        Walk("09-10 23:00", "anybody", East);
        Walk("09-13 05:00", "anybody", East);
        Walk("09-13 06:00", "anybody", East);
        Walk("09-13 23:00", "anybody", East);

        Assert.Equal(2, Make().Events.Single(line => line.Duty == "by-night").Walked);
    }

    [Fact]
    public void A_register_is_owed_a_look_for_the_days_on_which_it_is_kept()
    {
        Walk("08-01 08:00", "i-1", East);
        Walk("09-02 08:00", "i-1", East, "site-3");
        Walk("09-02 09:00", "i-2", East, "site-3", 1);
        Walk("09-30 23:59", "i-1", East, "site-1");
        Walk("10-01 00:01", "i-1", East, "site-1");
        Walk("09-05 08:00", "i-1", East, "shop-1", 4);

        var account = Make(At("10-02 00:00"));

        Assert.Equal(
            [
                new SourcePatrolLine("shop-1", "shop", "sanitation", null, 1, 4),
                new SourcePatrolLine("shop-2", "shop", "sanitation", 0, 0, 0),
                new SourcePatrolLine("site-1", "site", "sanitation", 4, 1, 0),
                new SourcePatrolLine("site-2", "site", "sanitation", 2, 0, 0),
                new SourcePatrolLine("site-3", "site", "sanitation", 3, 2, 1),
            ],
            account.Sources);
        Assert.Equal([null, true, false, false, false], account.Sources.Select(line => line.IsEnough));
        Assert.Equal([new SourceKindLine("shop", 0, 0, 0, 1, 4), new SourceKindLine("site", 3, 0, 9, 3, 1)], account.Kinds);
    }

    [Fact]
    public void Nothing_is_owed_for_days_before_the_journal_began()
    {
        Walk("09-14 09:00", "i-1", East);

        var account = Make();

        Assert.Equal([2, 2], account.Events.Select(line => line.Required));
        Assert.Equal(2, account.Sources.Single(line => line.Source == "site-1").Required);
        Assert.Empty(PeriodOf(new Facts(), null).Events);
    }

    [Fact]
    public void A_yearly_event_owes_its_walks_every_year()
    {
        var city = Load(Events.Replace("until: 2026-09-15T00:00", "until: 2026-09-15T00:00\n  yearly: true", StringComparison.Ordinal));
        Walk("08-01 08:00", "i-1", East);
        PatrolAccount Of(int year, int month) =>
            MonthlyBulletin.Make(city, _facts, Period.Month(city.TimeZone, year, month)).Tables.Patrols;

        Assert.Equal([10, 10, 3], Of(2027, 9).Events.Select(line => line.Required));
        Assert.Empty(Of(2027, 10).Events);
        Assert.Equal(
            [new DateOnly(2027, 9, 14), new DateOnly(2027, 9, 12)],
            city.PatrolsAskedFor(new DateTimeOffset(2027, 9, 11, 4, 0, 0, TimeSpan.Zero)).Select(asked => asked.Until));
        Assert.Empty(city.PatrolsAskedFor(new DateTimeOffset(2025, 9, 11, 4, 0, 0, TimeSpan.Zero)));
        Assert.Empty(_city.PatrolsAskedFor(new DateTimeOffset(2027, 9, 11, 4, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void A_walk_that_is_told_late_counts_once_it_is_known()
    {
        Walk("08-01 08:00", "i-1", East);
        Walk("09-14 09:00", "i-1", East, told: "10-03 09:00");

        Assert.Equal(0, Make().Events[0].Walked);
        Assert.Equal(1, Make(At("10-04 00:00")).Events[0].Walked);
    }

    [Fact]
    public void The_sheet_of_an_hour_shows_what_its_day_owes()
    {
        Walk("08-01 08:00", "i-1", East);
        Walk("09-14 08:10", "i-1", East);
        Walk("09-14 10:10", "i-1", East);

        var sheet = DispatchSheet.Make(_city, _facts, Period.Hour(_city.TimeZone, At("09-14 09:00")));

        Assert.Equal([(2, 1), (2, 0)], sheet.Patrols.Select(line => (line.Required, line.Walked)));
        Assert.Empty(DispatchSheet.Make(_city, _facts, Period.Hour(_city.TimeZone, At("09-20 09:00"))).Patrols);
    }

    [Fact]
    public void The_bulletin_shows_them_in_both_languages()
    {
        var desk = new BulletinDesk(_city);
        desk.Add(Line("09-11 09:00", "i-1", East, "site-1", 0, null));
        var request = BulletinRequest.Read(BulletinKind.Monthly, "2026-09", _city.TimeZone, out _)!;

        var page = desk.Make(request, At("10-01 00:00")).ToHtml();

        Assert.Contains("Patrols owed and walked", page, StringComparison.Ordinal);
        Assert.Contains("重大活动加密巡查", page, StringComparison.Ordinal);
        Assert.Contains("2 a day, 08:00–18:00, inspectors, volunteers", page, StringComparison.Ordinal);
        Assert.Contains("监督员、志愿者", page, StringComparison.Ordinal);
        Assert.Contains("Site 1", page, StringComparison.Ordinal);
    }

    private static City Load(string events = Events)
    {
        var files = GoodFolder.Files();
        files["events.yaml"] = events;
        files["registers.csv"] = Registers;
        files["inspectors.csv"] =
            """
            id,name,shift,beat,kind
            i-1,Inspector 1,day,110101001,
            i-2,Inspector 2,night,110101002,
            helper,Helper,day,110101001,volunteer
            stranger,Lane keeper,day,110101001,lane-keeper

            """;
        var load = GoodFolder.Load(files);
        return load.City ?? throw new InvalidOperationException(string.Join('\n', load.Faults));
    }

    private static DateTimeOffset At(string local) => Diary.At(local.Split(' ')[0], local.Split(' ')[1]);

    private PatrolAccount Make(DateTimeOffset? asOf = null) => PeriodOf(_facts, asOf);

    private PatrolAccount PeriodOf(Facts facts, DateTimeOffset? asOf) =>
        MonthlyBulletin.Make(_city, facts, Period.Month(_city.TimeZone, 2026, 9), asOf).Tables.Patrols;

    private void Walk(string local, string who, CellCode cell, string subject = "round", int problems = 0, string? told = null) =>
        _facts.Add(Line(local, who, cell, subject, problems, told));

    private Happening Line(string local, string who, CellCode cell, string subject, int problems, string? told)
    {
        var from = At(local);
        var walked = new PatrolWalked(new Actor(Role.Inspector, who), subject, from, from.AddMinutes(30), 1, problems);
        return new Happening(++_position, told is null ? from.AddMinutes(30) : At(told), cell, default, walked);
    }
}
