using GridCity.Core.Space;

namespace GridCity.Core.Rules;

/// <summary>
/// The boxes of a grid's cells in square buckets, to find the cells that a feature may reach. Used while rules are
/// compiled, by one thread.
/// </summary>
internal sealed class CellBuckets
{
    private const int BucketsMax = 1 << 22;

    private readonly PlaneBox _bounds;
    private readonly double _side;
    private readonly int _columns;
    private readonly int _rows;
    private readonly int[] _starts;
    private readonly int[] _cells;
    private readonly int[] _seen;
    private int _round;

    public CellBuckets(Grid grid)
    {
        Boxes = new PlaneBox[grid.Count];
        for (var cell = 0; cell < grid.Count; cell++)
        {
            Boxes[cell] = grid.BoundsOf(cell);
        }
        _seen = new int[grid.Count];
        _bounds = grid.Bounds;
        var (width, height) = (_bounds.MaxX - _bounds.MinX, _bounds.MaxY - _bounds.MinY);
        _side = Math.Max(1, Math.Sqrt(width * height / Math.Clamp(2.0 * grid.Count, 1, BucketsMax)));
        _columns = grid.Count == 0 ? 0 : (int)(width / _side) + 1;
        _rows = grid.Count == 0 ? 0 : (int)(height / _side) + 1;
        _starts = new int[(_columns * _rows) + 1];
        foreach (var box in Boxes)
        {
            Visit(box, bucket => _starts[bucket + 1]++);
        }
        for (var bucket = 1; bucket < _starts.Length; bucket++)
        {
            _starts[bucket] += _starts[bucket - 1];
        }
        _cells = new int[_starts[^1]];
        var next = _starts.ToArray();
        for (var cell = 0; cell < Boxes.Length; cell++)
        {
            Visit(Boxes[cell], bucket => _cells[next[bucket]++] = cell);
        }
    }

    /// <summary>The smallest box around each cell.</summary>
    public PlaneBox[] Boxes { get; }

    /// <summary>Adds the cells whose boxes meet a box, each once, to a list that is emptied first.</summary>
    public void Find(PlaneBox box, List<int> found)
    {
        found.Clear();
        _round++;
        if (!Meet(box, _bounds))
        {
            return;
        }
        Visit(box, bucket =>
        {
            for (var index = _starts[bucket]; index < _starts[bucket + 1]; index++)
            {
                var cell = _cells[index];
                if (_seen[cell] != _round && Meet(Boxes[cell], box))
                {
                    _seen[cell] = _round;
                    found.Add(cell);
                }
            }
        });
    }

    private static bool Meet(PlaneBox one, PlaneBox other) =>
        one.MinX <= other.MaxX && one.MaxX >= other.MinX && one.MinY <= other.MaxY && one.MaxY >= other.MinY;

    private void Visit(PlaneBox box, Action<int> visit)
    {
        var (left, right) = (Column(box.MinX), Column(box.MaxX));
        var (bottom, top) = (Row(box.MinY), Row(box.MaxY));
        for (var row = bottom; row <= top; row++)
        {
            for (var column = left; column <= right; column++)
            {
                visit((row * _columns) + column);
            }
        }
    }

    private int Column(double x) => (int)Math.Clamp((x - _bounds.MinX) / _side, 0, _columns - 1);

    private int Row(double y) => (int)Math.Clamp((y - _bounds.MinY) / _side, 0, _rows - 1);
}
