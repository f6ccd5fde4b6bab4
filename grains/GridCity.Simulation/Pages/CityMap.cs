using System.Text;
using GridCity.Core.Cities;
using GridCity.Core.Space;
using NetTopologySuite.Geometries;

namespace GridCity.Simulation.Pages;

/// <summary>
/// A map of a city drawn from its own cells and layers, north up, every area true in shape. What is put on it is drawn in the
/// order in which it is put.
/// </summary>
internal sealed class CityMap
{
    private const double Margin = 6;
    private const double LabelHeight = 12;
    private const double NameSize = 10;
    private const double LabelSize = 9;

    private static readonly double[] Shifts = [0, -LabelHeight, LabelHeight, -2 * LabelHeight, 2 * LabelHeight];

    private readonly City _city;
    private readonly double _pixelsPerMetre;
    private readonly List<Node> _drawn = [];
    private readonly List<(double Left, double Top, double Right, double Bottom)> _taken = [];

    /// <summary>An empty map whose longer side has so many pixels.</summary>
    public CityMap(City city, double longest = 640)
    {
        _city = city;
        var bounds = city.Grid.Bounds;
        var (across, up) = (bounds.MaxX - bounds.MinX, bounds.MaxY - bounds.MinY);
        _pixelsPerMetre = city.Grid.Count == 0 ? 1 : longest / Math.Max(1, Math.Max(across, up));
        Width = city.Grid.Count == 0 ? longest : (across * _pixelsPerMetre) + (2 * Margin);
        Height = city.Grid.Count == 0 ? longest : (up * _pixelsPerMetre) + (2 * Margin);
    }

    /// <summary>The width in pixels.</summary>
    public double Width { get; }

    /// <summary>The height in pixels.</summary>
    public double Height { get; }

    /// <summary>
    /// Fills the areas of a tier, each in a class of the style sheet, with a text that a pointer shows; marked ones carry their
    /// names for a script.
    /// </summary>
    public CityMap Areas(Tier tier, Func<AreaCode, (string Class, Say Title)> look, Func<AreaCode, Say>? marked = null)
    {
        foreach (var (area, lines) in AreaBorders.Of(_city.Grid, tier))
        {
            var (@class, title) = look(area);
            _drawn.Add(new Tag("path")
            {
                { "class", "area " + @class },
                { "fill-rule", "evenodd" },
                { "d", Path(lines.Select(line => line.AsEnumerable()), isClosed: true) },
                { "data-zh", marked?.Invoke(area).Zh },
                { "data-en", marked?.Invoke(area).En },
                new Tag("title") { title },
            });
        }
        return this;
    }

    /// <summary>Draws the borders of a tier.</summary>
    public CityMap Borders(Tier tier)
    {
        foreach (var (_, lines) in AreaBorders.Of(_city.Grid, tier))
        {
            _drawn.Add(new Tag("path", "street") { { "d", Path(lines.Select(line => line.AsEnumerable()), isClosed: true) } });
        }
        return this;
    }

    /// <summary>
    /// Writes a name by a place, below or above its sign, where no other such name or sign is; a name that finds no room is left
    /// to the tables.
    /// </summary>
    public CityMap Label(PlanePoint place, Say name, double away)
    {
        var (x, y) = At(place);
        Write(name, "label minor", LabelSize, x, [y + away, y - away - LabelHeight]);
        return this;
    }

    /// <summary>Keeps names away from a sign of some radius at a place.</summary>
    public CityMap Keep(PlanePoint place, double radius)
    {
        var (x, y) = At(place);
        _taken.Add((x - radius, y - radius, x + radius, y + radius));
        return this;
    }

    /// <summary>
    /// Writes the names of the areas of a tier where their middle cell is, or a little above or below it, the largest areas first;
    /// a name that finds no room is left to the titles of the areas and to the tables.
    /// </summary>
    public CityMap Names(Tier tier, Func<AreaCode, Say> name)
    {
        var areas = Enumerable.Range(0, _city.Grid.Count).CountBy(index => AreaCode.Of(_city.Grid.CodeOf(index), tier));
        foreach (var (area, _) in areas.OrderByDescending(area => area.Value).ThenBy(area => area.Key))
        {
            var (x, y) = At(MiddleOf(AreaBorders.MiddleCell(_city.Grid, area)));
            Write(name(area), "label", NameSize, x, [.. Shifts.Select(shift => y + shift - (LabelHeight / 2))]);
        }
        return this;
    }

    /// <summary>Draws the features of a layer, if there is one.</summary>
    public CityMap Layer(string name, Func<Feature, (string Line, string Plane)> look)
    {
        foreach (var feature in _city.Layers.FirstOrDefault(layer => layer.Name == name)?.Features ?? [])
        {
            var (line, plane) = look(feature);
            Shape(feature.Shape, line, plane);
        }
        return this;
    }

    /// <summary>Puts something onto a place.</summary>
    public CityMap Put(PlanePoint place, Func<double, double, Node> draw)
    {
        var (x, y) = At(place);
        _drawn.Add(draw(x, y));
        return this;
    }

    /// <summary>The middle of a cell's box.</summary>
    public PlanePoint MiddleOf(int cell)
    {
        var box = _city.Grid.BoundsOf(cell);
        return new PlanePoint((box.MinX + box.MaxX) / 2, (box.MinY + box.MaxY) / 2);
    }

    /// <summary>The map with what was put onto it.</summary>
    public Node Draw(Say caption, Node? legend = null) => new Tag("figure")
    {
        new Tag("figcaption") { caption },
        legend,
        new Tag("svg")
        {
            { "viewBox", $"0 0 {Tag.Number(Width)} {Tag.Number(Height)}" },
            { "role", "img" },
            new Tag("title") { caption },
            _drawn,
        },
    };

    /// <summary>Writes a text at the first of some heights where no other text or sign is.</summary>
    private void Write(Say text, string @class, double size, double middle, IReadOnlyList<double> tops)
    {
        var half = Math.Max(WidthOf(text.En, size), WidthOf(text.Zh, size)) / 2;
        var x = Math.Clamp(middle, Math.Min(half, Width / 2), Math.Max(Width - half, Width / 2));
        foreach (var top in tops)
        {
            var box = (Left: x - half, Top: top, Right: x + half, Bottom: top + LabelHeight);
            if (!_taken.Exists(other => other.Left < box.Right && box.Left < other.Right && other.Top < box.Bottom && box.Top < other.Bottom))
            {
                _taken.Add(box);
                _drawn.Add(new Tag("text", @class) { { "x", x }, { "y", top + LabelHeight - 2 }, { "text-anchor", "middle" }, text });
                break;
            }
        }
    }

    // A Chinese character is as wide as it is high, a Latin letter somewhat more than half.
    private static double WidthOf(string text, double size) => (text.Sum(letter => letter < 0x2E80 ? 0.58 : 1.02) * size) + 4;

    private void Shape(Geometry shape, string line, string plane)
    {
        if (shape is Polygon or MultiPolygon)
        {
            var rings = CellShape.ToRings(shape).Select(ring => ring.Points.ToArray().AsEnumerable());
            _drawn.Add(new Tag("path", plane) { { "fill-rule", "evenodd" }, { "d", Path(rings, isClosed: true) } });
            return;
        }
        for (var part = 0; part < shape.NumGeometries; part++)
        {
            if (shape.GetGeometryN(part) is LineString one)
            {
                var points = one.Coordinates.Select(at => new PlanePoint(at.X, at.Y));
                _drawn.Add(new Tag("path", line) { { "d", Path([points], isClosed: false) } });
            }
        }
    }

    private (double X, double Y) At(PlanePoint point) => (
        Margin + ((point.X - _city.Grid.Bounds.MinX) * _pixelsPerMetre),
        Margin + ((_city.Grid.Bounds.MaxY - point.Y) * _pixelsPerMetre));

    // To a tenth of a pixel; points that fall together are written once, so that a coast of many points stays small.
    private string Path(IEnumerable<IEnumerable<PlanePoint>> lines, bool isClosed)
    {
        var path = new StringBuilder();
        foreach (var line in lines)
        {
            var (lastX, lastY) = (double.NaN, double.NaN);
            foreach (var point in line)
            {
                var (x, y) = At(point);
                (x, y) = (Math.Round(x, 1), Math.Round(y, 1));
                if (x.Equals(lastX) && y.Equals(lastY))
                {
                    continue;
                }
                path.Append(double.IsNaN(lastX) ? 'M' : 'L').Append(Tag.Number(x)).Append(' ').Append(Tag.Number(y));
                (lastX, lastY) = (x, y);
            }
            path.Append(isClosed && !double.IsNaN(lastX) ? "Z" : string.Empty);
        }
        return path.ToString();
    }
}
