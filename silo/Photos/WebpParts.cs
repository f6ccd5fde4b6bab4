using System.Buffers.Binary;
using System.Text;

namespace GridCity.Silo.Photos;

/// <summary>A WebP file as its chunks: the picture, its transparency and its colours are kept, EXIF and XMP are not.</summary>
internal static class WebpParts
{
    private const byte ExifAndXmp = 0x08 | 0x04;

    /// <summary>The cleaned picture, or null when the chunks make no sense or it moves.</summary>
    public static CleanPhoto? Clean(ReadOnlySpan<byte> bytes)
    {
        var output = new MemoryStream(bytes.Length);
        output.Write(bytes[..12]);
        var (width, height, hasPicture) = (0, 0, false);
        var end = Math.Min(bytes.Length, BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) + 8L);
        for (var at = 12; at + 8 <= end;)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(at + 4)..]);
            if (length > end - at - 8)
            {
                return null;
            }
            var type = Encoding.ASCII.GetString(bytes.Slice(at, 4));
            var data = bytes.Slice(at + 8, (int)length);
            if (SizeOf(type, data) is { } size)
            {
                (width, height) = width == 0 ? size : (width, height);
            }
            if (type is "VP8X" or "VP8 " or "VP8L" or "ALPH" or "ICCP")
            {
                Write(output, type, bytes.Slice(at, 8), data);
            }
            hasPicture |= type is "VP8 " or "VP8L";
            at += 8 + (int)length + ((int)length & 1);
        }
        if (!hasPicture || width == 0)
        {
            return null;
        }
        var cleaned = output.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(cleaned.AsSpan(4), (uint)cleaned.Length - 8);
        return new CleanPhoto("image/webp", "webp", width, height, cleaned);
    }

    private static void Write(MemoryStream output, string type, ReadOnlySpan<byte> head, ReadOnlySpan<byte> data)
    {
        output.Write(head);
        if (type == "VP8X" && data.Length > 0)
        {
            output.WriteByte((byte)(data[0] & ~ExifAndXmp));
            output.Write(data[1..]);
        }
        else
        {
            output.Write(data);
        }
        if ((data.Length & 1) == 1)
        {
            output.WriteByte(0);
        }
    }

    private static (int Width, int Height)? SizeOf(string type, ReadOnlySpan<byte> data)
    {
        switch (type)
        {
            case "VP8X" when data.Length >= 10:
                return (1 + (data[4] | (data[5] << 8) | (data[6] << 16)), 1 + (data[7] | (data[8] << 8) | (data[9] << 16)));
            case "VP8L" when data.Length >= 5 && data[0] == 0x2F:
                var bits = BinaryPrimitives.ReadUInt32LittleEndian(data[1..]);
                return ((int)(bits & 0x3FFF) + 1, (int)((bits >> 14) & 0x3FFF) + 1);
            case "VP8 " when data.Length >= 10 && data[3] == 0x9D && data[4] == 0x01 && data[5] == 0x2A:
                return (BinaryPrimitives.ReadUInt16LittleEndian(data[6..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(data[8..]) & 0x3FFF);
            default:
                return null;
        }
    }
}
