using System.Globalization;
using GridCity.Core.Space;

namespace GridCity.Core.Cases;

/// <summary>
/// The number of a case (案件号): the cell that first received it and a running number in that cell, written
/// <c>110101009003012-17</c>. It stays the same when the case moves to another cell. <c>default</c> is no case.
/// </summary>
public readonly record struct CaseId(CellCode Birthplace, int Number) : IComparable<CaseId>
{
    /// <summary>Whether this is no case at all.</summary>
    public bool IsNone => Number == 0;

    /// <summary>Reads the written form.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out CaseId id)
    {
        id = default;
        var dash = text.IndexOf('-');
        if (dash != 15 || !CellCode.TryParse(text[..dash], out var cell)
            || !int.TryParse(text[(dash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
        {
            return false;
        }
        id = new CaseId(cell, number);
        return true;
    }

    /// <summary>Reads the written form.</summary>
    /// <exception cref="FormatException">The text is not a cell code, a dash and a number.</exception>
    public static CaseId Parse(ReadOnlySpan<char> text) => TryParse(text, out var id)
        ? id
        : throw new FormatException($"'{text}' is not a case number: a cell code, a dash and a number were expected.");

    /// <inheritdoc/>
    public int CompareTo(CaseId other)
    {
        var byCell = Birthplace.CompareTo(other.Birthplace);
        return byCell != 0 ? byCell : Number.CompareTo(other.Number);
    }

    /// <summary>The written form.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Birthplace}-{Number}");
}
