using System.Buffers.Binary;
using System.Text;

namespace GridCity.Silo.Photos;

/// <summary>A PNG file as its chunks: those that draw the picture are kept, texts, times and EXIF are not.</summary>
internal static class PngParts
{
    private static readonly HashSet<string> Kept =
        ["IHDR", "PLTE", "tRNS", "IDAT", "IEND", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT", "pHYs", "bKGD"];

    /// <summary>The cleaned picture, or null when the chunks make no sense.</summary>
    public static CleanPhoto? Clean(ReadOnlySpan<byte> bytes)
    {
        var output = new MemoryStream(bytes.Length);
        output.Write(bytes[..8]);
        var (width, height, hasData) = (0, 0, false);
        for (var at = 8; at + 12 <= bytes.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
            if (length > bytes.Length - at - 12)
            {
                return null;
            }
            var type = Encoding.ASCII.GetString(bytes.Slice(at + 4, 4));
            var chunk = bytes.Slice(at, (int)length + 12);
            if ((type == "IHDR") != (at == 8))
            {
                return null;
            }
            if (type == "IHDR")
            {
                if (length != 13)
                {
                    return null;
                }
                (width, height) = (Side(chunk[8..]), Side(chunk[12..]));
            }
            hasData |= type == "IDAT";
            if (Kept.Contains(type))
            {
                output.Write(chunk);
            }
            at += chunk.Length;
            if (type == "IEND")
            {
                return hasData ? new CleanPhoto("image/png", "png", width, height, output.ToArray()) : null;
            }
        }
        return null;
    }

    private static int Side(ReadOnlySpan<byte> from) => (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(from), int.MaxValue);
}
