using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using GridCity.Tests.Http;
using Xunit;

namespace GridCity.Tests.Open311;

public sealed class MediaTests(Open311Site site) : IClassFixture<Open311Site>
{
    // The smallest JPEG: one grey pixel.
    private static readonly byte[] Jpeg = Picture(1, 1);

    [Fact]
    public async Task A_photo_comes_back_without_what_the_camera_wrote()
    {
        var secret = "GPS 39.9042N 116.4074E"u8.ToArray();
        byte[] exif = [0xFF, 0xE1, 0, (byte)(2 + 6 + secret.Length), .. "Exif\0\0"u8, .. secret];
        byte[] sent = [.. Jpeg[..2], .. exif, .. Jpeg[2..], .. "hidden behind the end"u8];
        var id = await PostAsync(Open311Site.At(50, 250), ("media", "IMG_1234.jpg", sent));

        var (_, item) = await site.GetJsonAsync($"/requests/{id}.json");
        var url = item[0].GetProperty("media_url").GetString()!;
        using var photo = await site.Http.GetAsync(url, Open311Site.Stop);
        var kept = Encoding.Latin1.GetString(await photo.Content.ReadAsByteArrayAsync(Open311Site.Stop));
        Assert.Equal("image/jpeg", photo.Content.Headers.ContentType!.MediaType);
        Assert.Contains("sandbox", photo.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("GPS", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", kept, StringComparison.Ordinal);
        Assert.StartsWith("\u00ff\u00d8", kept, StringComparison.Ordinal);
        Assert.True(site.Photos.EnumerateFiles("*.jpg", SearchOption.AllDirectories).Any());
    }

    [Fact]
    public async Task Several_photos_are_listed_with_the_extensions()
    {
        byte[] other = [.. Jpeg[..2], 0xFF, 0xFE, 0, 4, 1, 2, .. Jpeg[2..]];
        var id = await PostAsync(Open311Site.At(150, 250), ("photo1", "a.jpg", Jpeg), ("photo2", "b.jpg", other));
        var (_, item) = await site.GetJsonAsync($"/requests/{id}.json?extensions=true");
        var photos = item[0].GetProperty("extended_attributes").GetProperty("photos").EnumerateArray().ToList();
        // Two that differ only in their notes are one picture.
        Assert.InRange(photos.Count, 1, 2);
        foreach (var photo in photos)
        {
            Assert.Equal(HttpStatusCode.OK, (await site.Http.GetAsync(photo.GetProperty("media_url").GetString(), Open311Site.Stop)).StatusCode);
        }
    }

    public static TheoryData<string, byte[]> NoPhotos => new()
    {
        { "a page", "<html><script>alert(1)</script></html>"u8.ToArray() },
        { "a drawing with a script", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8.ToArray() },
        { "a program", [0x7F, (byte)'E', (byte)'L', (byte)'F', 1, 1, 1, 0] },
        { "cut off", Jpeg[..80] },
        { "only a beginning", [0xFF, 0xD8, 0xFF] },
        { "a huge picture", Picture(255, 255) },
    };

    [Theory]
    [MemberData(nameof(NoPhotos))]
    public async Task What_is_no_photo_is_refused_with_the_request(string what, byte[] bytes)
    {
        using var form = Form(Open311Site.At(250, 250), ("media", "photo.jpg", bytes));
        var (status, body) = await site.PostAsync(form);
        Assert.True(status == HttpStatusCode.BadRequest, $"{what}: {status}");
        Assert.StartsWith("media:", body[0].GetProperty("description").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_photo_that_is_too_large_and_too_many_are_refused()
    {
        using var large = Form(Open311Site.At(350, 250), ("media", "large.jpg", [.. Jpeg, .. new byte[9 * 1024 * 1024]]));
        var (status, body) = await site.PostAsync(large);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("MiB", body[0].GetProperty("description").GetString(), StringComparison.Ordinal);

        using var many = Form(Open311Site.At(350, 250), ("a", "a.jpg", Jpeg), ("b", "b.jpg", Jpeg), ("c", "c.jpg", Jpeg), ("d", "d.jpg", Jpeg));
        Assert.Equal(HttpStatusCode.BadRequest, (await site.PostAsync(many)).Status);
    }

    [Fact]
    public async Task A_form_that_hides_its_length_is_cut_off_where_it_is_too_long()
    {
        using var large = Form(Open311Site.At(350, 250), ("media", "large.jpg", [.. Jpeg, .. new byte[26 * 1024 * 1024]]));
        using var request = new HttpRequestMessage(HttpMethod.Post, Open311Site.Root + "/requests.json") { Content = large };
        request.Headers.TransferEncodingChunked = true;
        try
        {
            using var answer = await site.Http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.InRange((int)answer.StatusCode, 400, 413);
        }
        catch (HttpRequestException)
        {
            // The server may close the connection while the client still sends; that is a refusal as well.
        }
        var (_, after) = await site.PostAsync(Open311Site.At(350, 250));
        Assert.True(after[0].TryGetProperty("service_request_id", out _), after.GetRawText());
    }

    [Fact]
    public async Task An_empty_file_field_is_none()
    {
        var id = await PostAsync(Open311Site.At(450, 250), ("media", "", []));
        var (_, item) = await site.GetJsonAsync($"/requests/{id}.json");
        Assert.Null(item[0].GetProperty("media_url").GetString());
    }

    [Fact]
    public async Task A_photo_elsewhere_is_named_and_not_fetched()
    {
        var form = Open311Site.At(550, 250);
        form["media_url"] = "https://photos.example.org/7/a b.jpg";
        var id = await site.ReportAsync(form);
        var (_, item) = await site.GetJsonAsync($"/requests/{id}.json");
        Assert.Equal("https://photos.example.org/7/a%20b.jpg", item[0].GetProperty("media_url").GetString());
        Assert.Equal("rubbish by the gate", item[0].GetProperty("description").GetString());
    }

    [Theory]
    [InlineData("/media/{0}/..%2F..%2Fcity.db")]
    [InlineData("/media/{0}/nothing.jpg")]
    [InlineData("/media/110101001001001-99/nothing.jpg")]
    public async Task A_photo_is_found_only_by_a_name_that_was_given(string path)
    {
        var id = await PostAsync(Open311Site.At(650, 250), ("media", "a.jpg", Jpeg));
        var (status, _) = await site.GetXmlAsync(path.Replace("{0}", id, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, status);
    }

    [Fact]
    public async Task Photos_that_inspectors_sent_are_not_public()
    {
        var report = TestServer.ReportAt(750, 250);
        using (var photo = new ByteArrayContent(Jpeg))
        {
            photo.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
            using var sent = await site.Http.PostAsync($"/api/v1/photos?command={report["id"]}", photo, Open311Site.Stop);
            Assert.Equal(HttpStatusCode.Created, sent.StatusCode);
        }
        using var content = new StringContent(JsonSerializer.Serialize(report), Encoding.UTF8, "application/json");
        using var response = await site.Http.PostAsync("/api/v1/reports", content, Open311Site.Stop);
        var reply = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Open311Site.Stop)).RootElement;
        var id = reply.GetProperty("case").GetProperty("id").GetString();
        var (_, item) = await site.GetJsonAsync($"/requests/{id}.json?extensions=true");
        Assert.Equal(0, item[0].GetProperty("extended_attributes").GetProperty("photos").GetArrayLength());
    }

    // Edges in steps of 256 pixels, and one.
    private static byte[] Picture(byte high, byte wide) =>
    [
        0xFF, 0xD8,
        0xFF, 0xDB, 0, 67, 0, .. Enumerable.Repeat((byte)1, 64),
        0xFF, 0xC0, 0, 11, 8, high, 1, wide, 1, 1, 1, 0x11, 0,
        0xFF, 0xC4, 0, 20, 0, 1, .. new byte[16],
        0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0,
        0x3F,
        0xFF, 0xD9,
    ];

    private static MultipartFormDataContent Form(Dictionary<string, string> fields, params (string Name, string File, byte[] Bytes)[] files)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
        {
            form.Add(new StringContent(value), name);
        }
        foreach (var (name, file, bytes) in files)
        {
            form.Add(new ByteArrayContent(bytes), name, file.Length == 0 ? "none" : file);
        }
        return form;
    }

    private async Task<string> PostAsync(Dictionary<string, string> fields, params (string Name, string File, byte[] Bytes)[] files)
    {
        using var form = Form(fields, files);
        var (status, body) = await site.PostAsync(form);
        Assert.True(status == HttpStatusCode.Created, body.GetRawText());
        return body[0].GetProperty("service_request_id").GetString()!;
    }
}
