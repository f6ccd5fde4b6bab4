using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace GridCity.Silo.Http;

/// <summary>
/// An answer that is the same for everybody and holds no secret, kept plain and packed. Only such an answer is packed: the size of
/// one that holds a secret and words of somebody else would tell of the secret.
/// </summary>
internal sealed class Packed
{
    private readonly byte[] _gzip;
    private readonly string _tag;

    private Packed(byte[] plain, CompressionLevel level)
    {
        Plain = plain;
        _tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(plain)[..12])}";
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, level, leaveOpen: true))
        {
            gzip.Write(plain);
        }
        _gzip = packed.ToArray();
    }

    /// <summary>The answer as it is.</summary>
    public byte[] Plain { get; }

    /// <summary>What both forms take in memory.</summary>
    public int Size => Plain.Length + _gzip.Length;

    /// <summary>Packs as small as can be: for what is packed once and sent often.</summary>
    public static Packed Small(byte[] plain) => new(plain, CompressionLevel.SmallestSize);

    /// <summary>Packs in little time: for what somebody waits for.</summary>
    public static Packed Fast(byte[] plain) => new(plain, CompressionLevel.Fastest);

    /// <summary>Sends it, or says that the caller has it already.</summary>
    public async Task SendAsync(HttpContext context, string type, string caching)
    {
        var (request, response) = (context.Request, context.Response);
        var isPacked = _gzip.Length < Plain.Length && TakesGzip(request);
        // The two forms are different answers, and so are their tags.
        var tag = isPacked ? $"{_tag}-g\"" : $"{_tag}\"";
        response.Headers.CacheControl = caching;
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        response.Headers.ETag = tag;
        if (request.Headers.IfNoneMatch.ToString().Contains(tag, StringComparison.Ordinal))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        var bytes = isPacked ? _gzip : Plain;
        response.ContentType = type;
        response.ContentLength = bytes.Length;
        if (isPacked)
        {
            response.Headers.ContentEncoding = "gzip";
        }
        if (!HttpMethods.IsHead(request.Method))
        {
            await response.Body.WriteAsync(bytes, context.RequestAborted);
        }
    }

    /// <summary>The same as the result of an endpoint.</summary>
    public IResult ToResult(string type, string caching) => new Answer(this, type, caching);

    private static bool TakesGzip(HttpRequest request) =>
        StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptEncoding, out var accepted)
        && accepted.Any(one => one.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase) && one.Quality is null or > 0);

    private sealed class Answer(Packed packed, string type, string caching) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => packed.SendAsync(httpContext, type, caching);
    }
}
