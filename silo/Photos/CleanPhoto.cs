using System.Diagnostics.CodeAnalysis;

namespace GridCity.Silo.Photos;

/// <summary>
/// A picture that is what it says it is, of a size that can be shown, with nothing in it but the picture: no place, no time, no
/// device, no owner, no thumbnail of what was cut away, and nothing behind its end.
/// </summary>
internal sealed record CleanPhoto(string Type, string Extension, int Width, int Height, byte[] Bytes)
{
    /// <summary>The most bytes that are taken.</summary>
    public const int BytesMax = 8 * 1024 * 1024;

    /// <summary>The most pixels: larger ones are not photos of phones but attacks on whoever unpacks them.</summary>
    public const long PixelsMax = 50_000_000;

    /// <summary>The longest side.</summary>
    public const int SideMax = 12_000;

    /// <summary>Reads and cleans a picture, by what its bytes are and not by what anybody calls it.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out CleanPhoto? photo, out string fault)
    {
        photo = null;
        fault = "A JPEG, PNG or WebP picture was expected; this is none, or it is broken.";
        var read = bytes switch
        {
            [0xFF, 0xD8, 0xFF, ..] => JpegParts.Clean(bytes),
            [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => PngParts.Clean(bytes),
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => WebpParts.Clean(bytes),
            _ => null,
        };
        if (read is null)
        {
            return false;
        }
        if (read.Width is < 1 or > SideMax || read.Height is < 1 or > SideMax || (long)read.Width * read.Height > PixelsMax)
        {
            fault = $"A picture of {read.Width} x {read.Height} pixels is too large; at most {SideMax} a side and {PixelsMax} together.";
            return false;
        }
        photo = read;
        return true;
    }
}
