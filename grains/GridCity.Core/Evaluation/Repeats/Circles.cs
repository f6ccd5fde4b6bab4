using GridCity.Core.Space;

namespace GridCity.Core.Evaluation;

/// <summary>
/// Sorts points into circles of one radius, in the order in which they come: a point goes to the nearest middle within the
/// radius, or becomes a middle. Middles are at least a radius apart, so that the nine squares around a point hold few, however
/// many points there are.
/// </summary>
internal sealed class Circles(double radius)
{
    private readonly Dictionary<(long Column, long Row), List<int>> _squares = [];
    private readonly List<PlanePoint> _middles = [];
    private readonly List<List<int>> _members = [];

    /// <summary>What was put into each circle, in the order of the circles' first points.</summary>
    public IReadOnlyList<List<int>> Members => _members;

    public void Add(PlanePoint point, int item)
    {
        var (column, row) = ((long)Math.Floor(point.X / radius), (long)Math.Floor(point.Y / radius));
        var nearest = Nearest(point, column, row);
        if (nearest >= 0)
        {
            _members[nearest].Add(item);
            return;
        }
        if (!_squares.TryGetValue((column, row), out var square))
        {
            _squares.Add((column, row), square = []);
        }
        square.Add(_middles.Count);
        _middles.Add(point);
        _members.Add([item]);
    }

    private int Nearest(PlanePoint point, long column, long row)
    {
        var (best, distance) = (-1, radius);
        for (var x = column - 1; x <= column + 1; x++)
        {
            for (var y = row - 1; y <= row + 1; y++)
            {
                if (!_squares.TryGetValue((x, y), out var square))
                {
                    continue;
                }
                foreach (var middle in square)
                {
                    var away = _middles[middle].DistanceTo(point);
                    // Of two middles as near the earlier one wins.
                    if (away < distance || (away == distance && (best < 0 || middle < best)))
                    {
                        (best, distance) = (middle, away);
                    }
                }
            }
        }
        return best;
    }
}
