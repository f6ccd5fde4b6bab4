using System.Buffers.Text;
using GridCity.Core.Cases;
using GridCity.Core.Space;

namespace GridCity.Journal.Codec;

/// <summary>Cell codes and case numbers to and from UTF-8 bytes, without strings on the way.</summary>
internal static class CodeText
{
    public const int CellLength = 15;

    /// <summary>A cell, a dash and up to ten digits.</summary>
    public const int CaseLengthMax = CellLength + 1 + 10;

    public static bool TryReadCell(ReadOnlySpan<byte> text, out CellCode cell)
    {
        cell = default;
        if (text.Length != CellLength)
        {
            return false;
        }
        var value = 0L;
        foreach (var letter in text)
        {
            var digit = letter - '0';
            if ((uint)digit > 9)
            {
                return false;
            }
            value = (value * 10) + digit;
        }
        if (value == 0)
        {
            return false;
        }
        cell = new CellCode(value);
        return true;
    }

    public static bool TryReadCase(ReadOnlySpan<byte> text, out CaseId id)
    {
        id = default;
        if (text.Length <= CellLength + 1 || text[CellLength] != '-' || !TryReadCell(text[..CellLength], out var cell)
            || !char.IsAsciiDigit((char)text[CellLength + 1])
            || !Utf8Parser.TryParse(text[(CellLength + 1)..], out int number, out var read)
            || read != text.Length - CellLength - 1 || number == 0)
        {
            return false;
        }
        id = new CaseId(cell, number);
        return true;
    }

    /// <summary>Writes the 15 digits and returns them.</summary>
    public static ReadOnlySpan<byte> WriteCell(CellCode cell, Span<byte> target)
    {
        var rest = cell.Value;
        for (var index = CellLength - 1; index >= 0; index--)
        {
            var next = rest / 10;
            target[index] = (byte)('0' + (rest - (next * 10)));
            rest = next;
        }
        return target[..CellLength];
    }

    /// <summary>Writes the written form and returns it; no case is no text.</summary>
    public static ReadOnlySpan<byte> WriteCase(CaseId id, Span<byte> target)
    {
        if (id.IsNone)
        {
            return default;
        }
        WriteCell(id.Birthplace, target);
        target[CellLength] = (byte)'-';
        Utf8Formatter.TryFormat(id.Number, target[(CellLength + 1)..], out var written);
        return target[..(CellLength + 1 + written)];
    }
}
