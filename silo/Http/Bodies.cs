using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace GridCity.Silo.Http;

/// <summary>Reads request bodies, so that whatever arrives becomes a value or a problem that names the place.</summary>
internal static class Bodies
{
    /// <summary>The largest body of one command, in bytes.</summary>
    public const int CommandBytesMax = 64 * 1024;

    /// <summary>The largest body of a batch, in bytes.</summary>
    public const int BatchBytesMax = 16 * 1024 * 1024;

    /// <summary>Reads a body of at most so many bytes.</summary>
    public static async ValueTask<(T? Body, IResult? Problem)> ReadAsync<T>(
        HttpContext context, JsonTypeInfo<T> type, int bytesMax, CancellationToken stop)
        where T : class
    {
        if (!context.Request.HasJsonContentType())
        {
            return (null, Problems.Make(
                StatusCodes.Status415UnsupportedMediaType, "UnsupportedMediaType", "A body of type application/json was expected.", null, "Content-Type"));
        }
        if (context.Request.ContentLength > bytesMax)
        {
            return (null, TooLarge(bytesMax));
        }
        var limit = context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature>();
        if (limit is { IsReadOnly: false })
        {
            limit.MaxRequestBodySize = bytesMax;
        }
        try
        {
            var body = await JsonSerializer.DeserializeAsync(context.Request.Body, type, stop);
            return body is null ? (null, Problems.Malformed("body", "A JSON object was expected, not null.")) : (body, null);
        }
        catch (JsonException e)
        {
            return (null, Problems.Malformed(Expectation.Shown(e.Path ?? "body"), Describe(e, type)));
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (null, TooLarge(bytesMax));
        }
        catch (BadHttpRequestException e)
        {
            return (null, Problems.Malformed("body", "The body ended early or could not be read: " + e.Message));
        }
    }

    private static IResult TooLarge(int bytesMax) => Problems.Make(
        StatusCodes.Status413PayloadTooLarge,
        "PayloadTooLarge",
        string.Create(CultureInfo.InvariantCulture, $"The body has more than {bytesMax} bytes."),
        null,
        "body");

    private static string Describe(JsonException e, JsonTypeInfo type)
    {
        // What is no JSON is told in the reader's words, up to its first sentence: what follows repeats path and line.
        // What is JSON of another kind is told in ours, because the framework's name types of this program.
        var what = e.InnerException is JsonException ? e.Message.Split(" Path:", 2)[0] : Expectation.At(type, e.Path);
        return e.LineNumber is null
            ? what
            : string.Create(CultureInfo.InvariantCulture, $"{what} Line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.");
    }
}
