using GridCity.Core.Space;
using Orleans.Concurrency;

namespace GridCity.Grains.Cluster;

/// <summary>
/// A unit grid as an Orleans grain, keyed by the letter G and the cell's code (a key of digits alone would be stored as a
/// number and could collide).
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
    Task<SightingParcel> FindSightingsAsync(CommandParcel report);

    /// <summary>The cell as it is in the journal.</summary>
    [AlwaysInterleave]
    Task<CellParcel> PeekAsync();

    /// <summary>Another cell's commit wrote entries of this one, up to a number.</summary>
    [AlwaysInterleave]
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
