using GridCity.Core.Evaluation;

namespace GridCity.Simulation.Pages;

/// <summary>
/// Drawings as high as a line of text that stand in a column of a table, all on one scale: dots with their intervals, and bars.
/// The numbers stand beside them, so that readers of the text lose nothing.
/// </summary>
internal sealed class Strokes
{
    private const double Height = 22;
    private const double Margin = 14;

    private readonly double _width;
    private readonly Scale _scale;
    private readonly double? _middle;
    private readonly string _unit;

    private Strokes(double width, Scale scale, double? middle, string unit)
    {
        (_width, _scale, _middle, _unit) = (width, scale, middle, unit);
    }

    /// <summary>For figures with intervals that lie from 0 to some limit, as closely as these need; marked at a middle.</summary>
    public static Strokes ForIntervals(
        IEnumerable<Interval> all, double limit, double? middle = null, string unit = "", double width = 230)
    {
        var (low, high) = (limit, 0.0);
        foreach (var one in all)
        {
            (low, high) = (Math.Min(low, one.Low), Math.Max(high, one.High));
        }
        if (low > high)
        {
            (low, high) = (0, limit);
        }
        // A hair's breadth of difference drawn over the whole width would look like a canyon.
        low = Math.Max(0, Math.Min(low, high - (limit / 20)));
        var scale = Scale.Around(low, Math.Min(limit, high), Margin, width - (2 * Margin), 4);
        return new Strokes(width, scale, middle, unit);
    }

    /// <summary>
    /// For changes against something before, which lies in the middle. Changes beyond the limit end at the edge, so that a few
    /// wild ones do not hide the others; of ten and fewer none is wild.
    /// </summary>
    public static Strokes ForChanges(IEnumerable<Interval> all, double limit, string unit = "", double width = 200)
    {
        var needed = all.Select(one => Math.Max(Math.Abs(one.Low), Math.Abs(one.High))).Order().ToList();
        var most = needed.Count == 0 ? 1 : Math.Clamp(needed[(int)Math.Ceiling((needed.Count - 1) * 0.9)], 0.5, limit);
        return new Strokes(width, Scale.Around(-most, most, Margin, width - (2 * Margin), 4), 0, unit);
    }

    /// <summary>For counts up to a number.</summary>
    public static Strokes ForCounts(int most, double width = 150) =>
        new(width, Scale.FromZero(most, 0, width - 4, 3), null, string.Empty);

    /// <summary>The scale as the head of the column.</summary>
    public Node Axis() => new Tag("svg")
    {
        { "viewBox", $"0 0 {Tag.Number(_width)} 18" },
        { "width", _width },
        { "height", 18 },
        { "aria-hidden", "true" },
        Labels(),
    };

    /// <summary>A dot with its interval; hollow when it is not ranked; the interval of the period before as a grey box.</summary>
    public Node Dot(double? value, Interval interval, bool isHollow = false, Interval? before = null)
    {
        var drawing = Line();
        if (value is { } known)
        {
            if (before is { } earlier)
            {
                drawing.Add(Stroke("earlier", _scale.At(earlier.Low), Height / 2, _scale.At(earlier.High), Height / 2));
            }
            drawing.Add(Stroke("range", _scale.At(interval.Low), Height / 2, _scale.At(interval.High), Height / 2));
            drawing.Add(new Tag("circle", isHollow ? "hollow" : "dot")
            {
                { "cx", _scale.At(known) }, { "cy", Height / 2 }, { "r", isHollow ? 3 : 3.5 },
            });
        }
        return drawing;
    }

    /// <summary>A bar, with a stroke where it was in the period before.</summary>
    public Node Bar(double value, double? before = null)
    {
        var drawing = new Tag("svg")
        {
            { "viewBox", $"0 0 {Tag.Number(_width)} {Tag.Number(Height)}" },
            { "width", _width },
            { "height", Height },
            { "aria-hidden", "true" },
            new Tag("rect", "bar") { { "x", 0.0 }, { "y", 6.0 }, { "width", Math.Max(0.5, _scale.At(value)) }, { "height", 10.0 } },
        };
        if (before is { } earlier)
        {
            drawing.Add(Stroke("mark", _scale.At(earlier), 3, _scale.At(earlier), 19));
        }
        return drawing;
    }

    private Tag Line()
    {
        var drawing = new Tag("svg")
        {
            { "viewBox", $"0 0 {Tag.Number(_width)} {Tag.Number(Height)}" },
            { "width", _width },
            { "height", Height },
            { "aria-hidden", "true" },
            _scale.Ticks.Select(tick => Stroke("tick", _scale.At(tick), 0, _scale.At(tick), Height)),
        };
        if (_middle is { } middle)
        {
            drawing.Add(Stroke("middle", _scale.At(middle), 0, _scale.At(middle), Height));
        }
        return drawing;
    }

    private IEnumerable<Node> Labels()
    {
        var decimals = _scale.Ticks.All(tick => Math.Abs(tick - Math.Round(tick)) < 1e-9) ? 0 : 1;
        return _scale.Ticks.Select((tick, index) => new Tag("text")
        {
            { "x", _scale.At(tick) },
            { "y", 12.0 },
            { "text-anchor", "middle" },
            Label(tick) + (index == _scale.Ticks.Count - 1 ? _unit : string.Empty),
        });

        string Label(double tick) => _scale.From < 0 ? Figures.Sign(tick, decimals) : Figures.Decimal(tick, decimals);
    }

    private static Tag Stroke(string @class, double x1, double y1, double x2, double y2) => new("line", @class)
    {
        { "x1", x1 }, { "y1", y1 }, { "x2", x2 }, { "y2", y2 },
    };
}
