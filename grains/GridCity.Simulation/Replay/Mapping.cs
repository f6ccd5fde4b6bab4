using System.Text;
using GridCity.Core.Space;

namespace GridCity.Simulation.Replay;

/// <summary>
/// How the columns of somebody's table become reports. Read from YAML by <see cref="MappingReader"/>; what it may say
/// is written down in <c>docs/import.md</c>.
/// </summary>
internal sealed record Mapping
{
    /// <summary>What tells a row from all others of its channel; from it the command id is made.</summary>
    public required FieldRule Key { get; init; }

    /// <summary>The class of component or event.</summary>
    public required FieldRule Class { get; init; }

    /// <summary>The filing condition, if there is one.</summary>
    public FieldRule? Condition { get; init; }

    /// <summary>The channel.</summary>
    public required FieldRule Channel { get; init; }

    /// <summary>The column of the longitude in degrees.</summary>
    public required string Longitude { get; init; }

    /// <summary>The column of the latitude in degrees.</summary>
    public required string Latitude { get; init; }

    /// <summary>Whether the table knows places; without them it can only be replayed.</summary>
    public bool HasPoint => Longitude.Length > 0;

    /// <summary>The frame of the coordinates; the city's input frame if not set.</summary>
    public Frame? Frame { get; init; }

    /// <summary>What was seen.</summary>
    public FieldRule? Text { get; init; }

    /// <summary>When it was seen.</summary>
    public TimeRule? SeenAt { get; init; }

    /// <summary>The number under which the other system knows it.</summary>
    public FieldRule? Reference { get; init; }

    /// <summary>Who reports.</summary>
    public FieldRule? By { get; init; }

    /// <summary>Who got the case: only for learning rules from history; importing does not read it.</summary>
    public FieldRule? Unit { get; init; }

    /// <summary>The handling that history records, for replays; an import does not look at it.</summary>
    public HandledRule? Handled { get; init; }

    /// <summary>The character between columns; found out from the file if not set.</summary>
    public char? Separator { get; init; }

    /// <summary>The encoding of the file.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>Every column that the mapping names, each once.</summary>
    public IEnumerable<string> Columns =>
        new[] { Key, Class, Condition, Channel, Text, Reference, By }
            .SelectMany(rule => rule?.Columns ?? [])
            .Concat(HasPoint ? [Longitude, Latitude] : [])
            .Concat(SeenAt is null ? [] : [SeenAt.Column])
            .Distinct();

    /// <summary>The columns that only a replay needs.</summary>
    public IEnumerable<string> HandledColumns =>
        new[] { Handled?.End, Handled?.Returns, Handled?.Reworks }.SelectMany(rule => rule?.Columns ?? [])
            .Concat(new[] { Handled?.Filed, Handled?.Closed }.OfType<TimeRule>().Select(rule => rule.Column));
}

/// <summary>
/// How one field of a report is made: a constant, or the texts of columns joined, translated by a map if there is one.
/// </summary>
internal sealed record FieldRule
{
    /// <summary>The name of the field, as mappings write it.</summary>
    public required string Name { get; init; }

    /// <summary>The columns, in the order in which they are joined; none for a constant.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>What stands between two texts.</summary>
    public string Separator { get; init; } = " ";

    /// <summary>The same for every row.</summary>
    public string? Constant { get; init; }

    /// <summary>
    /// What each value becomes, without regard to small and capital letters; none leaves values as they are.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Map { get; init; }

    /// <summary>What values that begin so become, in the order in which they are tried after the map.</summary>
    public IReadOnlyList<(string Beginning, string Value)> Beginnings { get; init; } = [];

    /// <summary>What empty values and values that the map does not know become; none makes them faults.</summary>
    public string? Default { get; init; }

    /// <summary>Whether a row without it cannot be a report.</summary>
    public bool IsNeeded { get; init; }

    /// <summary>
    /// Every value that the rule can name by itself, so that they can be checked before a row is read.
    /// </summary>
    public IEnumerable<string> KnownValues =>
        new[] { Constant, Default }.OfType<string>()
            .Concat(Map?.Values ?? [])
            .Concat(Beginnings.Select(beginning => beginning.Value))
            .Distinct();
}

/// <summary>
/// How a moment is read: the column, the layouts to try, and the zone of times that do not say theirs.
/// </summary>
internal sealed record TimeRule(string Column, string[] Layouts, TimeZoneInfo Zone)
{
    /// <summary>The layouts that have no time of day.</summary>
    public string[] DayLayouts { get; } = Array.FindAll(Layouts, layout => layout.AsSpan().IndexOfAny('H', 'h') < 0);

    /// <summary>Whether no layout has a time of day.</summary>
    public bool IsDaysOnly => DayLayouts.Length == Layouts.Length;

    /// <summary>Whether a layout has a distance from UTC.</summary>
    public bool HasOffset { get; } = Array.Exists(Layouts, layout => layout.AsSpan().IndexOfAny('K', 'z') >= 0);

    /// <summary>The layouts that can be read without the words of a culture.</summary>
    public FixedLayout[] FixedLayouts { get; } = FixedLayout.Among(Layouts);
}
