using System.Globalization;

namespace GridCity.Core.Space;

/// <summary>The tiers (层级) of a city managed by grid, from the cell upwards. Zero is never stored.</summary>
public enum Tier
{
    /// <summary>A unit grid (单元网格), 15 digits.</summary>
    Cell = 1,

    /// <summary>A community (社区), 12 digits.</summary>
    Community = 2,

    /// <summary>A street or town (街道、乡镇), 9 digits.</summary>
    Street = 3,

    /// <summary>A district (区), 6 digits.</summary>
    District = 4,

    /// <summary>The city above its districts; it has no digits of its own.</summary>
    City = 5,
}

/// <summary>
/// The code of an area of some tier: a prefix of the codes of all cells in it. The empty prefix (<see cref="City"/>)
/// holds every cell. <c>default</c> is no area.
/// </summary>
public readonly record struct AreaCode : IComparable<AreaCode>
{
    private static readonly long[] Divisors = [0, 1, 1_000, 1_000_000, 1_000_000_000, long.MaxValue];

    /// <summary>Makes a code from its digits read as one number and its tier, which says how many digits there are.</summary>
    public AreaCode(long value, Tier tier)
    {
        Value = value;
        Tier = tier;
    }

    /// <summary>The whole city: the empty prefix.</summary>
    public static AreaCode City { get; } = new(0, Tier.City);

    /// <summary>The digits as one number.</summary>
    public long Value { get; }

    /// <summary>The tier, which says how many digits the code has.</summary>
    public Tier Tier { get; }

    /// <summary>How many digits a code of this tier has.</summary>
    public static int DigitCount(Tier tier) => tier == Tier.City ? 0 : 18 - (3 * (int)tier);

    /// <summary>Whether a cell lies in this area by its code.</summary>
    public bool Contains(CellCode cell) => cell.Value / Divisors[(int)Tier] == Value;

    /// <summary>The area of a tier in which a cell lies by its code.</summary>
    public static AreaCode Of(CellCode cell, Tier tier) => new(cell.Value / Divisors[(int)tier], tier);

    /// <summary>Reads 6, 9, 12 or 15 digits.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out AreaCode code)
    {
        code = default;
        if (text.Length is not (6 or 9 or 12 or 15) || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var digits))
        {
            return false;
        }
        code = new AreaCode(digits, (Tier)((18 - text.Length) / 3));
        return true;
    }

    /// <summary>Reads a code as <see cref="TryParse"/> does.</summary>
    /// <exception cref="FormatException">The text is not 6, 9, 12 or 15 digits.</exception>
    public static AreaCode Parse(ReadOnlySpan<char> text) => TryParse(text, out var code)
        ? code
        : throw new FormatException($"'{text}' is not an area code: 6, 9, 12 or 15 digits were expected.");

    /// <summary>Lower tiers first, then by digits.</summary>
    public int CompareTo(AreaCode other) => Tier == other.Tier ? Value.CompareTo(other.Value) : Tier.CompareTo(other.Tier);

    /// <summary>The digits with leading zeros; empty for the city.</summary>
    public override string ToString() => Tier == Tier.City
        ? string.Empty
        : Value.ToString(CultureInfo.InvariantCulture).PadLeft(DigitCount(Tier), '0');
}
