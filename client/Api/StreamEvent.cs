namespace GridCity.Client.Api;

/// <summary>What a watcher of a stream gets to know.</summary>
public abstract record StreamEvent;

/// <summary>The stream is open; the city stands at this position of its journal and has this version.</summary>
public sealed record StreamOpened(long Position, string? CityHash) : StreamEvent;

/// <summary>An entry was written to the journal.</summary>
public sealed record EntryArrived(JournalEntry Entry) : StreamEvent;

/// <summary>The whole board, first and after every interruption.</summary>
public sealed record BoardArrived(Board Board) : StreamEvent;

/// <summary>What changed on the board.</summary>
public sealed record FrameArrived(BoardFrame Frame) : StreamEvent;

/// <summary>
/// The stream broke off and is opened again after a while; nothing is lost, for it resumes where it was.
/// </summary>
public sealed record StreamInterrupted(string Because, TimeSpan RetryIn) : StreamEvent;
