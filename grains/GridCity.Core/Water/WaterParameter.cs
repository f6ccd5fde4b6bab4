using GridCity.Core.Cities;

namespace GridCity.Core.Water;

/// <summary>On which side of its limits a good value lies. Zero is never stored.</summary>
public enum LimitSide
{
    /// <summary>At the limit or below it.</summary>
    AtMost = 1,

    /// <summary>At the limit or above it.</summary>
    AtLeast = 2,

    /// <summary>Between two limits that are the same for every class, both included.</summary>
    Between = 3,

    /// <summary>It has no limits.</summary>
    None = 4,
}

/// <summary>
/// Something that is measured in water: how it is written, in which unit it is kept, which values are possible, and its
/// limits, class by class, best first.
/// </summary>
/// <param name="Id">How it is written in a sample.</param>
/// <param name="Name">The name in English.</param>
/// <param name="NameZh">The name in Chinese.</param>
/// <param name="Unit">The unit of the limits, in which values are kept; empty without one.</param>
/// <param name="Least">The least value that is possible.</param>
/// <param name="Most">The greatest value that is possible.</param>
public sealed record WaterParameter(string Id, string Name, string NameZh, string Unit, double Least, double Most)
{
    /// <summary>On which side of its limits a good value lies.</summary>
    public LimitSide Side { get; init; } = LimitSide.None;

    /// <summary>The five limits in rivers, or the two between which a value lies; empty without.</summary>
    public ValueList<double> InRivers { get; init; }

    /// <summary>The limits in lakes and reservoirs.</summary>
    public ValueList<double> InLakes { get; init; }

    /// <summary>
    /// Whether it counts for the class of a water (参评). Table 1 has three that do not: temperature, total nitrogen and faecal
    /// coliforms.
    /// </summary>
    public bool IsJudged { get; init; }

    /// <summary>The limits in a kind of water; empty when it has none there.</summary>
    public ValueList<double> Limits(WaterKind kind) => kind == WaterKind.Lake ? InLakes : InRivers;

    /// <summary>
    /// The class of a value in the parameter's own unit, or null when the parameter has no limits in such water. A value at a
    /// limit is within it; where two classes have one limit, the better is given.
    /// </summary>
    public WaterClass? ClassOf(WaterKind kind, double value)
    {
        var limits = Limits(kind);
        if (limits.Count == 0)
        {
            return null;
        }
        if (Side == LimitSide.Between)
        {
            return value >= limits[0] && value <= limits[1] ? WaterClass.I : WaterClass.WorseThanV;
        }
        var index = 0;
        while (index < limits.Count && !(Side == LimitSide.AtLeast ? value >= limits[index] : value <= limits[index]))
        {
            index++;
        }
        return WaterClass.I + index;
    }

    /// <summary>
    /// By how many times a value exceeds the limit of a class (超标倍数): 0.5 is half as much again; null when it does not, or
    /// when no such factor is told, as for dissolved oxygen and pH.
    /// </summary>
    public double? TimesOver(WaterKind kind, WaterClass target, double value)
    {
        var limits = Limits(kind);
        if (Side != LimitSide.AtMost || limits.Count == 0 || target > WaterClass.V)
        {
            return null;
        }
        var limit = limits[target - WaterClass.I];
        return value > limit ? Math.Round((value / limit) - 1, 2, MidpointRounding.AwayFromZero) : null;
    }
}
