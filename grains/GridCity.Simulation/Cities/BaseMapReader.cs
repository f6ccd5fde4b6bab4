using GridCity.Core.Cities;
using GridCity.Simulation.Formats;

namespace GridCity.Simulation.Cities;

/// <summary>Reads <c>base_map</c> of <c>city.yaml</c>.</summary>
internal static class BaseMapReader
{
    private const int UrlLengthMax = 1_000;
    private const int ZoomMost = 24;

    private static readonly string[] Keys =
    [
        "kind", "url", "layer", "matrix_set", "matrix_prefix", "style", "format", "zoom_max", "attribution", "attribution_zh",
    ];

    private static readonly string[] Formats = ["image/png", "image/jpeg", "image/webp", "tiles"];

    /// <summary>The base map, or nothing where there is none or it is wrong.</summary>
    public static BaseMap? Read(YamlMap city)
    {
        if (city.Map("base_map", Keys) is not { } map)
        {
            return null;
        }
        var kind = KindOf(map);
        var url = map.RequiredText("url");
        var origin = url is null ? null : OriginOf(map, url);
        var attribution = map.RequiredText("attribution");
        if (kind is not { } known || url is null || origin is null || attribution is null || !HasParts(map, known, url))
        {
            return null;
        }
        return new BaseMap
        {
            Kind = known,
            Url = url,
            Origin = origin,
            Attribution = attribution,
            AttributionZh = map.Text("attribution_zh") ?? attribution,
            Layer = map.Text("layer"),
            MatrixSet = map.Text("matrix_set"),
            MatrixPrefix = map.Text("matrix_prefix") ?? string.Empty,
            Style = map.Text("style") ?? string.Empty,
            Format = FormatOf(map),
            ZoomMax = map.Whole("zoom_max", ZoomMost) ?? 18,
        };
    }

    private static BaseMapKind? KindOf(YamlMap map)
    {
        if (map.RequiredText("kind") is not { } text)
        {
            return null;
        }
        if (Words.BaseMaps.TryGetValue(text, out var kind))
        {
            return kind;
        }
        map.Error("kind", Words.Expected(text, Words.BaseMaps.Keys));
        return null;
    }

    // The origin goes into the pages' content policy, so that it must be one host as every browser reads it.
    private static string? OriginOf(YamlMap map, string url)
    {
        const string expected = "an address such as https://maps.example.org/wmts was expected";
        if (url.Length > UrlLengthMax || url.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter))
            || !Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")
            || address.HostNameType is not (UriHostNameType.Dns or UriHostNameType.IPv4))
        {
            map.Error("url", $"is '{url}'; {expected}: one host, http or https, without a placeholder before the path.");
            return null;
        }
        if (address.UserInfo.Length > 0 || address.Fragment.Length > 0)
        {
            map.Error("url", $"is '{url}'; {expected}, without a name and password, and without '#'.");
            return null;
        }
        return $"{address.Scheme}://{address.IdnHost}" + (address.IsDefaultPort ? string.Empty : $":{address.Port}");
    }

    private static bool HasParts(YamlMap map, BaseMapKind kind, string url)
    {
        if (kind == BaseMapKind.Xyz)
        {
            var isWhole = url.Contains("{z}", StringComparison.Ordinal) && url.Contains("{x}", StringComparison.Ordinal)
                && (url.Contains("{y}", StringComparison.Ordinal) || url.Contains("{-y}", StringComparison.Ordinal));
            if (!isWhole)
            {
                map.Error("url", $"is '{url}'; an address of tiles with {{z}}, {{x}} and {{y}} (or {{-y}}) was expected.");
            }
            return isWhole;
        }
        var layer = map.RequiredText("layer");
        return (kind == BaseMapKind.Wms || map.RequiredText("matrix_set") is not null) && layer is not null;
    }

    private static string FormatOf(YamlMap map)
    {
        if (map.Text("format") is not { } text)
        {
            return "image/png";
        }
        if (!Formats.Contains(text, StringComparer.Ordinal))
        {
            map.Error("format", Words.Expected(text, Formats));
        }
        return text;
    }
}
