namespace GridCity.Simulation.Pages;

/// <summary>A row of numbers with its name; what is not known is no number.</summary>
internal sealed record Series(Say Name, IReadOnlyList<double?> Values);

/// <summary>
/// A drawing of numbers over a row of places, such as days or hours, from nought up. Its caption says what it shows, and a table
/// of its numbers can be opened below it.
/// </summary>
internal sealed class Chart(Say caption, IReadOnlyList<Say> places)
{
    private const double Left = 44;
    private const double Top = 10;
    private const double Bottom = 22;

    /// <summary>The width in pixels before the page stretches it.</summary>
    public double Width { get; init; } = 990;

    /// <summary>The height.</summary>
    public double Height { get; init; } = 240;

    /// <summary>Every how many places one is written below the axis.</summary>
    public int LabelEvery { get; init; } = 1;

    /// <summary>How places are written below the axis; as in the table when null.</summary>
    public IReadOnlyList<Say>? Labels { get; init; }

    /// <summary>The most that the scale has to hold, so that several drawings can share one.</summary>
    public double? Most { get; init; }

    /// <summary>Which places lie on quiet ground, such as weekends.</summary>
    public Func<int, bool> IsRest { get; init; } = _ => false;

    /// <summary>What the places are, for the table: days, hours.</summary>
    public Say Unit { get; init; }

    /// <summary>One or two rows as lines; the second is broken, so that it can be told without colour.</summary>
    public Node Lines(params IReadOnlyList<Series> rows)
    {
        const double Right = 84;
        var (scale, step) = (ScaleOf(rows), (Width - Left - Right) / Math.Max(1, places.Count - 1));
        var drawing = Frame(scale, Right, rows);
        drawing.Add(Rest(step, Left - (step / 2)));
        drawing.Add(Grid(scale, Right));
        for (var row = 0; row < rows.Count; row++)
        {
            drawing.Add(new Tag("path", $"line-{row + 1}")
            {
                { "d", PathOf(rows[row].Values, index => Left + (index * step), scale) },
            });
        }
        drawing.Add(Ends(rows, scale, Width - Right + 8));
        drawing.Add(PlaceLabels(index => Left + (index * step)));
        return Figure(drawing, rows);
    }

    /// <summary>One row as bars.</summary>
    public Node Bars(Series row)
    {
        const double Right = 4;
        var (scale, step) = (ScaleOf([row]), (Width - Left - Right) / Math.Max(1, places.Count));
        var drawing = Frame(scale, Right, [row]);
        drawing.Add(Rest(step, Left));
        drawing.Add(Grid(scale, Right));
        drawing.Add(row.Values.Select((value, index) => new Tag("rect", "bar")
        {
            { "x", Left + (index * step) + (step * 0.14) },
            { "y", scale.At(value ?? 0) },
            { "width", step * 0.72 },
            { "height", scale.At(0) - scale.At(value ?? 0) },
        }));
        drawing.Add(PlaceLabels(index => Left + (index * step) + (step / 2)));
        return Figure(drawing, [row]);
    }

    private Scale ScaleOf(IReadOnlyList<Series> rows)
    {
        var most = Most ?? rows.SelectMany(row => row.Values).Max() ?? 1;
        // Downwards, because a drawing's rows are counted from above.
        return Scale.FromZero(most, Height - Bottom, Top + Bottom - Height, 4);
    }

    private Tag Frame(Scale scale, double right, IReadOnlyList<Series> rows)
    {
        var summary = rows.Select(row => row.Name + Summary(row.Values));
        return new Tag("svg")
        {
            { "viewBox", $"0 0 {Tag.Number(Width)} {Tag.Number(Height)}" },
            { "role", "img" },
            new Tag("title") { caption },
            new Tag("desc") { Say.List(summary) },
            new Tag("line", "axis") { { "x1", Left }, { "y1", scale.At(0) }, { "x2", Width - right }, { "y2", scale.At(0) } },
        };
    }

    private static Say Summary(IReadOnlyList<double?> values)
    {
        var known = values.OfType<double>().ToList();
        var (low, high) = known.Count == 0
            ? (Figures.None, Figures.None)
            : (Figures.Decimal(known.Min(), 0), Figures.Decimal(known.Max(), 0));
        return new Say($" from {low} to {high}", $"最低 {low}，最高 {high}");
    }

    private IEnumerable<Node> Rest(double step, double start) => Enumerable.Range(0, places.Count).Where(IsRest)
        .Select(index => new Tag("rect", "rest")
        {
            { "x", start + (index * step) }, { "y", Top }, { "width", step }, { "height", Height - Top - Bottom },
        });

    private IEnumerable<Node> Grid(Scale scale, double right)
    {
        foreach (var tick in scale.Ticks)
        {
            if (tick > 0)
            {
                yield return new Tag("line", "tick")
                {
                    { "x1", Left }, { "y1", scale.At(tick) }, { "x2", Width - right }, { "y2", scale.At(tick) },
                };
            }
            yield return new Tag("text")
            {
                { "x", Left - 6 }, { "y", scale.At(tick) + 4 }, { "text-anchor", "end" }, Figures.Decimal(tick, 0),
            };
        }
    }

    private IEnumerable<Node> PlaceLabels(Func<int, double> at) => Enumerable.Range(0, places.Count)
        .Where(index => index % LabelEvery == 0)
        .Select(index => new Tag("text")
        {
            { "x", at(index) }, { "y", Height - 6 }, { "text-anchor", "middle" }, (Labels ?? places)[index],
        });

    // The names at the ends of the lines, apart when the lines end together.
    private static IEnumerable<Node> Ends(IReadOnlyList<Series> rows, Scale scale, double x)
    {
        const double Apart = 14;
        var ends = rows.Select((row, index) => (row.Name, Index: index, Y: scale.At(row.Values.LastOrDefault(value => value is not null) ?? 0) + 4))
            .OrderBy(end => end.Y)
            .ToList();
        var last = double.NegativeInfinity;
        foreach (var (name, index, y) in ends)
        {
            last = Math.Max(y, last + Apart);
            yield return new Tag("text", $"ink-{index + 1}") { { "x", x }, { "y", last }, name };
        }
    }

    private static string PathOf(IReadOnlyList<double?> values, Func<int, double> at, Scale scale)
    {
        var (path, isOpen) = (new System.Text.StringBuilder(), false);
        for (var index = 0; index < values.Count; index++)
        {
            if (values[index] is { } value)
            {
                path.Append(isOpen ? 'L' : 'M').Append(Tag.Number(at(index))).Append(' ').Append(Tag.Number(scale.At(value)));
            }
            isOpen = values[index] is not null;
        }
        return path.ToString();
    }

    private Tag Figure(Tag drawing, IReadOnlyList<Series> rows)
    {
        var table = new Table<int>(caption).Name(Unit, index => places[index]);
        foreach (var row in rows)
        {
            table.Number(row.Name, index => Figures.Decimal(row.Values[index], 0));
        }
        return new Tag("figure")
        {
            new Tag("figcaption") { caption },
            drawing,
            new Tag("details", "screen")
            {
                new Tag("summary") { new Say("The numbers as a table", "数据表") },
                table.Of(Enumerable.Range(0, places.Count)),
            },
        };
    }
}
