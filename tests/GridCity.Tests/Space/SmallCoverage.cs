using GridCity.Core.Space;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;

namespace GridCity.Tests.Space;

/// <summary>
/// A small seeded coverage with everything that makes points hard: bent lattices, vertices in the middle of a
/// neighbour's edge, triangles, holes empty and filled, cells of several parts, missing cells, codes in no order.
/// Keeps the polygons for the slow answer.
/// </summary>
internal sealed class SmallCoverage
{
    private readonly Random _random;
    private readonly List<Polygon[]> _cells = [];

    public SmallCoverage(int seed)
    {
        _random = new Random(seed);
        var origin = seed % 3 == 0 ? new Coordinate(0, 0) : new Coordinate(4e5 * _random.NextDouble(), 4.4e6);
        var corners = BentLattice(origin, 3 + _random.Next(6), 3 + _random.Next(6), isRounded: seed % 2 == 0);
        for (var column = 0; column + 1 < corners.GetLength(0); column++)
        {
            for (var row = 0; row + 1 < corners.GetLength(1); row++)
            {
                var (east, north) = (column + 1, row + 1);
                AddQuad([corners[column, row], corners[east, row], corners[east, north], corners[column, north]]);
            }
        }
        JoinSomeParts();
        var codes = Enumerable.Range(1, _cells.Count).Select(i => new CellCode(110101001001000 + i)).ToArray();
        _random.Shuffle(codes);
        var builder = new GridBuilder();
        for (var i = 0; i < _cells.Count; i++)
            builder.Add(codes[i], Shape(_cells[i]));
        Grid = builder.Build();
        Shapes = [.. _cells.Zip(codes).OrderBy(pair => pair.Second).Select(pair => Shape(pair.First))];
    }

    public Grid Grid { get; }

    public IReadOnlyList<Geometry> Shapes { get; }

    /// <summary>
    /// The slow answer: the first of all cells, in the order of the codes, that does not leave the point outside.
    /// </summary>
    public int LocateSlowly(PlanePoint point)
    {
        var coordinate = new Coordinate(point.X, point.Y);
        for (var i = 0; i < Shapes.Count; i++)
        {
            if (SimplePointInAreaLocator.Locate(coordinate, Shapes[i]) != Location.Exterior)
                return i;
        }
        return -1;
    }

    /// <summary>Every vertex, points on every edge and a hair beside them, and points anywhere.</summary>
    public IEnumerable<PlanePoint> HardPoints()
    {
        foreach (var shape in Shapes)
        {
            foreach (var ring in CellShape.ToRings(shape))
            {
                for (var i = 1; i < ring.Points.Length; i++)
                {
                    var (a, b) = (ring.Points.Span[i - 1], ring.Points.Span[i]);
                    foreach (var t in new[] { 0, 0.5, _random.NextDouble() })
                    {
                        var on = new PlanePoint(a.X + (t * (b.X - a.X)), a.Y + (t * (b.Y - a.Y)));
                        yield return on;
                        yield return on with { X = Math.BitIncrement(on.X) };
                        yield return on with { Y = Math.BitDecrement(on.Y) };
                    }
                }
            }
        }
        foreach (var point in RandomPoints(500))
            yield return point;
    }

    public IEnumerable<PlanePoint> RandomPoints(int count)
    {
        var box = Grid.Bounds.Grow(20);
        for (var i = 0; i < count; i++)
        {
            yield return new PlanePoint(
                box.MinX + (_random.NextDouble() * (box.MaxX - box.MinX)),
                box.MinY + (_random.NextDouble() * (box.MaxY - box.MinY)));
        }
    }

    private Coordinate[,] BentLattice(Coordinate origin, int columns, int rows, bool isRounded)
    {
        var corners = new Coordinate[columns, rows];
        for (var column = 0; column < columns; column++)
        {
            for (var row = 0; row < rows; row++)
            {
                var (x, y) = (origin.X + (100 * column), origin.Y + (100 * row));
                corners[column, row] = new Coordinate(x + Bend(), y + Bend());
            }
        }
        return corners;

        double Bend() => isRounded ? _random.Next(-16, 17) : (60 * _random.NextDouble()) - 30;
    }

    private void AddQuad(Coordinate[] quad)
    {
        switch (_random.Next(8))
        {
            case 0:
                break;
            case 1:
                _cells.Add([Make(quad[0], quad[1], quad[2])]);
                _cells.Add([Make(quad[0], quad[2], quad[3])]);
                break;
            case 2:
                // The ends of the dividing line are not among the neighbours' vertices.
                var (west, east) = (Between(quad[0], quad[3]), Between(quad[1], quad[2]));
                _cells.Add([Make(quad[0], quad[1], east, west)]);
                _cells.Add([Make(west, east, quad[2], quad[3])]);
                break;
            case 3:
            case 4:
                AddWithHole(quad);
                break;
            default:
                _cells.Add([Make(quad)]);
                break;
        }
    }

    private void AddWithHole(Coordinate[] quad)
    {
        var middle = new Coordinate(quad.Average(corner => corner.X), quad.Average(corner => corner.Y));
        var inner = quad.Select(corner => new Coordinate(
            middle.X + (0.3 * (corner.X - middle.X)), middle.Y + (0.3 * (corner.Y - middle.Y)))).ToArray();
        _cells.Add([new Polygon(Ring(quad), [Ring(inner)])]);
        if (_random.Next(2) == 0)
            _cells.Add([Make(inner)]);
    }

    private void JoinSomeParts()
    {
        for (var i = 0; i + 5 < _cells.Count; i += 4)
        {
            Polygon[] joined = [.. _cells[i], .. _cells[i + 4]];
            if (!new MultiPolygon(joined).IsValid)
                continue;
            _cells[i] = joined;
            _cells.RemoveAt(i + 4);
        }
    }

    private Coordinate Between(Coordinate a, Coordinate b)
    {
        var t = 0.2 + (0.6 * _random.NextDouble());
        return new Coordinate(a.X + (t * (b.X - a.X)), a.Y + (t * (b.Y - a.Y)));
    }

    private static Geometry Shape(Polygon[] parts) => parts.Length == 1 ? parts[0] : new MultiPolygon(parts);

    private static Polygon Make(params Coordinate[] corners) => new(Ring(corners));

    private static LinearRing Ring(Coordinate[] corners) => new([.. corners, corners[0]]);
}
