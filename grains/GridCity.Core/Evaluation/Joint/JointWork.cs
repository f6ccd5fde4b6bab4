using GridCity.Core.Cases;
using GridCity.Core.Space;

namespace GridCity.Core.Evaluation;

/// <summary>
/// One way of working together in a period. <paramref name="Made"/>, <paramref name="Closed"/> and <paramref name="Cases"/> are of
/// calls made in the period; <paramref name="InTime"/> is of the bodies whose deadline lies in it.
/// </summary>
public sealed record MechanismRow(CallKind Kind, int Made, int Cases, int Closed, Rate InTime);

/// <summary>A topic of whistles: how many were made about it.</summary>
public sealed record TopicRow(string Topic, int Made);

/// <summary>
/// A street: how often it called by each mechanism, how many of its filed cases it whistled for (吹哨率), and whether those it
/// called were there in time.
/// </summary>
public sealed record StreetCalls(AreaCode Street, IReadOnlyDictionary<CallKind, int> Made, Rate WhistleRate, Rate InTime);

/// <summary>
/// A body that was called: how often in the period by whistles and otherwise, whether it came or answered in time, and its
/// grades from 0 to 100 (null without any).
/// </summary>
public sealed record BodyCalls(string Unit, int Whistled, int Called, Rate WhistlesInTime, Rate InTime, int Graded, double? MeanScore);

/// <summary>The trace of one whistle (吹哨留痕): where, about what, who was called, who was there in time, and the mean grade.</summary>
public sealed record WhistleTrace(
    CaseId Case,
    int Number,
    AreaCode Street,
    string Topic,
    Actor Caller,
    DateTimeOffset Made,
    DateTimeOffset? Due,
    ValueList<string> Called,
    ValueList<string> InTime,
    double? MeanScore,
    DateTimeOffset? Closed);

/// <summary>
/// How the city worked together in a period: whistles, joint actions, notices, transfers, meetings, consultations, and
/// supervised items.
/// </summary>
public sealed record JointWork
{
    /// <summary>The mechanisms in the order of their kinds.</summary>
    public required IReadOnlyList<MechanismRow> Mechanisms { get; init; }

    /// <summary>The topics of whistles, the most frequent first.</summary>
    public required IReadOnlyList<TopicRow> Topics { get; init; }

    /// <summary>The streets by code.</summary>
    public required IReadOnlyList<StreetCalls> Streets { get; init; }

    /// <summary>The called bodies by id.</summary>
    public required IReadOnlyList<BodyCalls> Bodies { get; init; }

    /// <summary>The bodies ranked by how often they were in time.</summary>
    public required IReadOnlyList<Place> Ranking { get; init; }

    /// <summary>Every whistle of the period, in the order in which they were made.</summary>
    public required IReadOnlyList<WhistleTrace> Whistles { get; init; }

    /// <summary>Of the cases put under supervision in the period (督办), those that have ended.</summary>
    public required Rate Supervised { get; init; }
}
