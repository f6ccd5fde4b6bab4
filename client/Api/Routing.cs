using GridCity.Core.Space;

namespace GridCity.Client.Api;

/// <summary>The rules of the city and their version.</summary>
public sealed record RuleList(string Version, IReadOnlyList<RuleSummary> Rules);

/// <summary>One rule.</summary>
public sealed record RuleSummary(string Id, string? Description);

/// <summary>A report that nobody made: where would it go? Coordinates are degrees in <c>Frame</c>.</summary>
public sealed record RoutingQuestion
{
    /// <summary>The longitude in degrees.</summary>
    public required double Lon { get; init; }

    /// <summary>The latitude in degrees.</summary>
    public required double Lat { get; init; }

    /// <summary>The code of the class.</summary>
    public required string Class { get; init; }

    /// <summary>The filing condition, where the class has several.</summary>
    public string? Condition { get; init; }

    /// <summary>The id of the channel.</summary>
    public string? Channel { get; init; }

    /// <summary>The frame of the coordinates; the city's input frame if not set.</summary>
    public Frame? Frame { get; init; }

    /// <summary>The moment of the report; now if not set.</summary>
    public DateTimeOffset? At { get; init; }
}

/// <summary>
/// Where a report would go and why: its unit and those who support or are informed, the limit and the due time, the
/// reason, and every rule that was considered. <c>BorderDistance</c> is metres.
/// </summary>
public sealed record Routing(
    string Cell,
    string Street,
    string Class,
    string? Unit,
    string? UnitName,
    string? UnitNameZh,
    IReadOnlyList<string>? Supporting,
    IReadOnlyList<string>? Inform,
    string? Limit,
    DateTimeOffset? Due,
    Why? Reason,
    IReadOnlyList<ConsideredRule>? Considered,
    bool IsNearBorder,
    string? SecondCell,
    double? BorderDistance)
{
    /// <summary>The tier that decides, where a rule or an event says one.</summary>
    public string? Tier { get; init; }

    /// <summary>The kind of whistle by which the supporting units are called, where a rule says so.</summary>
    public string? Whistle { get; init; }

    /// <summary>The great event that holds there and then.</summary>
    public string? Event { get; init; }

    /// <summary>What limits are multiplied by because of the event.</summary>
    public double? LimitFactor { get; init; }
}

/// <summary>
/// A rule that was considered; <c>Outcome</c> is <c>matched</c>, <c>runner-up</c>, <c>not matched</c>
/// or <c>shadowed</c>, and <c>in effect</c> for a great event that holds.
/// </summary>
public sealed record ConsideredRule(string Rule, string Outcome, string Because);
