using System.Globalization;
using GridCity.Core.Evaluation;

namespace GridCity.Simulation.Pages;

/// <summary>Numbers as people read them. What is not known is a dash and never a nought.</summary>
internal static class Figures
{
    /// <summary>What stands where there is no number.</summary>
    public const string None = "–";

    // A true minus is as wide as a plus, so that columns of changes stand straight.
    private const char Minus = '\u2212';

    private static readonly string[] Digits = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

    /// <summary>A count with its thousands apart.</summary>
    public static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A count, or a dash.</summary>
    public static string Count(int? count) => count is { } known ? Count(known) : None;

    /// <summary>A number with some decimals, or a dash.</summary>
    public static string Decimal(double? value, int decimals = 1) => value is { } known && double.IsFinite(known)
        ? Signed(Math.Round(known, decimals, MidpointRounding.AwayFromZero) + 0.0, "N" + decimals.ToString(CultureInfo.InvariantCulture))
        : None;

    /// <summary>A share from 0 to 1 in percent, or a dash.</summary>
    public static string Percent(double? share) => share is { } known ? Decimal(100 * known) + "%" : None;

    /// <summary>A share in percent, or a dash.</summary>
    public static string Percent(Rate rate) => Percent(rate.Value);

    /// <summary>A share as its two numbers.</summary>
    public static string Fraction(Rate rate) =>
        rate.Denominator == 0 ? None : $"{Count(rate.Numerator)}/{Count(rate.Denominator)}";

    /// <summary>The interval of a share in percent, or a dash without a base.</summary>
    public static string Interval(Rate rate) => rate.Denominator == 0 ? None : Interval(rate.Interval, 100);

    /// <summary>An interval.</summary>
    public static string Interval(Interval interval, double times = 1) =>
        Decimal(times * interval.Low) + "–" + Decimal(times * interval.High);

    /// <summary>The change of a count in percent of what it was, with its sign; a dash when that says nothing.</summary>
    public static string Change(int now, int? before) =>
        before is > 0 and { } known ? Change(100.0 * (now - known) / known) + "%" : None;

    /// <summary>The change of a share in percentage points, with its sign.</summary>
    public static string Change(Rate now, Rate? before) =>
        now.Value is { } value && before?.Value is { } earlier ? Change(100 * (value - earlier)) : None;

    /// <summary>A change with its sign, to a tenth.</summary>
    public static string Change(double? change) => change is { } known
        ? Signed(Math.Round(known, 1, MidpointRounding.AwayFromZero) + 0.0, "+#,0.0;-#,0.0;0.0")
        : None;

    /// <summary>A number with its sign and some decimals; nought has no sign.</summary>
    public static string Sign(double value, int decimals)
    {
        var text = Decimal(Math.Abs(value), decimals);
        return value < 0 ? Minus + text : value > 0 ? "+" + text : text;
    }

    /// <summary>The Chinese ordinal of a section, from 1 to 99.</summary>
    public static string Ordinal(int number)
    {
        var (tens, ones) = (number / 10, number % 10);
        return (tens > 1 ? Digits[tens] : string.Empty) + (tens > 0 ? "十" : string.Empty) + Digits[ones];
    }

    private static string Signed(double value, string format) =>
        value.ToString(format, CultureInfo.InvariantCulture).Replace('-', Minus);
}
