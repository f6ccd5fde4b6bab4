using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using CsvHelper;

namespace GridCity.Simulation.Replay;

/// <summary>Makes reports of the rows of one file by a mapping whose columns have been found in it.</summary>
internal sealed class RowMapper
{
    private const int TimeLengthMax = 64;

    private readonly Mapping _mapping;
    private readonly Dictionary<string, int> _indices;
    private readonly BoundField _key;
    private readonly BoundField _class;
    private readonly BoundField _channel;
    private readonly BoundField _condition;
    private readonly BoundField _text;
    private readonly BoundField _reference;
    private readonly BoundField _by;
    private readonly BoundField _end;
    private readonly BoundField _returns;
    private readonly BoundField _reworks;
    private readonly BoundField _unit;
    private readonly int _longitude;
    private readonly int _latitude;
    private readonly int _seenAt;
    private readonly HandledRule? _handled;
    private readonly HistoryAccount? _history;
    private readonly List<string> _parts = [];

    /// <summary>
    /// Finds the mapping's columns among those of the file; the times of handling are read only for a history.
    /// </summary>
    /// <exception cref="InputException">The file lacks a column or has it twice; the message lists all.</exception>
    public RowMapper(Mapping mapping, IReadOnlyList<string> columns, HistoryAccount? history = null)
    {
        _mapping = mapping;
        _history = history;
        _handled = history is null ? null : mapping.Handled;
        var needed = mapping.Columns.Concat(mapping.Unit?.Columns ?? []).Concat(_handled is null ? [] : mapping.HandledColumns);
        _indices = Locate(needed.Distinct(), columns);
        if (!mapping.HasPoint && history is null)
        {
            throw new InputException("The mapping has no 'point': its rows lie nowhere, and only a replay can place them.");
        }
        (_key, _class, _channel) = (Bind(mapping.Key), Bind(mapping.Class), Bind(mapping.Channel));
        (_condition, _text, _reference, _by) = (Bind(mapping.Condition), Bind(mapping.Text), Bind(mapping.Reference), Bind(mapping.By));
        (_end, _returns, _reworks) = (Bind(_handled?.End), Bind(_handled?.Returns), Bind(_handled?.Reworks));
        _unit = Bind(mapping.Unit);
        _longitude = mapping.HasPoint ? _indices[mapping.Longitude] : -1;
        _latitude = mapping.HasPoint ? _indices[mapping.Latitude] : -1;
        _seenAt = mapping.SeenAt is { } time ? _indices[time.Column] : -1;
    }

    /// <summary>Makes a report of the row on which the reader stands, or says what is wrong with it.</summary>
    public bool TryMap(
        CsvReader row,
        [NotNullWhen(true)] out MappedRow? report,
        [NotNullWhen(false)] out RowFault? fault)
    {
        report = null;
        DateTimeOffset? seenAt = null;
        if (!TryField(row, _key, out var key, out fault)
            || !TryField(row, _class, out var caseClass, out fault)
            || !TryField(row, _channel, out var channel, out fault)
            || !TryField(row, _condition, out var condition, out fault)
            || !TryPlace(row, out var longitude, out var latitude, out fault)
            || !TryField(row, _text, out var text, out fault)
            || !TryField(row, _reference, out var reference, out fault)
            || !TryField(row, _by, out var by, out fault)
            || (_mapping.SeenAt is { } time && !TryTime(row, time, _seenAt, out seenAt, out fault))
            || !TryHandled(row, out var handled, out fault))
        {
            return false;
        }
        report = new MappedRow
        {
            Key = key!,
            Class = caseClass!,
            Condition = condition,
            Channel = channel!,
            Longitude = longitude,
            Latitude = latitude,
            Frame = _mapping.Frame,
            // A history keeps neither, and many of its rows wait to be taken at a time.
            Text = _history is null ? text : null,
            SeenAt = seenAt,
            Reference = _history is null ? reference : null,
            By = by,
            FiledAt = handled.Filed,
            ClosedAt = handled.Closed,
            End = handled.End,
            Returns = handled.Returns,
            Reworks = handled.Reworks,
            IsDayOnly = _history is not null && seenAt is not null && IsDay(row, _mapping.SeenAt!, _seenAt),
            IsClosedDayOnly = handled.Closed is not null && IsDay(row, _handled!.Closed!, _indices[_handled.Closed!.Column]),
        };
        return true;
    }

    /// <summary>Who got the case of the row on which the reader stands; nothing when the map does not know.</summary>
    public string? UnitOf(CsvReader row) => TryField(row, _unit, out var unit, out _) ? unit : null;

    private static Dictionary<string, int> Locate(IEnumerable<string> names, IReadOnlyList<string> columns)
    {
        var indices = new Dictionary<string, int>(StringComparer.Ordinal);
        var faults = new List<string>();
        foreach (var name in names)
        {
            var places = columns.Index()
                .Where(column => column.Item.Trim().Equals(name.Trim(), StringComparison.OrdinalIgnoreCase))
                .Select(column => column.Index).ToList();
            if (places.Count == 1)
            {
                indices[name] = places[0];
                continue;
            }
            faults.Add(
                places.Count == 0 ? $"there is no column '{name}'" : $"there are {places.Count} columns '{name}'");
        }
        return faults.Count == 0
            ? indices
            : throw new InputException(
                $"The mapping does not fit the file: {string.Join("; ", faults)}.\n"
                + $"The file has these columns: {string.Join(", ", columns)}.");
    }

    // Columns are looked for once, and not again at every row.
    private BoundField Bind(FieldRule? rule) => new(rule, [.. rule?.Columns.Select(column => _indices[column]) ?? []]);

    private bool TryField(CsvReader row, in BoundField field, out string? value, [NotNullWhen(false)] out RowFault? fault)
    {
        fault = null;
        value = field.Rule?.Constant;
        if (field.Rule is not { } rule || value is not null)
        {
            return true;
        }
        var text = TextOf(row, field);
        value = Translate(rule, text);
        if (value is null && (rule.IsNeeded || text.Length > 0))
        {
            var expected = text.Length == 0 ? $"a {rule.Name}" : $"a value that the map of '{rule.Name}' knows";
            fault = RowFault.Found(row.LineNumber, string.Join(" + ", rule.Columns), text, expected);
            return false;
        }
        return true;
    }

    private string TextOf(CsvReader row, in BoundField field)
    {
        if (field.Columns.Length == 1)
        {
            return row.GetString(field.Columns[0]).Trim();
        }
        _parts.Clear();
        foreach (var column in field.Columns)
        {
            var text = row.GetString(column).Trim();
            if (text.Length > 0)
            {
                _parts.Add(text);
            }
        }
        return string.Join(field.Rule!.Separator, _parts);
    }

    private static string? Translate(FieldRule rule, string text)
    {
        if (rule.Map is null)
        {
            return text.Length > 0 ? text : rule.Default;
        }
        if (rule.Map.TryGetValue(text, out var known))
        {
            return known;
        }
        foreach (var (beginning, value) in rule.Beginnings)
        {
            if (text.StartsWith(beginning, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }
        return rule.Default;
    }

    private bool TryPlace(
        CsvReader row, out double longitude, out double latitude, [NotNullWhen(false)] out RowFault? fault)
    {
        if (_history is not null && (_longitude < 0 || IsNowhere(row)))
        {
            _history.WithoutPlace++;
            if (_longitude < 0 || _handled?.Oddities.MissingPlace is MissingPlace.Borrow or MissingPlace.Scatter)
            {
                (longitude, latitude, fault) = (double.NaN, double.NaN, null);
                return true;
            }
        }
        latitude = 0;
        return TryDegrees(row, _longitude, _mapping.Longitude, 180, "longitude", out longitude, out fault)
            && TryDegrees(row, _latitude, _mapping.Latitude, 90, "latitude", out latitude, out fault);
    }

    private bool IsNowhere(CsvReader row) =>
        row.GetSpan(_longitude).Trim((byte)' ').IsEmpty && row.GetSpan(_latitude).Trim((byte)' ').IsEmpty;

    private bool TryHandled(
        CsvReader row,
        out (DateTimeOffset? Filed, DateTimeOffset? Closed, RecordedEnd End, byte Returns, byte Reworks) handled,
        [NotNullWhen(false)] out RowFault? fault)
    {
        handled = (null, null, RecordedEnd.Case, 0, 0);
        fault = null;
        if (_handled is null)
        {
            return true;
        }
        if ((_handled.Filed is { } filed && !TryTimeOrNone(row, filed, out handled.Filed, out fault))
            || (_handled.Closed is { } closed && !TryTimeOrNone(row, closed, out handled.Closed, out fault))
            || !TryField(row, _end, out var end, out fault)
            || !TryNumber(row, _returns, out handled.Returns, out fault)
            || !TryNumber(row, _reworks, out handled.Reworks, out fault))
        {
            return false;
        }
        handled.End = end switch
        {
            "duplicate" => RecordedEnd.Duplicate,
            "rejected" => RecordedEnd.Rejected,
            _ => RecordedEnd.Case,
        };
        return true;
    }

    private bool TryNumber(CsvReader row, in BoundField field, out byte number, [NotNullWhen(false)] out RowFault? fault)
    {
        number = 0;
        if (!TryField(row, field, out var text, out fault))
        {
            return false;
        }
        if (string.IsNullOrEmpty(text) || byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number))
        {
            return true;
        }
        fault = RowFault.Found(row.LineNumber, string.Join(" + ", field.Rule!.Columns), text, "a whole number from 0 to 255");
        return false;
    }

    // Some tables write a day where they do not know the time, and times elsewhere.
    private static bool IsDay(CsvReader row, TimeRule rule, int index)
    {
        if (rule.DayLayouts.Length == 0 || rule.IsDaysOnly)
        {
            return rule.IsDaysOnly;
        }
        Span<char> letters = stackalloc char[TimeLengthMax];
        return DateTime.TryParseExact(
            letters[..Encoding.UTF8.GetChars(row.GetSpan(index), letters)], rule.DayLayouts, CultureInfo.InvariantCulture,
            DateTimeStyles.AllowWhiteSpaces, out _);
    }

    private bool TryTimeOrNone(CsvReader row, TimeRule rule, out DateTimeOffset? moment, [NotNullWhen(false)] out RowFault? fault)
    {
        var index = _indices[rule.Column];
        (moment, fault) = (null, null);
        return row.GetSpan(index).Trim((byte)' ').IsEmpty || TryTime(row, rule, index, out moment, out fault);
    }

    private static bool TryDegrees(
        CsvReader row,
        int index,
        string column,
        double most,
        string what,
        out double degrees,
        [NotNullWhen(false)] out RowFault? fault)
    {
        fault = null;
        var text = row.GetSpan(index).Trim((byte)' ');
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out degrees)
            && Math.Abs(degrees) <= most)
        {
            return true;
        }
        var expected = string.Create(CultureInfo.InvariantCulture, $"degrees of {what} from {-most} to {most}");
        fault = RowFault.Found(row.LineNumber, column, row.GetString(index), expected);
        return false;
    }

    private bool TryTime(
        CsvReader row,
        TimeRule rule,
        int index,
        out DateTimeOffset? moment,
        [NotNullWhen(false)] out RowFault? fault)
    {
        fault = null;
        moment = null;
        Span<char> letters = stackalloc char[TimeLengthMax];
        var bytes = row.GetSpan(index);
        var isLocal = _handled?.Oddities.Offsets == OffsetRule.Zone;
        if (bytes.Length <= TimeLengthMax
            && TimeText.TryRead(letters[..Encoding.UTF8.GetChars(bytes, letters)], rule, isLocal, out var read, out var offset))
        {
            moment = read;
            if (offset is { } written && _history is not null)
            {
                _history.Offsets[written] = _history.Offsets.GetValueOrDefault(written) + 1;
            }
            return true;
        }
        var expected = "a time such as " + string.Join(" or ", rule.Layouts);
        fault = RowFault.Found(row.LineNumber, rule.Column, row.GetString(index), expected);
        return false;
    }

    /// <summary>A rule, if the mapping has it, with the places of its columns in the file.</summary>
    private readonly record struct BoundField(FieldRule? Rule, int[] Columns);
}
