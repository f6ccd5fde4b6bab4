using System.Numerics;

namespace GridCity.Core.Space;

/// <summary>
/// Which tiles have a block and which belong to one cell or none, each kind numbered in the order of the tiles: a bit
/// for each tile, and for each 64 of them how many blocks come before. Small enough to stay in a cache.
/// </summary>
internal sealed class TileDirectory
{
    private readonly Group[] _groups;
    private readonly int[] _cells;

    /// <summary>Takes the entries of all tiles; any below <see cref="TileIndex.Nothing"/> has a block.</summary>
    public TileDirectory(ReadOnlySpan<int> entries)
    {
        _groups = new Group[(entries.Length + 63) / 64];
        var cells = new List<int>();
        for (var tile = 0; tile < entries.Length; tile++)
        {
            ref var group = ref _groups[tile / 64];
            if (tile % 64 == 0)
                group = new Group(0, tile - cells.Count);
            if (entries[tile] < TileIndex.Nothing)
                group = group with { Blocks = group.Blocks | (1UL << (tile % 64)) };
            else
                cells.Add(entries[tile]);
        }
        _cells = [.. cells];
    }

    /// <summary>How much memory this takes, in bytes.</summary>
    public long Bytes => (16L * _groups.Length) + (4L * _cells.Length);

    /// <summary>Whether a tile has a block, and its number among its kind.</summary>
    public (int Number, bool HasBlock) Find(int tile)
    {
        unchecked
        {
            var group = _groups[tile >> 6];
            var bit = 1UL << tile;
            var before = group.Before + BitOperations.PopCount(group.Blocks & (bit - 1));
            return (group.Blocks & bit) != 0 ? (before, true) : (tile - before, false);
        }
    }

    /// <summary>The cell of a tile without a block, by its number, or <see cref="TileIndex.Nothing"/>.</summary>
    public int CellOf(int number) => _cells[number];

    private readonly record struct Group(ulong Blocks, int Before);
}
