using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Rules;
using Xunit;

namespace GridCity.Tests.Simulation;

/// <summary>
/// What <c>--demo</c> shows: the first days of made-up people in the demonstration city, driven as the server drives them. They are
/// days on which no great event of the calendar is on, as most are.
/// </summary>
public sealed class SyntheticCityTests(DemonstrationDays days) : IClassFixture<DemonstrationDays>
{
    [Fact]
    public void Every_row_of_the_mission_is_exercised()
    {
        var (city, seen) = (days.City, days.Seen);
        var reports = seen.Select(one => one.Event).OfType<CaseReported>().ToList();
        var sent = seen.Select(one => one.Event).OfType<CaseDispatched>().ToList();
        var rules = sent.Select(one => one.Reason.Rule).ToHashSet();

        var kinds = typeof(CaseEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(CaseEvent)) && !type.IsAbstract);
        Assert.Empty(kinds.Except(seen.Select(one => one.Event.GetType())).Select(type => type.Name));

        Assert.Empty(city.Channels.Keys.Except(reports.Select(one => one.Report.Channel)));
        Assert.Contains("water-in-river", rules);
        Assert.Contains("water-in-city-river", rules);
        Assert.Contains("border", rules);
        Assert.Contains(sent, one => one.Event == "temple-season");
        Assert.Contains(reports, one => one.Report.Source is not null && one.Report.Channel == "inspector");
        Assert.Contains(reports, one => city.Classes[one.Report.Class].Service == ServiceGrid.Social);
        Assert.Contains(seen, one => one.Event is SampleTaken { MeetsTarget: false });

        Assert.Empty(Enum.GetValues<CallKind>().Except(seen.Select(one => one.Event).OfType<CallMade>().Select(call => call.Call)));
        Assert.Empty(Enum.GetValues<EscalationCause>()
            .Except(seen.Select(one => one.Event).OfType<CaseEscalated>().Select(escalated => escalated.Cause)));
        Assert.Empty(Enum.GetValues<ApplicationKind>()
            .Except(seen.Select(one => one.Event).OfType<ApplicationDecided>().Where(one => one.IsGranted).Select(one => one.Application)));
        Assert.Superset(
            new HashSet<PatrolKind> { PatrolKind.Inspector, PatrolKind.RiverChief, PatrolKind.RiverPatrol, PatrolKind.LaneKeeper, PatrolKind.LaneChief, PatrolKind.Vehicle },
            seen.Select(one => one.Event).OfType<PatrolWalked>().Select(walked => city.KindOf(walked.By.Id)!.Value).ToHashSet());
        Assert.Contains(seen, one => one.Event is PatrolWalked walked && city.Sources.ContainsKey(walked.Subject));
    }

    [Fact]
    public void Nothing_that_the_city_folder_says_is_left_unused()
    {
        var city = days.City;
        var reports = Of<CaseReported>().Select(one => (one.Report, one.By)).ToList();
        var reported = reports.Select(one => one.Report).ToList();
        var rules = Rules(city).ToList();
        (string What, IEnumerable<string> Missing)[] sets =
        [
            ("rules that never decided", rules.Select(rule => rule.Id).Except(Of<CaseDispatched>().Select(one => one.Reason.Rule))),
            ("classes that never came", city.Classes.Keys.Except(reported.Select(report => report.Class))),
            ("limits never used", city.Classes.Keys.SelectMany(city.Limits.RowsOf).Except(LimitsUsed()).Select(Text)),
            ("units that never got a case", city.Units.Keys.Except(UnitsReached())),
            ("channels never used", city.Channels.Keys.Except(reported.Select(report => report.Channel))),
            ("channels of the public that nobody used without a name", city.Channels.Values.Where(IsOpenToAnybody).Select(one => one.Id)
                .Except(reports.Where(one => one.By == Actor.Anonymous).Select(one => one.Report.Channel))),
            ("editions never used", city.Editions.Editions.Concat(city.Classes.Values.Select(known => known.Edition)).Distinct()
                .Except(reported.Select(report => report.ReportedClass?.Split(':')[0] ?? report.Edition!))),
            ("whistle topics never used", new[] { "enforcement", "key-work", "emergency" }
                .Except(Of<CallMade>().Where(call => call.Call == CallKind.Whistle).Select(call => call.Topic))),
            ("kinds of source never reported", city.Sources.Values.Select(source => source.Kind).Distinct()
                .Except(reported.Where(report => report.Source is not null).Select(report => city.Sources[report.Source!].Kind))),
        ];
        var lines = sets.Select(set => (set.What, Missing: set.Missing.ToList())).Where(set => set.Missing.Count > 0)
            .Select(set => $"{set.What}: {string.Join(", ", set.Missing)}").ToList();
        Assert.True(lines.Count == 0, string.Join('\n', lines));
    }

    [Fact]
    public void What_inspectors_report_lies_mostly_on_their_beats()
    {
        var own = days.Seen.Where(one => one.Event is CaseReported { Report.Channel: "inspector" })
            .Select(one => days.City.InspectorsOf(one.Cell).Any(walker => walker.Id == one.Event.By.Id)).ToList();
        Assert.InRange((double)own.Count(isOwn => isOwn) / own.Count, 0.9, 0.99);
    }

    [Fact]
    public void What_a_laboratory_measures_is_rare()
    {
        var policy = days.City.Policy.Water;
        var measured = Of<CaseReported>().Count(one => one.Report.Class == policy.ExceedanceClass || one.Report.Class == policy.BlackOdourClass);
        Assert.InRange(measured, 1, 2 * DemonstrationDays.Count);
    }

    private IEnumerable<T> Of<T>()
        where T : CaseEvent => days.Seen.Select(one => one.Event).OfType<T>();

    // A rule with a limit of its own uses none of the table.
    private HashSet<LimitRow> LimitsUsed()
    {
        var own = Rules(days.City).Where(rule => rule.Limit is not null).Select(rule => rule.Id).ToHashSet();
        var reports = days.Seen.Where(one => one.Event is CaseReported).GroupBy(one => one.Case)
            .ToDictionary(one => one.Key, one => ((CaseReported)one.First().Event).Report);
        return
        [
            .. days.Seen.Where(one => one.Event is CaseDispatched sent && !own.Contains(sent.Reason.Rule))
                .Select(one => reports.GetValueOrDefault(one.Case)).OfType<Report>()
                .Select(report => days.City.Limits.Find(report.Class, report.Condition)).OfType<LimitRow>(),
        ];
    }

    private IEnumerable<string> UnitsReached() =>
    [
        .. Of<CaseDispatched>().SelectMany(sent => sent.Supporting.Concat(sent.Inform).Append(sent.Unit)),
        .. Of<CaseEscalated>().Select(one => one.Unit).OfType<string>(),
        .. Of<CallMade>().SelectMany(call => call.Parties),
    ];

    private static IEnumerable<Rule> Rules(City city) => city.Rules.Overlays.SelectMany(overlay => overlay.Rules).Concat(city.Rules.Rules);

    private static bool IsOpenToAnybody(Channel channel) =>
        channel is { AllowsAnonymous: true, Kind: ChannelKind.Hotline or ChannelKind.Public or ChannelKind.Media };

    private static string Text(LimitRow row) => row.Condition is null ? row.Class : $"{row.Class} {row.Condition}";
}
