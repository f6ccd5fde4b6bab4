using System.Buffers.Binary;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using GridCity.Silo.Photos;
using Xunit;

namespace GridCity.Tests.Access;

public sealed class PhotoTests(GuardedServer server) : IClassFixture<GuardedServer>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_photo_goes_with_its_command_and_shows_in_the_life_of_the_case()
    {
        var id = await server.ReportAsync(50, 350);
        var command = Guid.NewGuid();
        using var unit = server.With("unit");

        Assert.Equal("Kept", await SendAsync(unit, command, Jpeg()));
        Assert.Equal("Kept", await SendAsync(unit, command, Jpeg()));
        using var accept = await unit.PostAsJsonAsync($"/api/v1/cases/{id}/accept", new { id = command }, Stop);
        Assert.True(accept.IsSuccessStatusCode);

        using var desk = server.With("supervision");
        var life = await desk.GetFromJsonAsync<JsonElement>($"/api/v1/cases/{id}/life", Stop);
        var photos = life.GetProperty("entries").EnumerateArray()
            .Where(entry => entry.TryGetProperty("photos", out _)).SelectMany(entry => entry.GetProperty("photos").EnumerateArray()).ToList();
        var name = Assert.Single(photos).GetString();
        using var shown = await desk.GetAsync("/api/v1/photos/" + name, Stop);
        Assert.Equal("image/jpeg", shown.Content.Headers.ContentType?.MediaType);
        Assert.Contains("sandbox", shown.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        using var nobody = server.NewClient();
        Assert.Equal(401, (int)(await nobody.GetAsync("/api/v1/photos/" + name, Stop)).StatusCode);
        Assert.Equal(404, (int)(await desk.GetAsync("/api/v1/photos/..%2F..%2Fcity.db", Stop)).StatusCode);
    }

    [Fact]
    public async Task Nobody_adds_a_photo_to_the_command_of_another()
    {
        var command = Guid.NewGuid();
        using var unit = server.With("unit");
        using var other = server.With("drainage");
        using var planner = server.With("planner");

        Assert.Equal("Kept", await SendAsync(unit, command, Jpeg()));
        Assert.Equal("NotYours", await SendAsync(other, command, Jpeg()));
        Assert.Equal("NotAllowed", await SendAsync(planner, Guid.NewGuid(), Jpeg()));
    }

    [Fact]
    public async Task What_is_no_photo_or_too_much_is_refused()
    {
        using var unit = server.With("unit");

        Assert.Equal("NotAPhoto", await SendAsync(unit, Guid.NewGuid(), "<html><script>alert(1)</script>"u8.ToArray()));
        Assert.Equal("NotAPhoto", await SendAsync(unit, Guid.NewGuid(), [0xFF, 0xD8, 0xFF, 0xE0]));
        Assert.Equal("NotAPhoto", await SendAsync(unit, Guid.NewGuid(), Jpeg()[..^20]));
        Assert.Equal("NotAPhoto", await SendAsync(unit, Guid.NewGuid(), Jpeg(width: 60_000)));
        Assert.Equal("NotAPhoto", await SendAsync(unit, Guid.NewGuid(), []));
        Assert.Equal("PayloadTooLarge", await SendAsync(unit, Guid.NewGuid(), new byte[CleanPhoto.BytesMax + 1]));
        var command = Guid.NewGuid();
        for (var number = 0; number < PhotoStore.OfCommandMax; number++)
        {
            Assert.Equal("Kept", await SendAsync(unit, command, Jpeg(width: 10 + number)));
        }
        Assert.Equal("TooManyPhotos", await SendAsync(unit, command, Jpeg(width: 99)));
    }

    [Fact]
    public void Nothing_but_the_picture_is_kept()
    {
        Assert.True(CleanPhoto.TryRead([.. Jpeg(), .. "PK behind the end"u8], out var photo, out _));
        var text = Encoding.Latin1.GetString(photo.Bytes);

        Assert.DoesNotContain("GPS 39.9 N", text, StringComparison.Ordinal);
        Assert.DoesNotContain("a comment", text, StringComparison.Ordinal);
        Assert.DoesNotContain("behind the end", text, StringComparison.Ordinal);
        Assert.Contains("Exif\0\0MM\0*", text, StringComparison.Ordinal);
        Assert.Equal((64, 48), (photo.Width, photo.Height));
        // What is clean stays as it is.
        Assert.True(CleanPhoto.TryRead(photo.Bytes, out var again, out _));
        Assert.Equal(photo.Bytes, again.Bytes);
    }

    [Fact]
    public void Pictures_of_other_kinds_are_cleaned_too()
    {
        Assert.True(CleanPhoto.TryRead(Png(), out var png, out _));
        Assert.Equal(("image/png", 7, 5), (png.Type, png.Width, png.Height));
        Assert.DoesNotContain("secret", Encoding.Latin1.GetString(png.Bytes), StringComparison.Ordinal);

        Assert.True(CleanPhoto.TryRead(Webp(), out var webp, out _));
        Assert.Equal(("image/webp", 100, 80), (webp.Type, webp.Width, webp.Height));
        Assert.DoesNotContain("secret", Encoding.Latin1.GetString(webp.Bytes), StringComparison.Ordinal);
        Assert.Equal(webp.Bytes.Length - 8, (int)BinaryPrimitives.ReadUInt32LittleEndian(webp.Bytes.AsSpan(4)));
    }

    [Fact]
    public void Broken_bytes_never_do_more_than_be_refused()
    {
        var random = new Random(20261122);
        foreach (var sound in new[] { Jpeg(), Png(), Webp() })
        {
            for (var trial = 0; trial < 3_000; trial++)
            {
                var bytes = sound.ToArray();
                for (var flips = random.Next(1, 6); flips > 0; flips--)
                {
                    bytes[random.Next(4, bytes.Length)] = (byte)random.Next(256);
                }
                CleanPhoto.TryRead(bytes.AsSpan(0, random.Next(bytes.Length + 1)), out var photo, out _);
                Assert.True(photo is null || photo.Width > 0);
            }
        }
    }

    private static async Task<string> SendAsync(HttpClient http, Guid command, byte[] bytes)
    {
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        using var answer = await http.PostAsync($"/api/v1/photos?command={command}", content, Stop);
        return answer.IsSuccessStatusCode ? "Kept" : (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("name").GetString()!;
    }

    // The segments of a photo by a phone that lay on its side: what matters here is what is kept of them.
    private static byte[] Jpeg(int width = 64)
    {
        byte[] exif =
        [
            .. "Exif\0\0II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0, .. "GPS 39.9 N"u8,
        ];
        byte[] frame = [8, 0, 48, (byte)(width >> 8), (byte)(width & 0xFF), 1, 1, 0x11, 0];
        return
        [
            0xFF, 0xD8, .. Segment(0xE1, exif), .. Segment(0xFE, "a comment"u8), .. Segment(0xDB, new byte[65]),
            .. Segment(0xC0, frame), .. Segment(0xDA, [1, 1, 0, 0, 63, 0]), 0x12, 0x34, 0xFF, 0x00, 0x56, 0xFF, 0xD9,
        ];
    }

    private static byte[] Segment(byte marker, ReadOnlySpan<byte> data) =>
        [0xFF, marker, (byte)((data.Length + 2) >> 8), (byte)((data.Length + 2) & 0xFF), .. data];

    private static byte[] Png() =>
    [
        0x89, .. "PNG\r\n\u001a\n"u8, .. Chunk("IHDR"u8, [0, 0, 0, 7, 0, 0, 0, 5, 8, 2, 0, 0, 0]), .. Chunk("tEXt"u8, "Author\0secret"u8),
        .. Chunk("IDAT"u8, [1, 2, 3]), .. Chunk("IEND"u8, []),
    ];

    private static byte[] Chunk(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        var bytes = new byte[12 + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(bytes, data.Length);
        type.CopyTo(bytes.AsSpan(4));
        data.CopyTo(bytes.AsSpan(8));
        return bytes;
    }

    private static byte[] Webp()
    {
        byte[] chunks =
        [
            .. Riff("VP8X"u8, [0x0C, 0, 0, 0, 99, 0, 0, 79, 0, 0]), .. Riff("VP8 "u8, [0, 0, 0, 0x9D, 0x01, 0x2A, 100, 0, 80, 0]),
            .. Riff("EXIF"u8, "secret"u8), .. Riff("XMP "u8, "secret!"u8),
        ];
        var size = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(size, chunks.Length + 4);
        return [.. "RIFF"u8, .. size, .. "WEBP"u8, .. chunks];
    }

    private static byte[] Riff(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, data.Length);
        return [.. type, .. length, .. data, .. data.Length % 2 == 1 ? new byte[1] : []];
    }
}
