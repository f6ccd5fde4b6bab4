using System.Globalization;
using System.Text;
using GridCity.Core.Space;
using GridCity.Simulation.Bulletins;
using GridCity.Simulation.Pages;

namespace GridCity.Simulation.Reports.Sections;

/// <summary>
/// The load over the city as a film: a map that a scrubber moves through time, who has most at that moment, and the curve of all
/// with a mark where it stands. Without a script it shows the moment of the greatest load.
/// </summary>
internal static class FilmSection
{
    private const int Classes = 5;
    private const int Ranked = 8;
    private const double ChartWidth = 990;
    private const double ChartHeight = 190;
    private const double ChartLeft = 44;
    private const double ChartRight = 84;
    private const double ChartBottom = 22;

    public static Section Of(ReportSubject subject, CityNames names)
    {
        var (record, frames) = (subject.Record, subject.Record.Film.Frames);
        if (frames.Count < 2 || record.Areas.Count == 0)
        {
            return Section.Of(new Say("The load over time", "负荷时空变化"));
        }
        var sizes = Sizes(record, subject);
        var peak = frames.Index().MaxBy(frame => frame.Item.Open.Sum()).Index;
        var open = Breaks(frames.SelectMany(frame => frame.Open.Select((count, area) => count / sizes[area])));
        var late = Breaks(frames.SelectMany(frame => frame.Late.Select((count, area) => count / sizes[area])));
        var times = frames.Select(frame => Span(frame.At - record.Film.Step, frame.At, subject.City.TimeZone)).ToList();
        return Section.Of(
            new Say("The load over time", "负荷时空变化"),
            new Tag("div", "film")
            {
                { "data-film", Data(frames, times, sizes, open, late) },
                new Tag("div", "beside")
                {
                    Map(subject, names, frames[peak], sizes, open),
                    new Tag("div", "film-side")
                    {
                        Now(frames[peak], times[peak]),
                        Kinds(),
                        Signs(open, "open"),
                        Signs(late, "late"),
                        Busiest(names, record, frames[peak]),
                    },
                },
                Scrubber(frames.Count, peak),
                Curve(record, frames, times),
            });
    }

    private static double[] Sizes(RunRecord record, ReportSubject subject)
    {
        var grid = subject.City.Grid;
        var sizes = new Dictionary<AreaCode, double>();
        for (var cell = 0; cell < grid.Count; cell++)
        {
            var area = AreaCode.Of(grid.CodeOf(cell), record.Tier);
            sizes[area] = sizes.GetValueOrDefault(area) + grid.AreaOf(cell);
        }
        return [.. record.Areas.Select(area => Math.Max(1e-4, Math.Round(sizes[area] / 1e6, 4)))];
    }

    // As many areas in every class over the whole film, so that colours mean the same at every moment.
    private static List<double> Breaks(IEnumerable<double> densities)
    {
        var values = densities.Where(value => value > 0).Order().ToList();
        return values.Count == 0 ? [] :
        [
            .. Enumerable.Range(1, Classes - 1).Select(part => Round(values[Math.Max(0, (part * values.Count / Classes) - 1)])).Distinct(),
        ];
    }

    private static double Round(double value)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(value)) - 1);
        return Math.Round(Math.Ceiling(value / power) * power, 6);
    }

    private static int ClassOf(List<double> breaks, double density) =>
        density <= 0 ? 0 : Math.Min(Classes, 1 + breaks.Count(most => density > most));

    // A step inside a day by its hours, days by their dates.
    private static string Span(long from, long to, TimeZoneInfo zone)
    {
        const long day = 24 * 3_600_000;
        return to - from < day
            ? Local(from).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + "–" + Local(to).ToString("HH:mm", CultureInfo.InvariantCulture)
            : to - from == day ? Local(from + (day / 2)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : Local(from + (day / 4)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + " – "
                + Local(to - (day / 4)).ToString("MM-dd", CultureInfo.InvariantCulture);

        DateTimeOffset Local(long at) => TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(at), zone);
    }

    private static Node Map(ReportSubject subject, CityNames names, FilmFrame frame, double[] sizes, List<double> breaks)
    {
        var record = subject.Record;
        var numbers = record.Areas.Index().ToDictionary(area => area.Item, area => area.Index);
        var map = new CityMap(subject.City)
            .Areas(
                record.Tier,
                area => (
                    "q" + ClassOf(breaks, frame.Open[numbers[area]] / sizes[numbers[area]]),
                    names.Area(area) + ": " + Figures.Decimal(frame.Open[numbers[area]], 0)),
                names.Area)
            .Layer("lakes", _ => ("river", "lake"))
            .Layer("rivers", _ => ("river", "lake"));
        if (record.Tier == Tier.Community)
        {
            map.Borders(Tier.Street);
        }
        return map.Draw(new Say(
            "Cases per km² (colours beside the map), on average over the time shown", "每平方公里案件数（颜色见图例），为所示时段的平均值"));
    }

    private static Tag Now(FilmFrame frame, string time) => new("div", "now")
    {
        new Tag("p", "moment") { time },
        new Tag("dl")
        {
            new Tag("div") { new Tag("dt") { new Say("open", "在办") }, new Tag("dd", "now-open") { Figures.Decimal(frame.Open.Sum(), 0) } },
            new Tag("div") { new Tag("dt") { new Say("overdue", "超期") }, new Tag("dd", "now-late late") { Figures.Decimal(frame.Late.Sum(), 0) } },
        },
    };

    private static Tag Kinds() => new("div", "kinds screen")
    {
        Kind("open", new Say("Open cases", "在办案件"), true),
        Kind("late", new Say("Overdue cases", "超期案件"), false),
    };

    private static Tag Kind(string value, Say name, bool isPressed) => new("button", "kind")
    {
        { "type", "button" }, { "value", value }, { "aria-pressed", isPressed ? "true" : "false" }, name,
    };

    private static Tag Signs(List<double> breaks, string kind)
    {
        var bounds = breaks.Select(value => value.ToString("0.##", CultureInfo.InvariantCulture)).ToList();
        var signs = new List<(Node, Say)> { (Legend.Box("q0"), new Say("none", "无")) };
        for (var index = 0; index <= bounds.Count && bounds.Count > 0; index++)
        {
            signs.Add((Legend.Box($"q{index + 1}"), index == 0 ? $"≤ {bounds[0]}"
                : index == bounds.Count ? $"> {bounds[^1]}"
                : $"{bounds[index - 1]}–{bounds[index]}"));
        }
        return new Tag("div") { { "data-kind", kind }, { "hidden", kind == "open" ? null : "hidden" }, Legend.Of(signs) };
    }

    private static Tag Busiest(CityNames names, RunRecord record, FilmFrame frame)
    {
        var order = frame.Open.Index().Where(area => area.Item > 0).OrderByDescending(area => area.Item).ThenBy(area => area.Index).Take(Ranked).ToList();
        return new Tag("div", "busiest")
        {
            new Tag("p", "note") { new Say("Where most cases are at this moment", "此刻案件最多的地方") },
            new Tag("ol") { Enumerable.Range(0, Ranked).Select(place => Row(place < order.Count ? order[place] : (-1, 0.0))) },
        };

        Tag Row((int Index, double Item) area) => new("li")
        {
            { "hidden", area.Index < 0 ? "hidden" : null },
            new Tag("span", "name") { area.Index < 0 ? default : names.Area(record.Areas[area.Index]) },
            new Tag("svg")
            {
                { "viewBox", "0 0 100 10" }, { "preserveAspectRatio", "none" }, { "aria-hidden", "true" },
                new Tag("rect", "bar") { { "width", area.Index < 0 ? 0 : 100.0 * area.Item / order[0].Item }, { "height", 10.0 } },
            },
            new Tag("span", "figure") { Figures.Decimal(area.Item) },
        };
    }

    private static Tag Curve(RunRecord record, IReadOnlyList<FilmFrame> frames, List<string> times) => new("div", "film-curve")
    {
        new Chart(
            new Say("Open and overdue cases in the whole city; click to go there", "全市在办与超期案件（点击可跳转）"),
            [.. times.Select(time => (Say)time)])
        {
            Width = ChartWidth,
            Height = ChartHeight,
            LabelEvery = Math.Max(1, (int)Math.Ceiling(frames.Count / 8.0)),
            Labels = [.. times.Select(time => (Say)(record.Film.Step < 3_600_000 * 12 ? time[5..16] : time[..10]))],
            Unit = new Say("Time", "时段"),
        }.Lines(
            new Series(new Say("Open", "在办"), [.. frames.Select(frame => (double?)frame.Open.Sum())]),
            new Series(new Say("Overdue", "超期"), [.. frames.Select(frame => (double?)frame.Late.Sum())])),
    };

    private static Tag Scrubber(int count, int peak) => new("div", "scrubber screen")
    {
        new Tag("button", "play") { { "type", "button" }, { "aria-pressed", "false" }, { "aria-label", new Say("Play", "播放") } },
        new Tag("input", "scrub")
        {
            { "type", "range" }, { "min", "0" }, { "max", (count - 1).ToString(CultureInfo.InvariantCulture) },
            { "value", peak.ToString(CultureInfo.InvariantCulture) }, { "aria-label", new Say("Moment", "时刻") },
        },
    };

    private static string Data(IReadOnlyList<FilmFrame> frames, List<string> times, double[] sizes, List<double> open, List<double> late)
    {
        var text = new StringBuilder("{\"times\":[").AppendJoin(',', times.Select(time => $"\"{time}\"")).Append(']');
        List("size", sizes.Select(Number));
        List("open", frames.Select(frame => "[" + string.Join(',', frame.Open.Select(Number)) + "]"));
        List("late", frames.Select(frame => "[" + string.Join(',', frame.Late.Select(Number)) + "]"));
        text.Append(",\"breaks\":{\"open\":[").AppendJoin(',', open.Select(Number)).Append("],\"late\":[").AppendJoin(',', late.Select(Number)).Append("]}");
        Value("left", ChartLeft);
        Value("width", ChartWidth);
        Value("step", (ChartWidth - ChartLeft - ChartRight) / Math.Max(1, frames.Count - 1));
        Value("bottom", ChartHeight - ChartBottom);
        return text.Append('}').ToString();

        void List(string name, IEnumerable<string> items) => text.Append(",\"").Append(name).Append("\":[").AppendJoin(',', items).Append(']');

        void Value(string name, double value) => text.Append(",\"").Append(name).Append("\":").Append(Number(value));

        static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
    }
}
