using System.Globalization;

namespace GridCity.Core.Rules;

/// <summary>
/// Conditions as texts that are equal exactly when the conditions ask the same: lists are sorted, and what they name
/// twice counts once.
/// </summary>
public static class ConditionKey
{
    private const char Between = '\u001f';
    private const char Inside = '\u001e';

    /// <summary>A condition on a layer.</summary>
    public static string Of(NearLayer near)
    {
        // An equality and a list of one value ask the same.
        var demands = near.Where.Select(pair => Demand(pair.Key, Comparison.AnyOf, [pair.Value]))
            .Concat(near.Tests.Select(test => Demand(test.Attribute, test.Comparison, test.Values)));
        return string.Join(
            Between,
            [
                near.Layer,
                near.Metres.ToString("R", CultureInfo.InvariantCulture),
                near.Side?.ToString() ?? string.Empty,
                near.HasFlatEnds ? "flat" : string.Empty,
                .. Sorted(demands),
            ]);
    }

    /// <summary>Everything but the classes, which only a city's table makes comparable.</summary>
    public static string OfAllButClasses(RuleCondition when) => string.Join(
        '\n',
        List(when.Channels),
        List(when.Inside.Select(area => area.ToString())),
        List(when.Near.Select(Of)),
        when.Hours is { } hours ? $"{hours.From:O}{hours.To:O}" : string.Empty,
        List(when.Weekdays.Select(day => day.ToString())),
        when.From?.ToString("O", CultureInfo.InvariantCulture),
        when.Until?.ToString("O", CultureInfo.InvariantCulture),
        List(when.Not.Select(not => $"({Of(not)})")));

    /// <summary>A whole condition; classes and families are compared as they are written.</summary>
    public static string Of(RuleCondition when) =>
        $"{List(when.Classes)}\n{List(when.Families)}\n{OfAllButClasses(when)}";

    private static string Demand(string attribute, Comparison comparison, IEnumerable<string> values) =>
        string.Join(Inside, [attribute, comparison.ToString(), .. Sorted(values)]);

    private static string List(IEnumerable<string> texts) => string.Join(Between, Sorted(texts));

    private static IEnumerable<string> Sorted(IEnumerable<string> texts) =>
        texts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
}
