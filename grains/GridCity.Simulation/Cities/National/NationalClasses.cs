using GridCity.Core.Cities;
using GridCity.Simulation.Formats;

namespace GridCity.Simulation.Cities.National;

/// <summary>
/// The national classes of components (部件) and matters (事项) in three editions, and what codes of the older ones became:
/// the project's own transcription of facts, with names in English of its own. It does not stand in for the text of a
/// standard, of which only the parts named here were read. Cities take from it what they need into their folder.
/// </summary>
public static class NationalClasses
{
    /// <summary>
    /// The edition of 2026, five digits: 153 components, whose matters have the same codes, and 97 matters of behaviour.
    /// </summary>
    public const string Edition2026 = "GB/T 47678.5-2026";

    /// <summary>The edition of 2013, four digits: the 14 events that were seen in use; there are more.</summary>
    public const string Edition2013 = "GB/T 30428.2-2013";

    /// <summary>The edition of 2007, four digits: the events of one list in use.</summary>
    public const string Edition2007 = "CJ/T 214-2007";

    private static readonly Lazy<IReadOnlyDictionary<string, IReadOnlyList<CaseClass>>> Classes = new(ReadClasses);

    private static readonly Lazy<IReadOnlyList<EditionRow>> Mapped = new(() => ReadEditions("editions.csv"));

    private static readonly Lazy<IReadOnlyList<EditionRow>> Guessed = new(() => ReadEditions("editions-inferred.csv"));

    /// <summary>The classes of an edition in the order of their codes.</summary>
    /// <exception cref="ArgumentException">The edition is none of the three.</exception>
    public static IReadOnlyList<CaseClass> Of(string edition) =>
        Classes.Value.GetValueOrDefault(edition)
        ?? throw new ArgumentException($"'{edition}' is none of the national editions.", nameof(edition));

    /// <summary>
    /// What the codes of 2013 and 2007 became in 2026. The majors 01 to 04 of 2013 are 06 to 09 with the same minor number
    /// (checked on all 14 codes); those of 2007 follow from their names. A code whose name has no clear counterpart (emergencies,
    /// others, signs put up, advertising boards, damaged signs, unlicensed taxis) leads nowhere.
    /// </summary>
    public static IReadOnlyList<EditionRow> Editions => Mapped.Value;

    /// <summary>
    /// Codes of 2013 that were not seen but follow from the rule that all that were seen obey: for cities that would rather
    /// guess than refuse.
    /// </summary>
    public static IReadOnlyList<EditionRow> InferredEditions => Guessed.Value;

    /// <summary>How many digits every code of an edition has, or null of an edition that is none of the three.</summary>
    public static int? DigitsOf(string edition) => edition switch
    {
        Edition2026 => 5,
        Edition2013 or Edition2007 => 4,
        _ => null,
    };

    /// <summary>A class as the matter that is reported: a component is abnormal (异常), behaviour is what it is.</summary>
    public static CaseClass AsMatter(CaseClass known) => known.IsComponent
        ? known with { Name = known.Name + " abnormal", NameZh = known.NameZh + "异常" }
        : known;

    private static Dictionary<string, IReadOnlyList<CaseClass>> ReadClasses() =>
        new[] { "classes-2026.csv", "classes-2013.csv", "classes-2007.csv" }
            .Select(name => Read(name, TableReader.Classes))
            .ToDictionary(classes => classes[0].Edition, StringComparer.Ordinal);

    private static IReadOnlyList<EditionRow> ReadEditions(string name) => Read(name, RegisterReader.Editions);

    /// <summary>The tables are part of the program, so a fault in them is one in it.</summary>
    private static IReadOnlyList<T> Read<T>(string name, Func<InputFile, FaultList, List<Lined<T>>> read)
    {
        var faults = new FaultList();
        var rows = read(Resources.Open("national/" + name), faults);
        return faults.HasErrors
            ? throw new InvalidOperationException(string.Join('\n', faults.ToList()))
            : rows.ConvertAll(row => row.Value);
    }
}
