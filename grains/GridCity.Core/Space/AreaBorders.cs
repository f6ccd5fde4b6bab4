namespace GridCity.Core.Space;

/// <summary>
/// The borders of streets and communities, found without overlay: an edge that two cells of one area share lies inside it,
/// every other edge is border.
/// </summary>
public static class AreaBorders
{
    /// <summary>For every area of a tier its border as closed lines.</summary>
    public static IEnumerable<(AreaCode Area, IReadOnlyList<PlanePoint[]> Lines)> Of(Grid grid, Tier tier)
    {
        var edges = new Dictionary<PlanePoint, List<PlanePoint>>();
        var seen = new HashSet<(PlanePoint From, PlanePoint To)>();
        for (var start = 0; start < grid.Count;)
        {
            // Codes are in order, so that the cells of an area stand together.
            var area = AreaCode.Of(grid.CodeOf(start), tier);
            var end = start;
            seen.Clear();
            while (end < grid.Count && area.Contains(grid.CodeOf(end)))
            {
                Take(grid, end, seen);
                end++;
            }
            yield return (area, Join(seen, edges));
            start = end;
        }
    }

    /// <summary>The cell of an area that is nearest to the middle of its box.</summary>
    public static int MiddleCell(Grid grid, AreaCode area)
    {
        var cells = Enumerable.Range(0, grid.Count).Where(index => area.Contains(grid.CodeOf(index))).ToList();
        var middle = new PlanePoint(cells.Average(cell => Middle(grid, cell).X), cells.Average(cell => Middle(grid, cell).Y));
        return cells.MinBy(cell => Middle(grid, cell).DistanceTo(middle));
    }

    private static PlanePoint Middle(Grid grid, int cell)
    {
        var box = grid.BoundsOf(cell);
        return new PlanePoint((box.MinX + box.MaxX) / 2, (box.MinY + box.MaxY) / 2);
    }

    private static void Take(Grid grid, int cell, HashSet<(PlanePoint From, PlanePoint To)> seen)
    {
        foreach (var ring in grid.RingsOf(cell))
        {
            var points = ring.Points.Span;
            for (var index = 1; index < points.Length; index++)
            {
                // Neighbours run along a shared edge in opposite directions.
                if (!seen.Remove((points[index], points[index - 1])))
                {
                    seen.Add((points[index - 1], points[index]));
                }
            }
        }
    }

    private static List<PlanePoint[]> Join(
        HashSet<(PlanePoint From, PlanePoint To)> border, Dictionary<PlanePoint, List<PlanePoint>> edges)
    {
        edges.Clear();
        foreach (var (from, to) in border)
        {
            if (!edges.TryGetValue(from, out var ends))
            {
                edges.Add(from, ends = []);
            }
            ends.Add(to);
        }
        var lines = new List<PlanePoint[]>();
        var line = new List<PlanePoint>();
        foreach (var start in edges.Keys)
        {
            while (edges[start].Count > 0)
            {
                line.Clear();
                line.Add(start);
                var at = start;
                while (edges.TryGetValue(at, out var ends) && ends.Count > 0)
                {
                    at = ends[^1];
                    ends.RemoveAt(ends.Count - 1);
                    line.Add(at);
                }
                lines.Add([.. line]);
            }
        }
        return lines;
    }
}
