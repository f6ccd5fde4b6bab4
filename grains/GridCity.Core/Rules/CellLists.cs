namespace GridCity.Core.Rules;

/// <summary>
/// A short list of numbers for some of the cells of a city: by cell where most cells have one, by a search among the
/// cells that have one otherwise, so that what is local costs what is local. Immutable.
/// </summary>
internal sealed class CellLists
{
    // A number for every cell is soon less to read than a search, though not to keep: one cell in so many is enough.
    private const int SparseBelow = 32;

    private readonly int[]? _cells;
    private readonly int[] _starts;
    private readonly int[] _items;

    private CellLists(int[]? cells, int[] starts, int[] items)
    {
        _cells = cells;
        _starts = starts;
        _items = items;
    }

    /// <summary>Sorts pairs of a cell and an item; the items of a cell are kept in ascending order.</summary>
    public static CellLists Of(List<(int Cell, int Item)> pairs, int cellCount)
    {
        pairs.Sort();
        var items = new int[pairs.Count];
        var cells = new List<int>();
        var firsts = new List<int>();
        for (var index = 0; index < items.Length; index++)
        {
            items[index] = pairs[index].Item;
            if (index == 0 || pairs[index].Cell != pairs[index - 1].Cell)
            {
                cells.Add(pairs[index].Cell);
                firsts.Add(index);
            }
        }
        firsts.Add(items.Length);
        return cells.Count * SparseBelow < cellCount
            ? new CellLists([.. cells], [.. firsts], items)
            : new CellLists(null, Spread(cells, firsts, cellCount), items);
    }

    /// <summary>How much memory the lists take, in bytes.</summary>
    public long Bytes => 4L * ((_cells?.Length ?? 0) + _starts.Length + _items.Length);

    /// <summary>The items of a cell, in ascending order.</summary>
    public ReadOnlySpan<int> At(int cell)
    {
        var slot = _cells is null ? cell : Array.BinarySearch(_cells, cell);
        return slot < 0 ? [] : _items.AsSpan(_starts[slot], _starts[slot + 1] - _starts[slot]);
    }

    /// <summary>Adds the cells that have items, in ascending order.</summary>
    public void AddCells(List<int> found)
    {
        if (_cells is not null)
        {
            found.AddRange(_cells);
            return;
        }
        for (var cell = 0; cell < _starts.Length - 1; cell++)
        {
            if (_starts[cell] < _starts[cell + 1])
            {
                found.Add(cell);
            }
        }
    }

    private static int[] Spread(List<int> cells, List<int> firsts, int cellCount)
    {
        var starts = new int[cellCount + 1];
        var next = 0;
        for (var cell = 0; cell <= cellCount; cell++)
        {
            starts[cell] = firsts[next];
            if (next < cells.Count && cells[next] == cell)
            {
                next++;
            }
        }
        return starts;
    }
}
