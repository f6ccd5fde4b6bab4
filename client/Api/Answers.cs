using System.Text.Json.Serialization;
using GridCity.Core.Cases;

namespace GridCity.Client.Api;

/// <summary>
/// A command was done: its id, the case after it and the position of the journal that made it durable.
/// <c>IsRepeated</c> says that the same id had been answered before.
/// </summary>
public sealed record CommandAnswer(Guid Command, CasePicture Case, long Position)
{
    /// <summary>Whether the same command id had been answered before.</summary>
    [JsonIgnore]
    public bool IsRepeated { get; init; }
}

/// <summary>Something that concerns a cell and no case was done.</summary>
public sealed record CellAnswer(Guid Command, string Cell, long Position);

/// <summary>What the server's clock says.</summary>
public sealed record ServerClock(DateTimeOffset Now);

/// <summary>What became of one report of a batch. Zero is never sent.</summary>
public enum ReportOutcome
{
    /// <summary>It became a case.</summary>
    Accepted = 1,

    /// <summary>The same command id had become a case before.</summary>
    Repeated = 2,

    /// <summary>It was refused; the other fields say why.</summary>
    Refused = 3,
}

/// <summary>
/// The answer to one report of a batch: the case and its unit, or the refusal's code, name, subject and detail.
/// </summary>
public sealed record ReportResult(
    int Index,
    Guid Id,
    ReportOutcome Outcome,
    string? Case,
    Stage? Stage,
    string? Unit,
    int? Code,
    string? Name,
    string? Subject,
    string? Detail);

/// <summary>
/// The answers to a batch in the order of its reports, their counts, and the last position of the journal.
/// </summary>
public sealed record BatchAnswer(
    IReadOnlyList<ReportResult> Results,
    int Accepted,
    int Repeated,
    int Refused,
    long Position);

/// <summary>Whether the server is ready for work, and what is in the way.</summary>
public sealed record Readiness(
    string Status,
    string? City,
    long Position,
    int Queue,
    double LastCommitMs,
    int Cells,
    int OpenCases,
    IReadOnlyList<string>? Problems);
