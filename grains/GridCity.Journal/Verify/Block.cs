using GridCity.Journal.Codec;

namespace GridCity.Journal.Verify;

/// <summary>One row as a worker found it: an entry whose sum is right and that can be read, or a fault.</summary>
internal readonly record struct CheckedRow(long Position, long Sum, Entry? Entry, JournalFault? Fault);

/// <summary>
/// The rows of a run of positions, read and checked one by one: everything that can be said about an entry without
/// knowing the others. <paramref name="Failure"/> says why the block could not
/// be read to its end, or is null.
/// </summary>
internal sealed record Block(long Number, IReadOnlyList<CheckedRow> Rows, string? Failure)
{
    /// <summary>How many positions a block has.</summary>
    public const int Length = 1024;

    /// <summary>The position before the first of a block.</summary>
    public static long Before(long number) => number * Length;
}

/// <summary>Reads blocks on a connection of its own. Used by one thread.</summary>
internal abstract class BlockReader : IDisposable
{
    private readonly EntrySum _sum = new();
    private readonly List<CheckedRow> _checked = new(Block.Length);

    /// <summary>Reads a block; its rows live until the next one is read.</summary>
    public Block Read(long number, long last)
    {
        _checked.Clear();
        var failure = ReadRows(Block.Before(number), Math.Min(Block.Before(number + 1), last));
        return new Block(number, _checked, failure);
    }

    public virtual void Dispose() => _sum.Dispose();

    /// <summary>Adds all rows after a position up to another one, in order; says why not all, or null.</summary>
    protected abstract string? ReadRows(long after, long upTo);

    protected void Add(EntryRow row)
    {
        row.TryRead(_sum, out var entry, out var fault);
        _checked.Add(new CheckedRow(row.Position, row.Sum, entry, fault));
    }
}
