namespace GridCity.Core.Space;

/// <summary>
/// Numbers the cells of communities: rows from north to south, and in a row from west to east, as the standard asks. A
/// community of more cells than three digits tell apart is parted after whole rows where it can be.
/// </summary>
internal static class CellNumbering
{
    private const int SequenceMax = 999;

    // Some numbers are left for cells that a community may yet be given.
    private const int PartMax = 900;

    /// <summary>
    /// The codes of the cells of each community, in the order of their places; places are points in the cells.
    /// </summary>
    /// <exception cref="TooManyCellsException">A community is too large and may or can not be parted.</exception>
    public static CellCode[][] Number(
        IReadOnlyList<AreaCode> communities, IReadOnlyList<PlanePoint[]> places, double rowHeight, bool splitLarge)
    {
        var codes = new CellCode[communities.Count][];
        var taken = communities.ToHashSet();
        for (var i = 0; i < codes.Length; i++)
        {
            if (places[i].Length > SequenceMax && !splitLarge)
                throw new TooManyCellsException(communities[i], places[i].Length, null);
            codes[i] = Number(communities[i], places[i], rowHeight, taken);
        }
        return codes;
    }

    private static CellCode[] Number(AreaCode community, PlanePoint[] places, double rowHeight, HashSet<AreaCode> taken)
    {
        var rows = Enumerable.Range(0, places.Length)
            .GroupBy(cell => Math.Floor(places[cell].Y / rowHeight))
            .OrderByDescending(row => row.Key)
            .Select(row => row.OrderBy(cell => places[cell].X).ThenByDescending(cell => places[cell].Y).ToArray());
        var max = places.Length > SequenceMax ? PartMax : SequenceMax;
        var codes = new CellCode[places.Length];
        var (part, sequence) = (community, 0);
        foreach (var row in rows)
        {
            foreach (var chunk in row.Chunk(max))
            {
                if (sequence + chunk.Length > max)
                    (part, sequence) = (PartAfter(part, community, places.Length, taken), 0);
                foreach (var cell in chunk)
                    codes[cell] = new CellCode((part.Value * 1_000) + ++sequence);
            }
        }
        return codes;
    }

    private static AreaCode PartAfter(AreaCode part, AreaCode community, int cells, HashSet<AreaCode> taken)
    {
        var next = new AreaCode(part.Value + 1, Tier.Community);
        if (next.Value / 1_000 != community.Value / 1_000 || !taken.Add(next))
            throw new TooManyCellsException(community, cells, next);
        return next;
    }
}
