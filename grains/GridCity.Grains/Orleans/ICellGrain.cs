using GridCity.Core.Space;
using Orleans.Concurrency;

namespace GridCity.Grains.Cluster;

/// <summary>
/// A unit grid as an Orleans grain, keyed by the letter G and the cell's code (a key of digits alone would be stored as a
/// number and could collide). What cells ask each other has a short time: a cell that leaves with its silo takes no questions while it
/// finishes its own, so that two that wait for each other would both wait long. Whoever got no answer has written nothing, and is
/// asked again.
/// </summary>
internal interface ICellGrain : IGrainWithStringKey
{
    /// <summary>Decides a command and makes what it decided durable before it answers.</summary>
    Task<Answer> AskAsync(CommandParcel command);

    /// <summary>
    /// The cases that might be the same problem as a report to another cell. Waits for a report of this cell that may be the
    /// same and comes first.
    /// </summary>
    [AlwaysInterleave]
    [ResponseTimeout("00:00:02")]
    Task<SightingParcel> FindSightingsAsync(CommandParcel report);

    /// <summary>The cell as it is in the journal.</summary>
    [AlwaysInterleave]
    [ResponseTimeout("00:00:02")]
    Task<CellParcel> PeekAsync();

    /// <summary>Another cell's commit wrote entries of this one, up to a number.</summary>
    [AlwaysInterleave]
    [ResponseTimeout("00:00:02")]
    Task CatchUpAsync(int seq);

    /// <summary>Nothing, but that the grain is there afterwards.</summary>
    [AlwaysInterleave]
    Task WakeAsync();
}

/// <summary>The keys of the cells' grains.</summary>
internal static class CellKeys
{
    public static string KeyOf(CellCode code) => "G-" + code;

    public static CellCode CodeOf(ReadOnlySpan<char> key) => CellCode.Parse(key[2..]);
}
