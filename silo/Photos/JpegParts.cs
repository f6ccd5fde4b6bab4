using System.Buffers.Binary;

namespace GridCity.Silo.Photos;

/// <summary>
/// A JPEG file as its segments. Of those that carry no picture only the colour profile and the transform are kept, and of the
/// device's own (EXIF) the one number that says which way is up, because without it photos lie on their side.
/// </summary>
internal static class JpegParts
{
    private const byte StartOfScan = 0xDA;
    private const byte EndOfImage = 0xD9;
    private const int OrientationTag = 0x0112;

    /// <summary>The cleaned picture, or null when the segments make no sense.</summary>
    public static CleanPhoto? Clean(ReadOnlySpan<byte> bytes)
    {
        var output = new MemoryStream(bytes.Length);
        output.Write([0xFF, 0xD8]);
        var (width, height, at, hasScan) = (0, 0, 2, false);
        while (at + 4 <= bytes.Length && bytes[at] == 0xFF)
        {
            var marker = bytes[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }
            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]) + 2;
            if (length < 4 || at + length > bytes.Length)
            {
                return null;
            }
            var segment = bytes.Slice(at, length);
            if (IsFrame(marker))
            {
                if (length < 10)
                {
                    return null;
                }
                (height, width) = (BinaryPrimitives.ReadUInt16BigEndian(segment[5..]), BinaryPrimitives.ReadUInt16BigEndian(segment[7..]));
            }
            if (IsKept(marker, segment))
            {
                output.Write(segment);
            }
            else if (OrientationOf(marker, segment) is { } orientation)
            {
                output.Write(Upright(orientation));
            }
            at += length;
            if (marker == StartOfScan)
            {
                hasScan = true;
                var end = EndOfScan(bytes, at);
                output.Write(bytes[at..end]);
                at = end;
            }
            if (at + 2 <= bytes.Length && bytes[at] == 0xFF && bytes[at + 1] == EndOfImage)
            {
                output.Write([0xFF, EndOfImage]);
                return hasScan && width > 0 ? new CleanPhoto("image/jpeg", "jpg", width, height, output.ToArray()) : null;
            }
        }
        return null;
    }

    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static bool IsKept(byte marker, ReadOnlySpan<byte> segment) => marker switch
    {
        0xE0 => segment.Length >= 18 && segment[4..].StartsWith("JFIF\0"u8) && segment.Length == 18,
        0xE2 => segment[4..].StartsWith("ICC_PROFILE\0"u8),
        0xEE => segment[4..].StartsWith("Adobe"u8),
        // Application segments and comments say something about the picture; all others are the picture.
        >= 0xE0 and <= 0xEF or 0xFE => false,
        _ => true,
    };

    private static int EndOfScan(ReadOnlySpan<byte> bytes, int at)
    {
        for (; at + 1 < bytes.Length; at++)
        {
            if (bytes[at] == 0xFF && bytes[at + 1] is not (0x00 or (>= 0xD0 and <= 0xD7) or 0xFF))
            {
                return at;
            }
        }
        return bytes.Length;
    }

    private static ushort? OrientationOf(byte marker, ReadOnlySpan<byte> segment)
    {
        if (marker != 0xE1 || segment.Length < 18 || !segment[4..].StartsWith("Exif\0\0"u8))
        {
            return null;
        }
        var tiff = segment[10..];
        var isLittle = tiff[0] == (byte)'I';
        var first = Number(tiff[4..], 4, isLittle);
        if (first is < 8 || first + 2 > tiff.Length)
        {
            return null;
        }
        var count = Number(tiff[(int)first..], 2, isLittle);
        for (var index = 0; index < count; index++)
        {
            var at = (int)first + 2 + (12 * index);
            if (at + 12 > tiff.Length)
            {
                return null;
            }
            if (Number(tiff[at..], 2, isLittle) == OrientationTag)
            {
                return Number(tiff[(at + 8)..], 2, isLittle) is >= 2 and <= 8 and var way ? (ushort)way : null;
            }
        }
        return null;
    }

    private static long Number(ReadOnlySpan<byte> from, int bytes, bool isLittle) => (bytes, isLittle) switch
    {
        (2, true) => BinaryPrimitives.ReadUInt16LittleEndian(from),
        (2, false) => BinaryPrimitives.ReadUInt16BigEndian(from),
        (_, true) => BinaryPrimitives.ReadUInt32LittleEndian(from),
        (_, false) => BinaryPrimitives.ReadUInt32BigEndian(from),
    };

    // An EXIF segment that holds the orientation and nothing else.
    private static byte[] Upright(ushort orientation) =>
    [
        0xFF, 0xE1, 0x00, 0x22, .. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0,
    ];
}
