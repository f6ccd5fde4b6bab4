namespace GridCity.Core.Evaluation;

/// <summary>Whom a formula scores. Zero is never stored.</summary>
public enum SubjectKind
{
    /// <summary>A city, district, street or community (区域).</summary>
    Region = 1,

    /// <summary>A responsible unit (专业部门).</summary>
    Unit = 2,

    /// <summary>Somebody who takes reports in at the supervision centre (受理员).</summary>
    Acceptor = 3,

    /// <summary>Somebody who files and closes at the supervision centre (值班长).</summary>
    ShiftChief = 4,

    /// <summary>Somebody who sends cases to units at the command centre (派遣员).</summary>
    Dispatcher = 5,

    /// <summary>A grid supervisor (监督员).</summary>
    Inspector = 6,
}

/// <summary>From a number on, points from 0 to 100.</summary>
public readonly record struct Band(int AtLeast, double Points);

/// <summary>
/// One part of a formula with its weight: an indicator in percent, or 100 less it when <see cref="IsInverted"/>; or, when
/// <see cref="Volume"/> is given, the points of the band that its count falls into.
/// </summary>
public sealed record ScoreTerm(double Weight)
{
    /// <summary>The id of an indicator, or null.</summary>
    public string? Indicator { get; init; }

    /// <summary>Whether 100 less the indicator counts.</summary>
    public bool IsInverted { get; init; }

    /// <summary>What is counted for a band, or null.</summary>
    public Counter? Volume { get; init; }

    /// <summary>The bands, the highest first; what is below the last gets no points.</summary>
    public ValueList<Band> Bands { get; init; }

    /// <summary>A term of an indicator.</summary>
    public static ScoreTerm Of(double weight, string indicator, bool isInverted = false) =>
        new(weight) { Indicator = indicator, IsInverted = isInverted };

    /// <summary>A term of bands.</summary>
    public static ScoreTerm Of(double weight, Counter volume, params ReadOnlySpan<Band> bands) =>
        new(weight) { Volume = volume, Bands = ValueList.Create(bands) };
}

/// <summary>A composite score (综合评价): terms whose weights sum to 100.</summary>
public sealed record ScoreFormula(SubjectKind Subject, ValueList<ScoreTerm> Terms);

/// <summary>A grade and the points from which on it is given.</summary>
public readonly record struct GradeBand(string Grade, double AtLeast);

/// <summary>
/// How long the two centres have for steps of their own, which the journal keeps no due times of. None of these is published;
/// all are a city's own.
/// </summary>
public sealed record CentreLimits
{
    /// <summary>To send a request to look to an inspector.</summary>
    public TimeSpan Sending { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>To file a report once it can be decided.</summary>
    public TimeSpan Filing { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>To send a filed or returned case to a unit.</summary>
    public TimeSpan Dispatch { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>To close a case after its check.</summary>
    public TimeSpan Closing { get; init; } = TimeSpan.FromHours(2);

    /// <summary>To call the reporter of a hotline case back after its end.</summary>
    public TimeSpan CallBack { get; init; } = TimeSpan.FromDays(7);
}

/// <summary>The parts of a score book that can be wrong. Zero is never stored.</summary>
public enum BookPart
{
    /// <summary>A formula or one of its terms.</summary>
    Formulas = 1,

    /// <summary>A grade.</summary>
    Grades = 2,

    /// <summary>The smallest base of a rank.</summary>
    RankingBase = 3,

    /// <summary>The least part of the weights for a grade.</summary>
    GradeCoverage = 4,
}

/// <summary>
/// What is wrong with a score book: in which part, in which of its formulas or grades, in which term of the formula, and a
/// sentence that names what to change. <paramref name="Index"/> is 0 where a part has no items, <paramref name="Term"/> is -1
/// when the formula as a whole is meant.
/// </summary>
public sealed record ScoreFault(BookPart Part, int Index, int Term, string Message);

/// <summary>How a city scores: formulas, grades, the limits of its centres, and from which base on somebody is ranked.</summary>
public sealed record ScoreBook(string Id, string Name, string NameZh)
{
    // Weights are written with a decimal or two; more than this away from 100 is a mistake.
    private const double WeightTolerance = 0.001;

    /// <summary>One formula a kind of subject; who has none gets no score.</summary>
    public required ValueList<ScoreFormula> Formulas { get; init; }

    /// <summary>The grades, the best first. A 90, B 75, C 60, D 40, E below.</summary>
    public ValueList<GradeBand> Grades { get; init; } =
        [new("A", 90), new("B", 75), new("C", 60), new("D", 40), new("E", 0)];

    /// <summary>The limits of the two centres.</summary>
    public CentreLimits Limits { get; init; } = new();

    /// <summary>
    /// The smallest base on which somebody is ranked. Below, the 95 % interval of a share is wider than a third of the scale.
    /// </summary>
    public int RankingBase { get; init; } = 30;

    /// <summary>
    /// The least part of the weights that must have been measured for a grade, from 0 to 1: parts without a base say nothing.
    /// </summary>
    public double GradeCoverage { get; init; } = 0.5;

    /// <summary>The formula of a kind of subject, or null.</summary>
    public ScoreFormula? FormulaOf(SubjectKind subject)
    {
        foreach (var formula in Formulas.AsSpan())
        {
            if (formula.Subject == subject)
            {
                return formula;
            }
        }
        return null;
    }

    /// <summary>What is wrong with the book; empty when it can be used.</summary>
    public IReadOnlyList<ScoreFault> Faults() =>
    [
        .. Formulas.Index().SelectMany(formula => FaultsOf(formula.Index, formula.Item)),
        .. Grades.Zip(Grades.Skip(1)).Index().Where(pair => pair.Item.First.AtLeast <= pair.Item.Second.AtLeast)
            .Select(pair => Fault(BookPart.Grades, pair.Index + 1, FormattableString.Invariant(
                $"grade {pair.Item.Second.Grade} begins at {pair.Item.Second.AtLeast}, not below {pair.Item.First.Grade}; put the best grade first."))),
        .. RankingBase < 1
            ? [Fault(BookPart.RankingBase, 0, $"the base for a rank is {RankingBase}; it must be at least 1.")]
            : Array.Empty<ScoreFault>(),
        .. GradeCoverage is >= 0 and <= 1
            ? Array.Empty<ScoreFault>()
            : [Fault(BookPart.GradeCoverage, 0, FormattableString.Invariant(
                $"the coverage for a grade is {GradeCoverage}; it must be from 0 to 1."))],
    ];

    private static ScoreFault Fault(BookPart part, int index, string message) => new(part, index, -1, message);

    private IEnumerable<ScoreFault> FaultsOf(int index, ScoreFormula formula)
    {
        if (Formulas.Take(index).Any(other => other.Subject == formula.Subject))
        {
            yield return Fault(BookPart.Formulas, index, $"{formula.Subject} has another formula already; keep one.");
        }
        var sum = formula.Terms.Sum(term => term.Weight);
        if (!(Math.Abs(sum - 100) <= WeightTolerance))
        {
            yield return Fault(BookPart.Formulas, index, FormattableString.Invariant(
                $"the weights of {formula.Subject} sum to {sum}; they must sum to 100."));
        }
        foreach (var (place, term) in formula.Terms.Index())
        {
            if (FaultOf(term) is { } fault)
            {
                yield return new ScoreFault(BookPart.Formulas, index, place, $"a term of {formula.Subject} {fault}");
            }
        }
    }

    private static string? FaultOf(ScoreTerm term)
    {
        if (!(term.Weight > 0))
        {
            return FormattableString.Invariant($"has the weight {term.Weight}; a weight is more than 0.");
        }
        if ((term.Indicator is null) == (term.Volume is null))
        {
            return "must name either an indicator or a volume.";
        }
        if (term.Indicator is { } id)
        {
            return Indicators.Find(id) is null
                ? $"names the indicator '{id}'; known are {string.Join(", ", Indicators.All.Select(known => known.Id))}."
                : null;
        }
        if (term.Bands.Count == 0 || term.Bands.Zip(term.Bands.Skip(1)).Any(pair => pair.First.AtLeast <= pair.Second.AtLeast))
        {
            return $"has bands of {term.Volume} that do not go down; put the highest number first.";
        }
        return term.Bands.Any(band => !(band.Points is >= 0 and <= 100))
            ? $"has a band of {term.Volume} with points outside 0 to 100."
            : null;
    }
}
