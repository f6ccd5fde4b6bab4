using GridCity.Core.Cities;
using GridCity.Simulation.Engine;

namespace GridCity.Simulation.Runs;

/// <summary>A shift (班次): from when until when, in local time; past midnight when the end is not after the beginning.</summary>
public sealed record WorkShift(string Name, TimeSpan From, TimeSpan To, IReadOnlyList<DayOfWeek> Weekdays)
{
    /// <summary>How long it is.</summary>
    public TimeSpan Length => To > From ? To - From : To - From + TimeSpan.FromDays(1);
}

/// <summary>So many crews, or inspectors, in a shift.</summary>
public sealed record Manning(WorkShift Shift, int Count);

/// <summary>
/// How long work of some classes takes, in hours: <paramref name="Procedure"/> before a crew is needed (notices, permits,
/// waiting for material), then <paramref name="Work"/> of a crew on the spot. The first rule that names a class or its
/// family counts; one that names neither is for all.
/// </summary>
public sealed record ServiceRule(
    IReadOnlyList<string> Classes, IReadOnlyList<string> Families, Distribution Work, Distribution? Procedure)
{
    /// <summary>Whether the rule is for a class.</summary>
    public bool IsFor(CaseClass caseClass) =>
        (Classes.Count == 0 && Families.Count == 0) || Classes.Contains(caseClass.Code) || Families.Contains(caseClass.Family);
}

/// <summary>
/// How a city works when it is modelled: crews, shifts, how long things take and how often they go wrong. What is not said
/// has the value that the property gives; times are in hours. The defaults follow figures published of Chinese districts;
/// where there are none they are assumed, and the scenario may say otherwise.
/// </summary>
public sealed record WorkModel
{
    /// <summary>How long handling takes, by class.</summary>
    public IReadOnlyList<ServiceRule> Services { get; init; } = [new([], [], new LogNormalTime(1.0, 0.7), null)];

    /// <summary>Crews by unit.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Manning>> Crews { get; init; } =
        new Dictionary<string, IReadOnlyList<Manning>>();

    /// <summary>The crews of a unit that is not named.</summary>
    public IReadOnlyList<Manning> OtherCrews { get; init; } = [new(AllDay, 4)];

    /// <summary>The shifts of inspectors by the name that their table gives.</summary>
    public IReadOnlyDictionary<string, WorkShift> InspectorShifts { get; init; } = new Dictionary<string, WorkShift>
    {
        ["day"] = new("day", TimeSpan.FromHours(7), TimeSpan.FromHours(15), []),
        ["night"] = new("night", TimeSpan.FromHours(15), TimeSpan.FromHours(23), []),
    };

    /// <summary>From acceptance to the supervision centre's filing.</summary>
    public Distribution FilingDesk { get; init; } = new LogNormalTime(0.2, 0.5);

    /// <summary>From filing, or a return, to the command centre's dispatch, where rules do not do it at once.</summary>
    public Distribution DispatchDesk { get; init; } = new LogNormalTime(0.3, 0.5);

    /// <summary>From dispatch until the unit takes or returns a case.</summary>
    public Distribution Acceptance { get; init; } = new LogNormalTime(0.4, 0.6);

    /// <summary>From a passed check to closing.</summary>
    public Distribution ClosingDesk { get; init; } = new LogNormalTime(0.2, 0.4);

    /// <summary>How long an inspector looks at a place, or writes a report of what was found.</summary>
    public Distribution Look { get; init; } = new LogNormalTime(0.08, 0.4);

    /// <summary>The share of reports to verify that are not there.</summary>
    public double MissingShare { get; init; } = 0.03;

    /// <summary>The share of verified reports that are not filed: outside the scope, condition not met. 3–6 % are reported.</summary>
    public double OutsideShare { get; init; } = 0.02;

    /// <summary>The share of dispatches that a unit returns. Dispatch accuracy is 95–98 %.</summary>
    public double ReturnShare { get; init; } = 0.03;

    /// <summary>The share of checks that fail. 0.1–5 % are reported.</summary>
    public double ReworkShare { get; init; } = 0.03;

    /// <summary>The share of found problems that inspectors mend on the spot (自处置), without a report. 13–17 %.</summary>
    public double MendShare { get; init; } = 0.15;

    /// <summary>How likely an inspector who passes sees a problem.</summary>
    public double SeeShare { get; init; } = 0.9;

    /// <summary>How long a problem lies there until it is gone by itself.</summary>
    public Distribution Lifetime { get; init; } = new LogNormalTime(24, 1);

    /// <summary>How fast inspectors walk on patrol, looking, in km/h. 1.5 km an hour of patrol in Kunming.</summary>
    public double PatrolSpeed { get; init; } = 1.5;

    /// <summary>How fast inspectors go to a task, in km/h.</summary>
    public double WalkSpeed { get; init; } = 4;

    /// <summary>How fast crews drive, in km/h.</summary>
    public double CrewSpeed { get; init; } = 15;

    /// <summary>How much longer a way is than the straight line.</summary>
    public double Detour { get; init; } = 1.3;

    private static WorkShift AllDay { get; } = new("day", TimeSpan.FromHours(8), TimeSpan.FromHours(18), []);

    /// <summary>The service rule of a class.</summary>
    /// <exception cref="ArgumentException">No rule is for it.</exception>
    public ServiceRule ServiceOf(CaseClass caseClass) => Services.FirstOrDefault(rule => rule.IsFor(caseClass))
        ?? throw new ArgumentException($"No service time is given for class '{caseClass.Code}' of family '{caseClass.Family}'.", nameof(caseClass));
}
