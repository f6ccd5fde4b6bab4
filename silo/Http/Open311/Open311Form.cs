using System.Globalization;
using GridCity.Silo.Photos;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace GridCity.Silo.Http.Open311;

/// <summary>
/// The parameters of a request, from its address and from its body, and the photos that came with it. An empty parameter is one
/// that is not there.
/// </summary>
internal sealed class Open311Form
{
    private const int FieldsMax = 200;
    private const int FieldBytesMax = 64 * 1024;
    private const int PhotosMax = 3;
    private const int BodyBytesMax = (PhotosMax * CleanPhoto.BytesMax) + (512 * 1024);

    private readonly Dictionary<string, List<string>> _values = new(StringComparer.Ordinal);
    private readonly List<CleanPhoto> _photos = [];

    /// <summary>What was wrong with the body.</summary>
    public Open311Faults Faults { get; private set; } = new();

    /// <summary>Whether the body could not be read, so that nothing can be said about what is in it.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>The photos, cleaned.</summary>
    public IReadOnlyList<CleanPhoto> Photos => _photos;

    /// <summary>The names of all parameters.</summary>
    public IEnumerable<string> Names => _values.Keys;

    /// <summary>Reads the address alone.</summary>
    public static Open311Form OfAddress(HttpRequest request)
    {
        var form = new Open311Form();
        foreach (var (name, values) in request.Query)
        {
            form.Add(name, values);
        }
        return form;
    }

    /// <summary>Reads the address and the body: a form as addresses are written, or in parts with photos.</summary>
    public static async Task<Open311Form> ReadAsync(HttpContext context, CancellationToken stop)
    {
        var form = OfAddress(context.Request);
        try
        {
            if (MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type)
                && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            {
                Limit(context, BodyBytesMax);
                await form.ReadPartsAsync(context, type, stop);
            }
            else if (type is not null && type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
            {
                Limit(context, FieldBytesMax);
                await form.ReadFieldsAsync(context, stop);
            }
            else
            {
                form.Break(
                    StatusCodes.Status415UnsupportedMediaType, "A form was expected: application/x-www-form-urlencoded or multipart/form-data.");
            }
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            form.Break(StatusCodes.Status413PayloadTooLarge, "The body is too large.");
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException or IOException)
        {
            form.Break(StatusCodes.Status400BadRequest, "The body cannot be read: " + e.Message);
        }
        return form;
    }

    /// <summary>A parameter, or null when it is not there or empty. Of several values the first counts.</summary>
    public string? Text(string name) => _values.TryGetValue(name, out var values) ? values[0] : null;

    /// <summary>All values of a parameter.</summary>
    public IReadOnlyList<string> All(string name) => _values.TryGetValue(name, out var values) ? values : [];

    /// <summary>The values between the commas of a parameter.</summary>
    public IReadOnlyList<string> List(string name) =>
        Text(name)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    /// <summary>Whether a parameter says yes.</summary>
    public bool IsAsked(string name) => Text(name) is { } text
        && (text == "1" || text.Equals("true", StringComparison.OrdinalIgnoreCase) || text.Equals("yes", StringComparison.OrdinalIgnoreCase));

    /// <summary>A number that is finite, or null; what is no such number is a fault.</summary>
    public double? Number(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
        {
            return number;
        }
        Faults.Add(name, $"'{Open311Faults.Shown(text)}' is not a number.");
        return null;
    }

    private void Break(int status, string description)
    {
        Faults = Open311Faults.Of(status, description);
        IsBroken = true;
    }

    private static void Limit(HttpContext context, int bytesMax)
    {
        if (context.Request.ContentLength > bytesMax)
        {
            throw new BadHttpRequestException("Too large.", StatusCodes.Status413PayloadTooLarge);
        }
        if (context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = bytesMax;
        }
    }

    private void Add(string name, StringValues values)
    {
        foreach (var value in values)
        {
            if (string.IsNullOrEmpty(value))
            {
                continue;
            }
            if (!_values.TryGetValue(name, out var known))
            {
                _values.Add(name, known = []);
            }
            known.Add(value);
        }
    }

    private async Task ReadFieldsAsync(HttpContext context, CancellationToken stop)
    {
        var reader = new FormPipeReader(context.Request.BodyReader) { ValueCountLimit = FieldsMax, ValueLengthLimit = FieldBytesMax };
        foreach (var (name, values) in await reader.ReadFormAsync(stop))
        {
            Add(name, values);
        }
    }

    private async Task ReadPartsAsync(HttpContext context, MediaTypeHeaderValue type, CancellationToken stop)
    {
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (string.IsNullOrEmpty(boundary) || boundary.Length > 100)
        {
            throw new InvalidDataException("its parts have no boundary.");
        }
        var reader = new MultipartReader(boundary, context.Request.Body);
        for (var count = 0; await reader.ReadNextSectionAsync(stop) is { } section; count++)
        {
            if (count >= FieldsMax)
            {
                throw new InvalidDataException($"it has more than {FieldsMax} parts.");
            }
            if (section.GetContentDispositionHeader() is not { } part)
            {
                continue;
            }
            if (part.IsFileDisposition())
            {
                await ReadPhotoAsync(section, stop);
            }
            else
            {
                var bytes = await ReadAsync(section.Body, FieldBytesMax, stop)
                    ?? throw new InvalidDataException($"a field has more than {FieldBytesMax} bytes.");
                Add(HeaderUtilities.RemoveQuotes(part.Name).ToString(), System.Text.Encoding.UTF8.GetString(bytes));
            }
        }
    }

    private async Task ReadPhotoAsync(MultipartSection section, CancellationToken stop)
    {
        var bytes = await ReadAsync(section.Body, CleanPhoto.BytesMax, stop);
        if (bytes is { Length: 0 })
        {
            // A form whose file field was left empty sends an empty file.
            return;
        }
        if (_photos.Count == PhotosMax)
        {
            Faults.Add("media", $"At most {PhotosMax} photos are taken with one request.");
            return;
        }
        var fault = $"The photo has more than {CleanPhoto.BytesMax / 1024 / 1024} MiB; send a smaller one.";
        if (bytes is not null && CleanPhoto.TryRead(bytes, out var photo, out fault))
        {
            _photos.Add(photo);
            return;
        }
        Faults.Add("media", fault);
    }

    // What is longer than it may be is read to its end, so that the next part is found, but not kept.
    private static async Task<byte[]?> ReadAsync(Stream body, int bytesMax, CancellationToken stop)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[16 * 1024];
        var length = 0L;
        for (int read; (read = await body.ReadAsync(buffer, stop)) > 0;)
        {
            length += read;
            if (length <= bytesMax)
            {
                kept.Write(buffer, 0, read);
            }
        }
        return length <= bytesMax ? kept.ToArray() : null;
    }
}
