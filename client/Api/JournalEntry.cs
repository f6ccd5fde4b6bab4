using System.Text.Json;

namespace GridCity.Client.Api;

/// <summary>
/// One line of the city's journal. Positions count from 1 over the whole city without a gap; <c>Kind</c> is a stable
/// name with a version, such as <c>case.dispatched.1</c>; <c>Body</c> is what the journal holds for that kind.
/// </summary>
public sealed record JournalEntry(
    long Position,
    string Cell,
    int Seq,
    DateTimeOffset At,
    Guid Command,
    string Kind,
    string Case,
    JsonElement Body);

/// <summary>
/// One page of the journal; <c>Next</c> is the position to ask after for the next page, none at the end.
/// </summary>
public sealed record JournalPage(IReadOnlyList<JournalEntry> Items, long? Next);
