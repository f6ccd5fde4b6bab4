using System.Globalization;
using System.Text;
using GridCity.Core.Cities;
using GridCity.Simulation.Cities;

namespace GridCity.Simulation.Replay;

/// <summary>
/// Proposes a mapping for a file from the names of its columns and a sample of its rows. It is a proposal: everything that was
/// guessed is said in comments, and a person should read it before it is used.
/// </summary>
public sealed class MappingGuess
{
    private const int SampleRows = 5_000;
    private const int ClassesMax = 300;
    private const int WordsMax = 60;
    private const string Joint = ": ";

    private static readonly string[] Layouts =
    [
        "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm",
        "yyyy-MM-dd", "MM/dd/yyyy hh:mm:ss tt", "MM/dd/yyyy HH:mm:ss", "MM/dd/yyyy HH:mm", "MM/dd/yyyy", "dd.MM.yyyy HH:mm:ss", "dd.MM.yyyy HH:mm",
        "dd.MM.yyyy", "yyyy/M/d H:mm:ss", "yyyy/M/d H:mm", "yyyy/M/d", "yyyyMMddHHmmss", "yyyyMMdd",
    ];

    private readonly string[] _names;
    private readonly List<string[]> _rows;
    private readonly City _city;
    private readonly Dictionary<string, CaseClass> _classes = new(StringComparer.Ordinal);

    private MappingGuess(string[] names, List<string[]> rows, City city)
    {
        foreach (var one in city.Classes.Values.OrderBy(one => one.Code, StringComparer.Ordinal))
        {
            _classes.TryAdd(Plain(one.Name), one);
            _classes.TryAdd(one.NameZh, one);
        }
        // A code is nobody's but its own, whatever other classes are called.
        foreach (var one in city.Classes.Values)
        {
            _classes[Plain(one.Code)] = one;
        }
        _names = names;
        _rows = rows;
        _city = city;
    }

    /// <summary>Proposes a mapping for a file and a city, as YAML.</summary>
    /// <exception cref="InputException">The file has no table, or no columns that could be a place, a time and a class.</exception>
    /// <exception cref="SourceException">The file cannot be read.</exception>
    public static string Of(string path, City city)
    {
        using var source = SourceFile.Open(path, SourceFile.DefaultBytesMax);
        var (names, rows) = TableSample.Read(source.Content, SampleRows);
        return new MappingGuess(names, rows, city).Write();
    }

    private string Write()
    {
        var longitude = Place(["longitude", "lon", "lng", "long"], 180);
        var latitude = Place(["latitude", "lat"], 90);
        var opened = Time(["created", "creation", "open", "request", "report", "received", "date", "time"], []);
        var classes = ClassColumns();
        var missing = new[]
        {
            (longitude < 0 || latitude < 0, "longitude and latitude in degrees"),
            (opened < 0, "the time of the report"),
            (classes.Length == 0, "a class of few different values"),
        }.Where(part => part.Item1).Select(part => part.Item2).ToList();
        if (missing.Count > 0)
        {
            throw new InputException($"No column looks like {string.Join(", nor like ", missing)}. The file has these columns: {string.Join(", ", _names)}.");
        }
        var closed = Time(["close", "complet", "end", "resol", "finish"], [opened]);
        var text = new StringBuilder();
        text.AppendLine("# Proposed from the names of the columns and the first rows. Read it before you use it; docs/import.md has the words.");
        var key = KeyColumn();
        if (Values(key).Distinct(StringComparer.Ordinal).Count() < _rows.Count)
        {
            text.AppendLine("# Some rows have the key of another: 'repeatedKey' of a replay says what they are (docs/simulation.md).");
        }
        text.AppendLine(CultureInfo.InvariantCulture, $"key: {{ column: {Quoted(key)} }}");
        text.AppendLine(CultureInfo.InvariantCulture, $"channel: {{ value: {YamlLines.Quote(Channel())} }}");
        WriteClasses(text, classes);
        text.AppendLine(CultureInfo.InvariantCulture, $"point: {{ lon: {Quoted(longitude)}, lat: {Quoted(latitude)}, frame: wgs84 }}");
        WriteTime(text, string.Empty, "seenAt", opened);
        text.AppendLine(CultureInfo.InvariantCulture, $"reference: {{ column: {Quoted(key)} }}");
        if (closed >= 0)
        {
            text.AppendLine("handled:");
            WriteTime(text, "  ", "closed", closed);
            text.AppendLine("  # What is odd is counted whatever is chosen here.");
            text.AppendLine("  oddities: { days: midnight, midnight: time, earlyClosing: atOnce, repeatedKey: first, missingPlace: drop, offsets: written }");
        }
        return text.Replace("\r", string.Empty).ToString();
    }

    private void WriteTime(StringBuilder text, string indent, string name, int column)
    {
        var layouts = LayoutsOf(column);
        var isLocal = !layouts.Any(layout => layout.Contains('K', StringComparison.Ordinal) || layout.Contains('z', StringComparison.Ordinal));
        if (isLocal)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{indent}# The times do not say their zone: that of the city is assumed.");
        }
        text.AppendLine(CultureInfo.InvariantCulture, $"{indent}{name}:");
        text.AppendLine(CultureInfo.InvariantCulture, $"{indent}  column: {Quoted(column)}");
        text.AppendLine(CultureInfo.InvariantCulture, $"{indent}  layouts: [{string.Join(", ", layouts.Select(layout => $"\"{layout}\""))}]");
        text.AppendLine(CultureInfo.InvariantCulture, $"{indent}  zone: {_city.TimeZone.Id}");
    }

    private void WriteClasses(StringBuilder text, int[] columns)
    {
        text.AppendLine("class:");
        if (columns.Length == 1)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  column: {Quoted(columns[0])}");
        }
        else
        {
            text.AppendLine("  # One column alone does not tell all classes of the city apart.");
            text.AppendLine(CultureInfo.InvariantCulture, $"  columns: [{string.Join(", ", columns.Select(Quoted))}]");
            text.AppendLine(CultureInfo.InvariantCulture, $"  separator: \"{Joint}\"");
        }
        var values = Joined(columns).Where(value => value.Length > 0)
            .GroupBy(value => value, StringComparer.OrdinalIgnoreCase)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal);
        var unknown = new List<string>();
        var hasMap = false;
        foreach (var group in values)
        {
            if (ClassOf(group.Key) is { } known)
            {
                text.Append(hasMap ? string.Empty : "  map:\n");
                hasMap = true;
                text.AppendLine(CultureInfo.InvariantCulture, $"    {YamlLines.Quote(group.Key)}: {YamlLines.Quote(known.Code)}");
            }
            else
            {
                unknown.Add(group.Key);
            }
        }
        foreach (var value in unknown)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"    # {YamlLines.Quote(value)}: which class of {_city.Id}?");
        }
        if (_city.Classes.Values.FirstOrDefault(one => one.Family == "other") is { } otherwise)
        {
            text.AppendLine("  # What no line above names becomes this.");
            text.AppendLine(CultureInfo.InvariantCulture, $"  default: {YamlLines.Quote(otherwise.Code)}");
        }
    }

    private CaseClass? ClassOf(string value) => Plain(value) is { Length: > 0 } plain
        ? _classes.GetValueOrDefault(plain) ?? _classes.GetValueOrDefault(value)
        : null;

    private static string Plain(string text) => new([.. text.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);

    private string Channel() => new[] { "311", "hotline", "hotline-12345" }.FirstOrDefault(_city.Channels.ContainsKey)
        ?? _city.Channels.Keys.Order(StringComparer.Ordinal).First();

    private int KeyColumn()
    {
        // What is called so and tells rows apart, even if some repeat; else whatever tells them apart. A moment is no name.
        return Enumerable.Range(0, _names.Length)
            .Select(column => (Column: column, Apart: Apart(column), Score: Score(column, ["unique", "key", "number", "id", "case", "request"])))
            .OrderBy(one => IsMoment(one.Column) || Place(one.Column))
            .ThenByDescending(one => one is { Apart: >= 98, Score: > 0 })
            .ThenByDescending(one => one is { Apart: >= 80, Score: > 0 })
            .ThenByDescending(one => one.Apart >= 98)
            .ThenByDescending(one => one.Score).ThenBy(one => one.Column)
            .First().Column;
        bool Place(int column) => Score(column, ["longitude", "latitude"]) > 0;
    }

    // How many of a hundred rows have a value that no row before them has.
    private double Apart(int column) =>
        Math.Round(100.0 * Values(column).Distinct(StringComparer.Ordinal).Count() / Math.Max(1, _rows.Count));

    // Numbers alone may be read as days, but are more likely names.
    private bool IsMoment(int column) =>
        Values(column).Any(value => value.AsSpan().ContainsAnyExceptInRange('0', '9')) && LayoutsOf(column).Count > 0;

    // One column, or two where together they tell more of the city's classes apart and know as many rows.
    private int[] ClassColumns()
    {
        var single = ClassColumn();
        if (single < 0)
        {
            return [];
        }
        int[] best = [single];
        var (known, rows) = Known(best);
        foreach (var other in Enumerable.Range(0, _names.Length).Where(column => column != single && IsWord(column)))
        {
            foreach (var pair in new int[][] { [other, single], [single, other] })
            {
                var found = Known(pair);
                if (found.Classes > known && found.Rows >= rows * 0.98)
                {
                    (best, known) = (pair, found.Classes);
                }
            }
        }
        return best;
    }

    // A few different values, and hardly a row without one.
    private bool IsWord(int column) => Values(column).Distinct(StringComparer.OrdinalIgnoreCase).Count() is >= 2 and <= WordsMax
        && Values(column).Count(value => value.Length == 0) <= _rows.Count / 100;

    private (int Classes, int Rows) Known(int[] columns)
    {
        var groups = Joined(columns).GroupBy(value => value, StringComparer.OrdinalIgnoreCase)
            .Select(group => (Class: ClassOf(group.Key), Rows: group.Count())).Where(group => group.Class is not null).ToList();
        return (groups.Select(group => group.Class).Distinct().Count(), groups.Sum(group => group.Rows));
    }

    private IEnumerable<string> Joined(int[] columns) => columns.Length == 1
        ? Values(columns[0])
        : Values(columns[0]).Zip(Values(columns[1]), (one, other) => one + Joint + other);

    private int ClassColumn() => Enumerable.Range(0, _names.Length)
        .Where(column => Values(column).Where(value => value.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).Count() is >= 2 and <= ClassesMax)
        .Select(column => (Column: column, Score: Score(column, ["complaint", "nature", "category", "class", "type", "kind", "description", "activity"])
            + (Values(column).Count(value => ClassOf(value) is not null) > _rows.Count / 4 ? 50 : 0)))
        .Where(candidate => candidate.Score > 0)
        .OrderByDescending(candidate => candidate.Score).ThenBy(candidate => candidate.Column)
        .Select(candidate => candidate.Column).DefaultIfEmpty(-1).First();

    private int Place(string[] words, double most) => Best(
        words,
        [],
        column => Values(column).Where(value => value.Length > 0).All(value =>
            double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) && Math.Abs(degrees) <= most));

    private int Time(string[] words, int[] except) => Best(words, except, column => LayoutsOf(column).Count > 0);

    private int Best(string[] words, int[] except, Func<int, bool> fits) => Enumerable.Range(0, _names.Length)
        .Except(except)
        .Where(column => Score(column, words) > 0 && Values(column).Any(value => value.Length > 0) && fits(column))
        .OrderByDescending(column => Score(column, words)).ThenBy(column => column)
        .DefaultIfEmpty(-1).First();

    private List<string> LayoutsOf(int column)
    {
        var values = Values(column).Where(value => value.Length > 0).Distinct(StringComparer.Ordinal).Take(500).ToList();
        var layouts = Layouts.Where(layout => values.Exists(value => Reads(value, layout))).ToList();
        // Only those that are needed, the earlier first.
        var left = values;
        var needed = new List<string>();
        foreach (var layout in layouts.OrderByDescending(layout => values.Count(value => Reads(value, layout))))
        {
            if (left.Exists(value => Reads(value, layout)))
            {
                needed.Add(layout);
                left = left.FindAll(value => !Reads(value, layout));
            }
        }
        return values.Count > 0 && left.Count <= values.Count / 100 ? needed : [];
    }

    private static bool Reads(string value, string layout) => DateTimeOffset.TryParseExact(
        value, layout, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out _);

    // Earlier words weigh more; a name that is the word, or begins with it, more than one that only has it.
    private int Score(int column, string[] words)
    {
        var name = _names[column].ToLowerInvariant();
        for (var index = 0; index < words.Length; index++)
        {
            if (name.Contains(words[index], StringComparison.Ordinal))
            {
                var rank = 10 * (words.Length - index);
                return rank + (name.StartsWith(words[index], StringComparison.Ordinal) ? 3 : 0);
            }
        }
        return 0;
    }

    private IEnumerable<string> Values(int column) => _rows.Select(row => column < row.Length ? row[column].Trim() : string.Empty);

    private string Quoted(int column) => YamlLines.Quote(_names[column]);
}
