using GridCity.Core.Cases;
using GridCity.Core.Space;
using GridCity.Core.Water;
using GridCity.Tests.Cases;
using Xunit;

namespace GridCity.Tests.Water;

public class WaterBulletinTests
{
    private static readonly BulletinPeriod September = BulletinPeriod.Month(2026, 9);

    private readonly WaterCity _water = new();

    [Fact]
    public void A_section_is_classed_by_the_means_of_its_month_against_before()
    {
        _water.Take("dongbianmen", Local(2025, 9, 10), ("COD", 50));
        _water.Take("dongbianmen", Local(2026, 8, 10), ("COD", 38));
        _water.Take("dongbianmen", Local(2026, 9, 1), ("COD", 20), ("TP", 0.1));
        _water.Take("dongbianmen", Local(2026, 9, 15), ("COD", 36));
        _water.Take("dongbianmen", Local(2026, 10, 1), ("COD", 90));

        var line = Section(Make(), "dongbianmen");

        Assert.Equal((2, WaterClass.IV, true), (line.Samples, line.Class, line.MeetsTarget));
        Assert.Equal([new FactorLine("COD", 28, "mg/L", null)], line.Factors);
        Assert.Equal((WaterClass.V, WaterTrend.Better), (line.ClassBefore, line.SinceBefore));
        Assert.Equal((WaterClass.WorseThanV, WaterTrend.MuchBetter), (line.ClassYearBefore, line.SinceYearBefore));

        // August had one sample, which missed the target, and no sample of the August before.
        var august = Section(Make(BulletinPeriod.Month(2026, 8)), "dongbianmen");
        Assert.Equal([new FactorLine("COD", 38, "mg/L", 0.27)], august.Factors);
        Assert.Equal((false, null, null), (august.MeetsTarget, august.SinceBefore, august.SinceYearBefore));
    }

    [Fact]
    public void A_correction_replaces_what_it_corrects_and_no_more()
    {
        _water.Take("dongbianmen", Local(2026, 9, 1), ("COD", 90), ("NH3-N", 1.2));
        _water.Take("dongbianmen", Local(2026, 9, 1), ("COD", 10));

        var line = Section(Make(), "dongbianmen");

        Assert.Equal((1, WaterClass.IV), (line.Samples, line.Class));
        Assert.Equal("NH3-N", Assert.Single(line.Factors).Parameter);
    }

    [Fact]
    public void Days_are_those_of_the_city()
    {
        // Half past midnight of the first of September is still August in Greenwich.
        _water.Take("dongbianmen", new DateTimeOffset(2026, 8, 31, 16, 30, 0, TimeSpan.Zero), ("COD", 10));
        _water.Take("dongbianmen", new DateTimeOffset(2026, 9, 30, 16, 30, 0, TimeSpan.Zero), ("COD", 10));

        Assert.Equal(1, Section(Make(), "dongbianmen").Samples);
    }

    [Fact]
    public void Sections_that_met_their_targets_are_counted_among_those_that_were_sampled()
    {
        _water.Take("dongbianmen", Local(2026, 9, 1), ("COD", 30));
        _water.Take("wenhuagong", Local(2026, 9, 1), ("COD", 30));
        _water.Take("longtanhu", Local(2026, 9, 1), ("temperature", 30));
        _water.Take("longtanhu", Local(2026, 8, 1), ("COD", 30));

        var bulletin = Make();

        Assert.Equal(new Compliance(2, 1), bulletin.Compliance);
        Assert.Equal(0.5, bulletin.Compliance.Share);
        Assert.Equal(new Compliance(1, 1), bulletin.ComplianceBefore);
        Assert.Null(bulletin.ComplianceYearBefore.Share);
        Assert.Equal(["moat", "north-river", "longtan"], bulletin.Waters.Select(water => water.Water));
        Assert.Equal(("North River", "北河"), (bulletin.Waters[1].Name, bulletin.Waters[1].NameZh));
        Assert.Null(bulletin.Waters[2].Quality);
    }

    [Fact]
    public void A_water_is_judged_over_its_sections()
    {
        _water.Take("dongbianmen", Local(2026, 9, 1), ("COD", 10));
        _water.Take("ditch", Local(2026, 9, 2), ("COD", 50));

        var river = Make().Waters[1];

        Assert.Equal(new WaterQuality(WaterStatus.LightlyPolluted, WaterClass.IV, ["COD"], 2), river.Quality);
        Assert.Equal(["abroad", "ditch", "dongbianmen"], river.Sections.Select(section => section.Section));
        Assert.Equal(new Compliance(2, 1), river.Compliance);
    }

    [Fact]
    public void Cases_that_samples_opened_are_followed_to_the_end_of_the_month()
    {
        _water.Take("dongbianmen", Local(2026, 8, 20), ("COD", 50));
        var first = Assert.Single(_water.Open).Id;
        _water.Take("dongbianmen", Local(2026, 9, 5), ("COD", 50));
        _water.End(first, Local(2026, 9, 10));
        _water.Take("dongbianmen", Local(2026, 9, 20), ("COD", 50));
        var second = Assert.Single(_water.Open).Id;
        _water.Take("wenhuagong", Local(2026, 9, 20), ("COD", 50));
        _water.End(second, Local(2026, 10, 2));

        var bulletin = Make();

        Assert.Equal(new CaseFlow(2, 1, 2), bulletin.Alarms);
        Assert.Equal(new CaseFlow(1, 1, 1), Section(bulletin, "dongbianmen").Alarms);
        Assert.Equal(new CaseFlow(1, 1, 1), bulletin.Waters[1].Alarms);
        Assert.Equal(new CaseFlow(1, 0, 1), Make(BulletinPeriod.Month(2026, 8)).Alarms);
        Assert.Equal(new CaseFlow(0, 1, 1), Make(BulletinPeriod.Month(2026, 10)).Alarms);
        var line = Assert.Single(bulletin.Cases);
        Assert.Equal((WaterCity.Exceedance, new CaseFlow(2, 1, 2)), (line.Class, line.Flow));
    }

    [Fact]
    public void Water_cases_are_counted_by_class_without_duplicates_and_rejected_ones()
    {
        Report("06025", 150, 490, Local(2026, 9, 3), "inspector");
        Report("06025", 150, 490, Local(2026, 9, 3).AddHours(1), "inspector");
        Report("06025", 850, 490, Local(2026, 9, 4), "inspector");
        Report("06010", 850, 490, Local(2026, 9, 4), "inspector");
        var doubtful = Report("06025", 850, 50, Local(2026, 9, 5), "hotline");
        _water.Send(new VerifyCommand(
            new Guid(77, 0, 0, new byte[8]), Local(2026, 9, 6), new Actor(Role.Inspector, "i-1"), doubtful, Sight.Missing, null));

        var line = Assert.Single(Make().Cases);

        Assert.Equal(("06025", "水域不洁", new CaseFlow(2, 0, 2)), (line.Class, line.NameZh, line.Flow));
    }

    [Fact]
    public void Patrols_of_chiefs_are_held_against_what_is_required()
    {
        Walk("chief-d", "north-river", Local(2026, 9, 3), 2.5, 1);
        Walk("chief-d", "north-river-east", Local(2026, 9, 20), 1.1, 0);
        Walk("chief-d", "north-river", Local(2026, 8, 20), 9, 9);
        Walk("chief-s", "north-river", Local(2026, 9, 3), 2, 3);
        Walk("i-1", "north-river", Local(2026, 9, 4), 1, 0);
        Walk("chief-d", "beat-7", Local(2026, 9, 4), 1, 0);

        var river = Make().Waters[1];

        // The eastern reach asks for every 15 days, the policy for every week of street chiefs.
        Assert.Equal(
            [
                new PatrolLine("chief-d", "District chief", Tier.District, 2, 3.6, 1, 2),
                new PatrolLine("chief-s", "Street chief", Tier.Street, 1, 2, 3, 4),
                new PatrolLine("i-1", "One", null, 1, 1, 0, null),
            ],
            river.Patrols);
        Assert.Equal([true, false, null], river.Patrols.Select(line => line.IsEnough));
    }

    [Fact]
    public void A_bulletin_of_a_past_month_does_not_change_when_the_city_goes_on()
    {
        _water.Take("dongbianmen", Local(2026, 9, 5), ("COD", 50));
        Walk("chief-d", "north-river", Local(2026, 9, 3), 2.5, 1);
        var then = Make();

        _water.End(Assert.Single(_water.Open).Id, Local(2026, 10, 10));
        _water.Take("dongbianmen", Local(2026, 10, 5), ("COD", 10));
        Walk("chief-d", "north-river", Local(2026, 10, 3), 2.5, 1);

        Assert.Equal(then, Make());
    }

    [Fact]
    public void The_period_before_a_month_is_a_month_and_before_some_days_as_many()
    {
        Assert.Equal(new BulletinPeriod(new(2026, 2, 1), new(2026, 3, 1)), BulletinPeriod.Month(2026, 3).Before);
        Assert.Equal(new BulletinPeriod(new(2025, 12, 1), new(2026, 1, 1)), BulletinPeriod.Month(2026, 1).Before);
        Assert.Equal(BulletinPeriod.Month(2024, 2), BulletinPeriod.Month(2025, 2).YearBefore);
        Assert.Equal(new BulletinPeriod(new(2026, 9, 1), new(2026, 9, 8)), new BulletinPeriod(new(2026, 9, 8), new(2026, 9, 15)).Before);
        Assert.Throws<ArgumentOutOfRangeException>(() => new BulletinPeriod(new(2026, 9, 8), new(2026, 9, 8)));
    }

    private static DateTimeOffset Local(int year, int month, int day) => new(year, month, day, 2, 0, 0, TimeSpan.Zero);

    private static SectionLine Section(WaterBulletin bulletin, string id) =>
        bulletin.Waters.SelectMany(water => water.Sections).Single(section => section.Section == id);

    private WaterBulletin Make(BulletinPeriod? period = null) =>
        WaterBulletin.Make(_water.City, period ?? September, _water.Journal);

    private void Walk(string who, string subject, DateTimeOffset from, double kilometres, int problems)
    {
        var decision = _water.Send(new PatrolCommand(
            Guid.NewGuid(),
            from.AddHours(1),
            new Actor(Role.Inspector, who),
            _water.CellOf("dongbianmen"),
            subject,
            from,
            from.AddHours(1),
            kilometres,
            problems));
        Assert.Null(decision.Refusal);
    }

    private CaseId Report(string code, double x, double y, DateTimeOffset at, string channel)
    {
        var point = TestCity.At(x, y);
        var draft = new ReportDraft(code, null, channel, point.Longitude, point.Latitude, null, null, "t", at, null);
        Assert.Null(Intake.Check(_water.City, draft, at, out var report, out var placement));
        return _water.Send(new ReportCommand(Guid.NewGuid(), at, new Actor(Role.Inspector, "i-1"), report!, placement!)).Case;
    }
}
