using GridCity.Core.Space;

namespace GridCity.Simulation.Cities;

/// <summary>
/// Parts the cells of a community into beats (责任网格) of about equal size, each of cells that touch, so that an inspector
/// can walk it.
/// </summary>
internal static class Beats
{
    /// <summary>The beats of one community, by cell index; fewer than asked for when there are fewer cells.</summary>
    public static List<List<int>> Of(Grid grid, IReadOnlyList<int> cells, int count)
    {
        var left = new SortedSet<int>(cells);
        var beats = new List<List<int>>();
        while (left.Count > 0 && beats.Count < count - 1)
        {
            var size = Math.Max(1, (int)Math.Round((double)left.Count / (count - beats.Count)));

            // Where a beat begins decides how much it cuts off; of all beginnings the one that keeps nearest to the
            // size is taken.
            var best = left.Select(start => Grow(grid, left, start, size)).MinBy(beat => Math.Abs(beat.Count - size))!;
            left.ExceptWith(best);
            beats.Add([.. best]);
        }
        if (left.Count > 0)
        {
            beats.Add([.. left]);
        }
        return beats;
    }

    /// <summary>Takes so many cells around one, and with them whatever they would cut off from the rest.</summary>
    private static SortedSet<int> Grow(Grid grid, SortedSet<int> cells, int start, int size)
    {
        var left = new SortedSet<int>(cells);
        var middle = MiddleOf(grid, start);
        var beat = new SortedSet<int>();
        var rim = new SortedSet<(double Distance, int Cell)> { (0, start) };
        while (beat.Count < size && rim.Count > 0)
        {
            var next = rim.Min;
            rim.Remove(next);
            beat.Add(next.Cell);
            left.Remove(next.Cell);
            foreach (var neighbour in grid.NeighboursOf(next.Cell).Where(left.Contains))
            {
                rim.Add((MiddleOf(grid, neighbour).DistanceTo(middle), neighbour));
            }
        }
        beat.UnionWith(
            Islands(grid, left).OrderByDescending(island => island.Count).Skip(1).SelectMany(island => island));
        return beat;
    }

    private static List<List<int>> Islands(Grid grid, SortedSet<int> cells)
    {
        var islands = new List<List<int>>();
        var unseen = new SortedSet<int>(cells);
        while (unseen.Count > 0)
        {
            var island = new List<int> { unseen.Min };
            unseen.Remove(island[0]);
            for (var index = 0; index < island.Count; index++)
            {
                foreach (var neighbour in grid.NeighboursOf(island[index]).Where(unseen.Remove))
                {
                    island.Add(neighbour);
                }
            }
            islands.Add(island);
        }
        return islands;
    }

    private static PlanePoint MiddleOf(Grid grid, int cell)
    {
        var box = grid.BoundsOf(cell);
        return new PlanePoint((box.MinX + box.MaxX) / 2, (box.MinY + box.MaxY) / 2);
    }
}
