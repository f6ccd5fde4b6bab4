using System.Globalization;
using System.Text;
using GridCity.Client.Api;
using GridCity.Core.Cases;

namespace GridCity.Client.Views;

/// <summary>How things are called in front of people.</summary>
internal static class Wording
{
    /// <summary>A stage in words: <c>pending check</c>.</summary>
    public static string Of(Stage stage)
    {
        var words = new StringBuilder();
        foreach (var letter in stage.ToString())
        {
            if (char.IsUpper(letter) && words.Length > 0)
            {
                words.Append(' ');
            }
            words.Append(char.ToLowerInvariant(letter));
        }
        return words.ToString();
    }

    /// <summary>A name and the Chinese term beside it, if it is another.</summary>
    public static string Both(string? name, string? nameZh, string otherwise) =>
        string.IsNullOrEmpty(name) ? otherwise
        : string.IsNullOrEmpty(nameZh) || nameZh == name ? name
        : $"{name} {nameZh}";

    /// <summary>The unit of a case.</summary>
    public static string UnitOf(CasePicture subject) =>
        subject.Unit is null ? "–" : Both(subject.UnitName, subject.UnitNameZh, subject.Unit);

    /// <summary>Why a rule matched: the feature with its distance, and who would have been next.</summary>
    public static string Because(Why why)
    {
        var text = new StringBuilder("rule ").Append(why.Rule);
        if (why.Feature is not null || why.Layer is not null)
        {
            text.Append(why.Distance is null or 0 ? ": on " : ": " + Metres(why.Distance.Value) + " from ")
                .AppendJoin('/', new[] { why.Layer, why.Feature }.OfType<string>());
        }
        if (why.RunnerUp is not null)
        {
            text.Append("; next would have been ").Append(why.RunnerUp);
            if (why.RunnerUpUnit is not null)
            {
                text.Append(" (").Append(why.RunnerUpUnit).Append(')');
            }
        }
        return text.ToString();
    }

    /// <summary>A kind of the journal in a word or two.</summary>
    public static string OfKind(string kind) => kind[..Math.Max(0, kind.LastIndexOf('.'))] switch
    {
        "case.duplicate" => "duplicate",
        "verification.asked" => "look asked",
        "case.dispatched" => "sent to unit",
        "due.passed" => "overdue",
        var name when name.StartsWith("case.", StringComparison.Ordinal) => name["case.".Length..],
        _ => kind,
    };

    /// <summary>A distance in metres, as exact as it is of use.</summary>
    public static string Metres(double metres) =>
        metres.ToString(metres < 10 ? "0.#" : "0", CultureInfo.InvariantCulture) + " m";

    /// <summary>A number with its thousands apart.</summary>
    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
