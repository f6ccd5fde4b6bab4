using GridCity.Core.Cities;

namespace GridCity.Core.Water;

/// <summary>
/// The class of a water by its single worst factor (单因子评价), and the factors that are of that class, in the order of the
/// table: they decide it.
/// </summary>
public sealed record Classification(WaterClass Class, ValueList<string> Factors)
{
    private const double SaturationOfClassI = 90;

    /// <summary>Whether the class is the target or better.</summary>
    public bool Meets(WaterClass target) => Class <= target;

    /// <summary>
    /// Classifies values in the units of the table, each parameter once; null when none of them counts. Oxygen is of class I
    /// with 7.5 mg/L or with 90 % saturation; a lower saturation alone says nothing.
    /// </summary>
    public static Classification? Of(WaterKind kind, IEnumerable<Measurement> values)
    {
        var factors = Each(kind, values).ToList();
        if (factors.Count == 0)
        {
            return null;
        }
        var worst = factors.Max(factor => factor.Class);
        return new Classification(
            worst,
            [.. factors.Where(factor => factor.Class == worst)
                .Select(factor => factor.Parameter).OrderBy(WaterParameters.OrderOf)]);
    }

    /// <summary>The class of each parameter that counts.</summary>
    internal static IEnumerable<(string Parameter, WaterClass Class)> Each(WaterKind kind, IEnumerable<Measurement> values)
    {
        var known = values.ToList();
        var isSaturated = known.Exists(
            value => value.Parameter == WaterParameters.Saturation && value.Value >= SaturationOfClassI);
        if (isSaturated)
        {
            yield return (WaterParameters.Oxygen, WaterClass.I);
        }
        foreach (var value in known)
        {
            if (WaterParameters.Find(value.Parameter) is { IsJudged: true } parameter
                && !(isSaturated && parameter.Id == WaterParameters.Oxygen)
                && parameter.ClassOf(kind, value.Value) is { } grade)
            {
                yield return (parameter.Id, grade);
            }
        }
    }
}
