using GridCity.Core.Cities;

namespace GridCity.Core.Water;

/// <summary>
/// How good a whole river or lake is, by 环办〔2011〕22号. <paramref name="Class"/> is null where shares of sections were counted,
/// which give a status and no class. <paramref name="Factors"/> decide the class; of a river judged by shares they are the up
/// to three parameters that most of its sections have worse than class III.
/// </summary>
public sealed record WaterQuality(WaterStatus Status, WaterClass? Class, ValueList<string> Factors, int Sections)
{
    /// <summary>From how many sections on a river is judged by the shares of their classes.</summary>
    public const int SharesFrom = 5;

    private const int MainFactorsMax = 3;

    /// <summary>
    /// Judges a water by its sections, each given by its values in the units of the table (means, where it was sampled more
    /// than once); null when no section has a class. A lake is always judged by the means over its sections.
    /// </summary>
    public static WaterQuality? Of(WaterKind kind, IEnumerable<IReadOnlyList<Measurement>> sections)
    {
        var judged = sections
            .Select(values => (Values: values, Judged: Classification.Of(kind, values)))
            .Where(section => section.Judged is not null)
            .ToList();
        if (judged.Count == 0)
        {
            return null;
        }
        if (kind == WaterKind.River && judged.Count >= SharesFrom)
        {
            var status = StatusOf([.. judged.Select(section => section.Judged!.Class)]);
            return new WaterQuality(status, null, MainFactors(kind, judged.Select(section => section.Values)), judged.Count);
        }
        var whole = Classification.Of(kind, WaterAverage.Of(judged.Select(section => section.Values)))!;
        return new WaterQuality(WaterWords.StatusOf(whole.Class), whole.Class, whole.Factors, judged.Count);
    }

    /// <summary>
    /// The status of a river by the shares of the classes of its sections: I to III at least 90 % is excellent, at least 75 %
    /// good; below that, worse than V under 20 % is lightly, under 40 % moderately, from 40 % on heavily polluted.
    /// </summary>
    public static WaterStatus StatusOf(IReadOnlyCollection<WaterClass> sections)
    {
        if (sections.Count == 0)
        {
            throw new ArgumentException("A river without sections has no status.", nameof(sections));
        }
        var good = 100.0 * sections.Count(grade => grade <= WaterClass.III) / sections.Count;
        var worst = 100.0 * sections.Count(grade => grade == WaterClass.WorseThanV) / sections.Count;
        if (good >= 75)
        {
            return good >= 90 ? WaterStatus.Excellent : WaterStatus.Good;
        }
        return worst < 20 ? WaterStatus.LightlyPolluted
            : worst < 40 ? WaterStatus.ModeratelyPolluted
            : WaterStatus.HeavilyPolluted;
    }

    private static ValueList<string> MainFactors(WaterKind kind, IEnumerable<IReadOnlyList<Measurement>> sections) =>
    [
        .. sections.SelectMany(values => Classification.Each(kind, values))
            .Where(factor => factor.Class > WaterClass.III)
            .GroupBy(factor => factor.Parameter, StringComparer.Ordinal)
            .OrderByDescending(group => group.Count())
            .ThenBy(group => WaterParameters.OrderOf(group.Key))
            .Take(MainFactorsMax)
            .Select(group => group.Key),
    ];
}
