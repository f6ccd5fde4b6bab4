namespace GridCity.Core.Cities;

/// <summary>What a city decided where the field leaves a choice.</summary>
public sealed record Policy
{
    /// <summary>Two reports of one class within this many metres may be one problem. 50 m in the Yuncheng rules.</summary>
    public double DuplicateMetres { get; init; } = 50;

    /// <summary>Two reports of one class within this time may be one problem. 24 h in the Yuncheng rules.</summary>
    public TimeSpan DuplicateWindow { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long an inspector has to look before filing. 24 urgent hours in the Yuncheng rules.</summary>
    public Limit VerificationLimit { get; init; } = new(24, LimitUnit.UrgentHours);

    /// <summary>How long an inspector has to look after handling. 2 urgent hours in the Yuncheng rules.</summary>
    public Limit CheckLimit { get; init; } = new(2, LimitUnit.UrgentHours);

    /// <summary>The limit of a class for which the table has none.</summary>
    public Limit DefaultLimit { get; init; } = new(5, LimitUnit.WorkingDays);

    /// <summary>Whether a case that is sent to another unit gets its whole limit again.</summary>
    public bool RestartLimitOnRedispatch { get; init; } = true;

    /// <summary>
    /// How often a case may be extended (延期), each time by its original limit. Twice in the Yuncheng rules.
    /// </summary>
    public int ExtensionsMax { get; init; } = 2;

    /// <summary>How often a case may be suspended (挂账). Once in the Yuncheng rules.</summary>
    public int SuspensionsMax { get; init; } = 1;

    /// <summary>For how many days ahead a case may be suspended. One year in the Yuncheng rules.</summary>
    public int SuspensionDaysMax { get; init; } = 365;

    /// <summary>Whether a unit may return a case only before its due time.</summary>
    public bool MustReturnBeforeDue { get; init; } = true;

    /// <summary>For how many days after closing a unit may appeal against a time-out.</summary>
    public int AppealDays { get; init; } = 30;

    /// <summary>How long somebody has to take a task before the next one is asked.</summary>
    public TimeSpan TaskWindow { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long the units that a rule's whistle calls have to be at the place.</summary>
    public TimeSpan WhistleWindow { get; init; } = TimeSpan.FromHours(2);

    /// <summary>When a case is escalated to the tier above.</summary>
    public EscalationPolicy Escalation { get; init; } = new();

    /// <summary>How call-backs to people who complained are counted.</summary>
    public HotlinePolicy Hotline { get; init; } = new();

    /// <summary>What water samples lead to.</summary>
    public WaterPolicy Water { get; init; } = new();

    /// <summary>Reports of things seen before this moment are refused as absurd.</summary>
    public DateTimeOffset EarliestSeen { get; init; } = new(1990, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>How far ahead of the receiver's clock a reporter's clock may be.</summary>
    public TimeSpan ClockTolerance { get; init; } = TimeSpan.FromMinutes(10);
}

/// <summary>When a class that only a higher tier can solve takes its case up. Zero is never stored.</summary>
public enum PowerRule
{
    /// <summary>Never: somebody has to ask for it.</summary>
    Never = 1,

    /// <summary>When the rules leave the case with a unit below that tier. Who has the power keeps the case where it is.</summary>
    Unit = 2,

    /// <summary>Whoever gets it, so that every case of such a class is a case of that tier.</summary>
    Class = 3,
}

/// <summary>When a case is escalated to the tier above, and what a place that repeats is.</summary>
public sealed record EscalationPolicy
{
    /// <summary>When the power that a class needs takes its case up.</summary>
    public PowerRule Power { get; init; } = PowerRule.Unit;

    /// <summary>After how many returns to dispatch without an owner; 0 is never.</summary>
    public int Returns { get; init; } = 1;

    /// <summary>
    /// After how many cases of one class near one place, within <see cref="RepeatDays"/> and <see cref="RepeatMetres"/>; 0
    /// is never. Such a place counts as repeating (重复点位).
    /// </summary>
    public int Repeats { get; init; } = 3;

    /// <summary>Within how many days cases repeat.</summary>
    public int RepeatDays { get; init; } = 30;

    /// <summary>Within how many metres cases repeat.</summary>
    public double RepeatMetres { get; init; } = 50;

    /// <summary>Whether an overdue case is escalated.</summary>
    public bool Overdue { get; init; } = true;

    /// <summary>Whether a case across the border of two streets or districts is escalated.</summary>
    public bool Border { get; init; } = true;
}

/// <summary>
/// How call-backs are counted (接诉即办): weights in percent of the three rates (三率), which sum to 100. The exact weights of
/// Beijing are not published; 20, 40 and 40 come near its figures.
/// </summary>
public sealed record HotlinePolicy
{
    /// <summary>The weight of the response rate (响应率).</summary>
    public double ResponseWeight { get; init; } = 20;

    /// <summary>The weight of the solution rate (解决率).</summary>
    public double SolutionWeight { get; init; } = 40;

    /// <summary>The weight of the satisfaction rate (满意率).</summary>
    public double SatisfactionWeight { get; init; } = 40;

    /// <summary>
    /// The most points that a unit gets on top for problems that were found before anybody complained; 0 is none.
    /// </summary>
    public double Bonus { get; init; }

    /// <summary>Whether complaints that a review found unreasonable or unlawful are left out of the rates (剔除).</summary>
    public bool AllowsExclusion { get; init; } = true;
}
