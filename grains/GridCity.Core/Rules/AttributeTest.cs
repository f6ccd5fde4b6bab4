using System.Globalization;
using GridCity.Core.Space;

namespace GridCity.Core.Rules;

/// <summary>How an attribute is compared. Zero is never stored.</summary>
public enum Comparison
{
    /// <summary>The attribute is one of the values.</summary>
    AnyOf = 1,

    /// <summary>The attribute is none of the values, or the feature lacks it.</summary>
    NoneOf = 2,

    /// <summary>The attribute is a number of at least the value (<c>&gt;=</c>).</summary>
    AtLeast = 3,

    /// <summary>The attribute is a number above the value (<c>&gt;</c>).</summary>
    Above = 4,

    /// <summary>The attribute is a number of at most the value (<c>&lt;=</c>).</summary>
    AtMost = 5,

    /// <summary>The attribute is a number below the value (<c>&lt;</c>).</summary>
    Below = 6,
}

/// <summary>
/// A demand on an attribute of a feature. Numbers are compared as numbers, everything else as text, exactly; only
/// <see cref="Comparison.NoneOf"/> holds for a feature that lacks the attribute or, for numbers, has no number there.
/// </summary>
public sealed record AttributeTest(string Attribute, Comparison Comparison, IReadOnlyList<string> Values)
{
    /// <summary>Whether the comparison is one of numbers.</summary>
    public bool IsNumeric => Comparison is not (Comparison.AnyOf or Comparison.NoneOf);

    /// <summary>Reads a number as attributes and rules write it: a point for the fraction, no groups.</summary>
    public static bool TryNumber(string? text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    /// <summary>Whether a feature fulfils the demand.</summary>
    public bool HoldsFor(Feature feature)
    {
        var actual = feature.Attributes.GetValueOrDefault(Attribute);
        if (!IsNumeric)
        {
            return actual is null
                ? Comparison == Comparison.NoneOf
                : Values.Contains(actual, StringComparer.Ordinal) == (Comparison == Comparison.AnyOf);
        }
        return TryNumber(actual, out var number) && TryNumber(Values[0], out var bound) && Comparison switch
        {
            Comparison.AtLeast => number >= bound,
            Comparison.Above => number > bound,
            Comparison.AtMost => number <= bound,
            _ => number < bound,
        };
    }
}
