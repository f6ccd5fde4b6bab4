using System.Globalization;

namespace GridCity.Core.Cities;

/// <summary>The units of time limits (时限单位). Zero is never stored.</summary>
public enum LimitUnit
{
    /// <summary>Urgent hours (紧急工作时): the clock runs day and night. Written <c>uh</c>.</summary>
    UrgentHours = 1,

    /// <summary>Working hours (工作时): only inside the working calendar. Written <c>wh</c>.</summary>
    WorkingHours = 2,

    /// <summary>Working days (工作日). Written <c>wd</c>.</summary>
    WorkingDays = 3,

    /// <summary>Calendar days (自然日). Written <c>d</c>.</summary>
    CalendarDays = 4,
}

/// <summary>A time limit: a number of hours or days, written <c>4wh</c>, <c>2uh</c>, <c>5wd</c>, <c>3d</c>.</summary>
public readonly record struct Limit(int Amount, LimitUnit Unit)
{
    // Every dispatch writes its limit: the usual ones are written once.
    private const int Common = 100;

    private static readonly string[] Suffixes = ["", "uh", "wh", "wd", "d"];

    private static readonly string[][] Written =
        [.. Suffixes.Select((_, unit) => Enumerable.Range(0, Common).Select(amount => Write(amount, (LimitUnit)unit)).ToArray())];

    /// <summary>Reads the written form.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Limit limit)
    {
        limit = default;
        var digits = 0;
        while (digits < text.Length && char.IsAsciiDigit(text[digits]))
        {
            digits++;
        }
        if (digits is 0 or > 4)
        {
            return false;
        }
        for (var unit = 1; unit < Suffixes.Length; unit++)
        {
            if (text[digits..].Equals(Suffixes[unit], StringComparison.Ordinal))
            {
                limit = new Limit(int.Parse(text[..digits], CultureInfo.InvariantCulture), (LimitUnit)unit);
                return limit.Amount > 0;
            }
        }
        return false;
    }

    /// <summary>Whether a calendar is needed to say when it has passed.</summary>
    public bool CountsWorkingTime => Unit is LimitUnit.WorkingHours or LimitUnit.WorkingDays;

    /// <summary>
    /// The limit times a factor, rounded up to whole hours: days become hours (24, or those of a working day) where a factor
    /// below 1 would otherwise leave a single day as it is.
    /// </summary>
    public Limit Times(double factor, TimeSpan workingDay) => factor == 1 ? this : Unit switch
    {
        LimitUnit.CalendarDays => new Limit(Hours(24 * factor), LimitUnit.UrgentHours),
        LimitUnit.WorkingDays => new Limit(Hours(workingDay.TotalHours * factor), LimitUnit.WorkingHours),
        _ => this with { Amount = Hours(factor) },
    };

    private int Hours(double hoursEach) => Math.Max(1, (int)Math.Ceiling(Math.Round(Amount * hoursEach, 6)));

    /// <summary>The written form.</summary>
    public override string ToString() => Amount is > 0 and < Common ? Written[(int)Unit][Amount] : Write(Amount, Unit);

    private static string Write(int amount, LimitUnit unit) => amount.ToString(CultureInfo.InvariantCulture) + Suffixes[(int)unit];
}

/// <summary>
/// One row of the limits: a class with a filing condition (立案条件; none is the class's default) has a limit and a closing
/// condition (结案条件).
/// </summary>
public sealed record LimitRow(string Class, string? Condition, Limit Limit, string ClosingCondition);

/// <summary>The limits by class and filing condition, and the calendar by which they count.</summary>
public sealed class LimitTable
{
    private readonly Dictionary<(string Class, string? Condition), LimitRow> _rows = [];
    private readonly Dictionary<string, LimitRow> _defaults;
    private readonly Dictionary<string, string[]> _conditions;

    /// <summary>Makes a table; the last of two equal keys wins, so check for them before.</summary>
    public LimitTable(IEnumerable<LimitRow> rows, WorkCalendar calendar)
    {
        foreach (var row in rows)
        {
            _rows[(row.Class, row.Condition)] = row;
        }
        _defaults = _rows.Values.Where(row => row.Condition is null).ToDictionary(row => row.Class, StringComparer.Ordinal);
        _conditions = _rows.Keys.Where(key => key.Condition is not null)
            .GroupBy(key => key.Class, key => key.Condition!, StringComparer.Ordinal)
            .ToDictionary(of => of.Key, of => of.Order(StringComparer.Ordinal).ToArray(), StringComparer.Ordinal);
        Calendar = calendar;
    }

    /// <summary>The calendar by which working hours and days count.</summary>
    public WorkCalendar Calendar { get; }

    /// <summary>The rows of a class, by condition; the default comes first.</summary>
    public IReadOnlyList<LimitRow> RowsOf(string caseClass) =>
        [.. _rows.Values.Where(row => row.Class == caseClass).OrderBy(row => row.Condition, StringComparer.Ordinal)];

    /// <summary>The filing conditions for which a class has limits of their own, in order.</summary>
    public IReadOnlyList<string> ConditionsOf(string caseClass) => _conditions.GetValueOrDefault(caseClass) ?? [];

    /// <summary>Whether a class has a limit of its own for a condition.</summary>
    public bool Has(string caseClass, string? condition) => _rows.ContainsKey((caseClass, condition));

    /// <summary>The row of a class and condition, or the class's default row, or none.</summary>
    public LimitRow? Find(string caseClass, string? condition) =>
        (condition is null ? null : _rows.GetValueOrDefault((caseClass, condition))) ?? _defaults.GetValueOrDefault(caseClass);
}
