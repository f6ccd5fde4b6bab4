using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.Net.Http.Headers;

namespace GridCity.Silo.Http.Features;

/// <summary>In which form an answer is wanted: by the parameter <c>f</c>, or else by what the client accepts.</summary>
internal static class FeatureFormat
{
    public const string GeoJson = "application/geo+json";
    public const string Json = "application/json";
    public const string Html = "text/html";
    public const string OpenApi = "application/vnd.oai.openapi+json;version=3.0";

    /// <summary>How JSON is written here: people read it, so that Chinese stays Chinese.</summary>
    public static readonly JsonSerializerOptions Written = new()
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        TypeInfoResolver = JsonSerializerOptions.Default.TypeInfoResolver,
    };

    /// <summary>Whether HTML is wanted; false is JSON, which is also what a client gets who accepts neither.</summary>
    public static bool TryRead(HttpRequest request, out bool isHtml)
    {
        var asked = request.Query["f"].ToString();
        isHtml = asked == "html" || (asked.Length == 0 && PrefersHtml(request));
        return asked is "" or "html" or "json";
    }

    private static bool PrefersHtml(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted))
        {
            return false;
        }
        var best = accepted
            .OrderByDescending(type => type.Quality ?? 1)
            .FirstOrDefault(type => type.Quality is not 0
                && (type.MatchesAllTypes || type.MediaType.EndsWith("json", StringComparison.OrdinalIgnoreCase) || IsHtml(type)));
        return best is not null && IsHtml(best);
    }

    private static bool IsHtml(MediaTypeHeaderValue type) =>
        type.MediaType.Equals(Html, StringComparison.OrdinalIgnoreCase)
        || type.MediaType.Equals("application/xhtml+xml", StringComparison.OrdinalIgnoreCase);
}
