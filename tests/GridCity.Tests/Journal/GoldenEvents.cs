using GridCity.Core.Cases;
using GridCity.Core.Rules;
using GridCity.Core.Space;
using GridCity.Core.Water;

namespace GridCity.Tests.Journal;

/// <summary>The events behind the golden lines of the second version: every kind with all its fields, and with as few as may be.</summary>
internal static class GoldenEvents
{
    private static readonly Actor Inspector = new(Role.Inspector, "i-017");
    private static readonly Actor Centre = new(Role.Supervision, "s-01");
    private static readonly Actor Leader = new(Role.Leader, "li");
    private static readonly Actor Unit = new(Role.Unit, "sanitation");
    private static readonly DateTimeOffset Due = new(2025, 3, 10, 9, 0, 0, TimeSpan.Zero);
    private static readonly CellCode Other = new(110101009003013);
    private static readonly CaseId Earlier = new(new CellCode(110101009003012), 9);
    private static readonly Reporter Own = new(Earlier, new Actor(Role.Public, "anonymous"), "hotline", "R/7");
    private static readonly Reporter Joined = new(new CaseId(Other, 3), Inspector, "inspector", null);
    private static readonly Guid Command = new("0198f0a4-7c3d-7a10-8f3e-2b6d5c4a1908");
    private static readonly Guid LaterCommand = new("0198f0a5-11aa-7b20-9c4d-1f2e3d4c5b6a");

    public static IReadOnlyList<CaseEvent> Second { get; } = [.. OfEveryCase(), .. InBetween(), .. Calls(), .. After(), .. OfCells(), .. Remarks()];

    private static Report Report => new(
        "06025", "depth > 10 cm", "hotline", new GeoPoint(116.41234567890123, 39.9), 12.5, "积水", Due.AddDays(-2), "R/7")
    {
        Edition = "2020",
        ReportedClass = "2013:0625",
        Source = "site-7",
    };

    private static Reason Reason => new("r-12", "9f86d0", "rivers", "liangma", 0, "r-13", "street");

    private static Case Short => new()
    {
        Id = Earlier,
        Cell = Other,
        Report = new Report("0101", null, "inspector", new GeoPoint(116, 40), null, "", Due.AddDays(-2), null),
        Reporter = Inspector,
        Place = new PlanePoint(0, 0),
        Stage = Stage.PendingVerification,
        ReportedAt = Due.AddDays(-1),
        UpdatedAt = Due.AddDays(-1),
        Opened = 7,
        Updated = 7,
        Command = Command,
        Answered = AnsweredCommands.Add(null, new AnsweredCommand(Command, CommandKind.Report)),
    };

    private static Case Full => Short with
    {
        Report = Report,
        SecondCell = new CellCode(110101009003014),
        BorderDistance = 1.75,
        Stage = Stage.Suspended,
        FiledAt = Due.AddDays(-1),
        DispatchedAt = Due.AddDays(-1),
        EndedAt = Due,
        DueFor = DueKind.Resumption,
        Due = Due,
        IsDuePassed = true,
        HandlingDue = Due,
        IsOverdue = true,
        Unit = "sanitation",
        Limit = "4wh",
        Reason = Reason,
        Supporting = ["water"],
        Inform = ["street"],
        Tier = Tier.Street,
        Event = "marathon",
        Inspector = "i-017",
        TaskDue = Due,
        IsTaskTaken = true,
        Asked = ["i-016", "i-017"],
        Application = ApplicationKind.Extension,
        ApplicationUntil = Due,
        Extensions = 1,
        Suspensions = 1,
        SuspendedAt = Due.AddHours(-1),
        StageBefore = Stage.Handling,
        IsSupervised = true,
        Grade = ItemGrade.HigherBody,
        Repeats = 2,
        Returns = 1,
        Joined = [Joined],
        Calls = [Whistle, Whistle with { Number = 2, Text = null, Due = null, IsDuePassed = false, ClosedAt = null, Outcome = null }],
        Reworks = 1,
        Redispatches = 1,
        DuplicateOf = Earlier,
        Answered = AnsweredCommands.From(
            [new AnsweredCommand(Command, CommandKind.Report), new AnsweredCommand(LaterCommand, CommandKind.TakeTask)])!,
    };

    private static Call Whistle => new()
    {
        Number = 1,
        Kind = CallKind.Whistle,
        Caller = Unit,
        Topic = "key-work",
        Text = "the culvert",
        MadeAt = Due.AddHours(-2),
        Due = Due,
        IsDuePassed = true,
        Parties = [new CallParty("water") { AnsweredAt = Due, Text = "here", Score = 0 }, new CallParty("power")],
        ClosedAt = Due,
        Outcome = "pumped out together",
    };

    private static IEnumerable<CaseEvent> OfEveryCase() =>
    [
        new CaseReported(Inspector, Report, new PlanePoint(-1204.5, 88.125), Other, 1.75),
        new CaseReported(Inspector, Short.Report, new PlanePoint(0, -0.5), default, null),
        new CaseDispatched(Actor.System, "water", "4wh", Due, Reason, "n")
        {
            Supporting = ["street", "power"],
            Inform = ["district"],
            Tier = Tier.Community,
            Event = "marathon",
        },
        new CaseDispatched(Actor.System, "street", "5wd", Due, new("territorial", "9f86d0", null, null, null, null, null), null),
        new DuePassed(Actor.System, DueKind.Resumption, Due),
        new CaseSelfFixed(Inspector, "swept it up"),
        new RepeatFound(Actor.System, 3, Earlier),
        new CaseJoined(Actor.System, Own),
        new CaseJoined(Actor.System, Joined),
        new TaskGiven(Actor.System, "i-017", Due),
        new TaskGiven(Actor.System, null, null),
        new TaskTaken(Inspector),
    ];

    private static IEnumerable<CaseEvent> InBetween() =>
    [
        new ApplicationMade(Unit, ApplicationKind.Suspension, "待汛期后施工", Due),
        new ApplicationMade(Unit, ApplicationKind.Extension, "spare part", null),
        new ApplicationDecided(new Actor(Role.Command, "c-01"), ApplicationKind.Extension, true, Due, "once"),
        new ApplicationDecided(new Actor(Role.Command, "c-01"), ApplicationKind.Suspension, false, null, null),
        new CaseResumed(Centre, Due, "earlier"),
        new CaseResumed(Actor.System, Due, null),
        new CaseSentBack(new Actor(Role.Command, "c-01"), "no unit of this city"),
        new CaseSupervised(Leader, "the press asks"),
        new CaseEscalated(Actor.System, EscalationCause.Repetition, Tier.District, "district", "third time"),
        new CaseEscalated(Actor.System, EscalationCause.Power, Tier.City, null, null),
        new CaseGraded(Centre, ItemGrade.OverYears, "a plan"),
        new CaseGraded(Centre, ItemGrade.Now, null),
        new CaseForceClosed(Leader, "torn down"),
        new CaseRelocated(
            Centre, Other, new GeoPoint(116.5, 39.875), new PlanePoint(12.5, -3), new CellCode(110101009003014), 0.5, "wrong side"),
        new CaseRelocated(Centre, Other, new GeoPoint(0, 0), new PlanePoint(0, 0), default, null, "wrong side"),
        new CaseArrived(Actor.System, new CellCode(110101009003012), Full),
        new CaseArrived(Actor.System, new CellCode(110101009003012), Short),
    ];

    private static IEnumerable<CaseEvent> Calls() =>
    [
        new CallMade(Unit, 1, CallKind.Whistle, "emergency", "come at once", ["water", "power"], Due),
        new CallMade(Unit, 2, CallKind.JointAction, "dust", null, ["police"], null),
        new CallAnswered(new Actor(Role.Unit, "water"), 1, "water", "on the way"),
        new CallAnswered(new Actor(Role.Unit, "water"), 1, "water", null),
        new CallGraded(Unit, 1, "water", 95, "quick"),
        new CallGraded(Unit, 1, "power", 0, null),
        new CallOverdue(Actor.System, 1, Due, ["power"]),
        new CallClosed(Unit, 1, "settled", "water"),
        new CallClosed(Unit, 2, "settled", null),
    ];

    private static IEnumerable<CaseEvent> After() =>
    [
        new ReportersTold(Actor.System, [Own, Joined]),
        new AppealMade(Unit, "the road was closed"),
        new AppealReviewed(new Actor(Role.Command, "c-01"), true, "true"),
        new AppealReviewed(new Actor(Role.Command, "c-01"), false, null),
        new AppealDecided(Centre, true, "granted"),
        new AppealDecided(Centre, false, null),
        new ReporterCalledBack(Centre, true, false, Satisfaction.Mostly, "quick but not done"),
        new ReporterCalledBack(Centre, false, false, Satisfaction.Dissatisfied, null),
        new CaseExcluded(Centre, "unlawful demand"),
    ];

    private static IEnumerable<CaseEvent> OfCells() =>
    [
        new SampleTaken(
            Inspector,
            "liangma-3",
            Due,
            [new Measurement("NH3-N", 2.5, "mg/L"), new Measurement("pH", 0, "")],
            WaterClass.WorseThanV,
            ["NH3-N"],
            false,
            BlackOdour.Light),
        new SampleTaken(Inspector, "liangma-3", Due, [new Measurement("transparency", 30, "cm")], null, default, null, null),
        new PatrolWalked(Inspector, "beat 7", Due.AddHours(-2), Due, 4.25, 0),
    ];

    private static IEnumerable<CaseEvent> Remarks() =>
    [
        new CaseRemarked(new Actor(Role.Public, "neighbour"), "还在那里 – it is still there", "fms-7"),
        new CaseRemarked(Leader, "thanks", null),
    ];
}
