using GridCity.Core.Space;
using NetTopologySuite.Geometries;

namespace GridCity.Benchmarks.Space;

/// <summary>
/// A made-up city of bent squares of about 10,000 m², each side bent once more in its middle: 8 vertices a cell, shared
/// with its neighbours. Codes run by rows, 900 cells to a community, as a real numbering would place them.
/// </summary>
internal sealed class LatticeCity
{
    private const double Side = 100;
    private readonly int _columns;
    private readonly Random _random = new(20260701);
    private readonly PlanePoint[] _corners;

    public LatticeCity(int count)
    {
        Count = count;
        _columns = (int)Math.Ceiling(Math.Sqrt(count));
        var lines = (2 * _columns) + 1;
        _corners = new PlanePoint[lines * lines];
        for (var i = 0; i < _corners.Length; i++)
            _corners[i] = new PlanePoint(Bend(i % lines * Side / 2), Bend(i / lines * Side / 2));
    }

    public int Count { get; }

    public Grid BuildGrid()
    {
        var builder = new GridBuilder();
        for (var i = 0; i < Count; i++)
            builder.Add(CodeOf(i), [new CellRing(false, Ring(i))]);
        return builder.Build();
    }

    public Geometry[] BuildPolygons()
    {
        var shapes = new Geometry[Count];
        for (var i = 0; i < Count; i++)
            shapes[i] = CellShape.ToPolygons([new CellRing(false, Ring(i))]);
        return shapes;
    }

    /// <summary>
    /// Points anywhere in the city, so that at a million cells hardly two in a row share a cache line.
    /// </summary>
    public PlanePoint[] Points(int count)
    {
        var points = new PlanePoint[count];
        var (width, height) = (_columns * Side, (double)(Count / _columns) * Side);
        for (var i = 0; i < count; i++)
            points[i] = new PlanePoint(_random.NextDouble() * width, _random.NextDouble() * height);
        return points;
    }

    private static CellCode CodeOf(int i) => new(((110101001001L + (i / 900)) * 1000) + 1 + (i % 900));

    private double Bend(double at) => at + (24 * _random.NextDouble()) - 12;

    private PlanePoint[] Ring(int cell)
    {
        var lines = (2 * _columns) + 1;
        var corner = (cell / _columns * 2 * lines) + (cell % _columns * 2);
        int[] steps = [0, 1, 2, 2 + lines, 2 + (2 * lines), 1 + (2 * lines), 2 * lines, lines, 0];
        return Array.ConvertAll(steps, step => _corners[corner + step]);
    }
}
