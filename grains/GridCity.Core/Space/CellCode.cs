using System.Globalization;

namespace GridCity.Core.Space;

/// <summary>
/// The identification code of a unit grid (单元网格): 15 digits, of which 1–6 are the district (GB/T 2260), 7–9 the
/// street, 10–12 the community and 13–15 the sequence inside the community, numbered west to east, then north to south
/// (DB11, GB/T 47678.3-2026). <c>default</c> is no cell. Codes order as their digits do.
/// </summary>
public readonly record struct CellCode : IComparable<CellCode>
{
    private const long Limit = 1_000_000_000_000_000;

    /// <summary>Makes a code from its 15 digits read as one number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number has more than 15 digits or is not positive.</exception>
    public CellCode(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(value, Limit);
        Value = value;
    }

    /// <summary>The 15 digits as one number; 0 is no cell.</summary>
    public long Value { get; }

    /// <summary>Whether this is no cell at all.</summary>
    public bool IsNone => Value == 0;

    /// <summary>The first 12 digits: the community (社区).</summary>
    public AreaCode Community => new(Value / 1_000, Tier.Community);

    /// <summary>The first 9 digits: the street (街道).</summary>
    public AreaCode Street => new(Value / 1_000_000, Tier.Street);

    /// <summary>The first 6 digits: the district (区).</summary>
    public AreaCode District => new(Value / 1_000_000_000, Tier.District);

    /// <summary>The last 3 digits: the place in the order of the community.</summary>
    public int Sequence => (int)(Value % 1_000);

    /// <summary>
    /// Reads 15 digits, or the 14 of CJ/T 213-2005 (6+3+3+2), whose sequence is padded to three digits.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out CellCode code)
    {
        code = default;
        if (text.Length is not (14 or 15) || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var digits) || digits == 0)
        {
            return false;
        }
        code = new CellCode(text.Length == 15 ? digits : (digits / 100 * 1_000) + (digits % 100));
        return true;
    }

    /// <summary>Reads a code as <see cref="TryParse"/> does.</summary>
    /// <exception cref="FormatException">The text is not 14 or 15 digits.</exception>
    public static CellCode Parse(ReadOnlySpan<char> text) => TryParse(text, out var code)
        ? code
        : throw new FormatException($"'{text}' is not a cell code: 15 digits were expected (14 are padded).");

    /// <inheritdoc/>
    public int CompareTo(CellCode other) => Value.CompareTo(other.Value);

    /// <summary>The 15 digits.</summary>
    public override string ToString() => Value.ToString("D15", CultureInfo.InvariantCulture);
}
