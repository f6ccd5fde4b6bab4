namespace GridCity.Core.Cities;

/// <summary>How a base map is asked for. Zero is never stored.</summary>
public enum BaseMapKind
{
    /// <summary>Tiles by an address with {z}, {x} and {y}.</summary>
    Xyz = 1,

    /// <summary>OGC Web Map Service.</summary>
    Wms = 2,

    /// <summary>OGC Web Map Tile Service.</summary>
    Wmts = 3,
}

/// <summary>
/// A map of somebody else's that pages draw under the cells: its tiles are in Web Mercator, and browsers fetch them from its own
/// server, never this one.
/// </summary>
public sealed record BaseMap
{
    /// <summary>How it is asked for.</summary>
    public required BaseMapKind Kind { get; init; }

    /// <summary>The address of the service, or of a tile with {z}, {x} and {y} (or {-y}).</summary>
    public required string Url { get; init; }

    /// <summary>The scheme, host and port of the address: the one other place from which pages may load pictures.</summary>
    public required string Origin { get; init; }

    /// <summary>Whose map it is, as its licence wants it said.</summary>
    public required string Attribution { get; init; }

    /// <summary>The same in Chinese, or the same as <see cref="Attribution"/>.</summary>
    public required string AttributionZh { get; init; }

    /// <summary>The layer of a WMS (or several with commas) or WMTS.</summary>
    public string? Layer { get; init; }

    /// <summary>The tile matrix set of a WMTS.</summary>
    public string? MatrixSet { get; init; }

    /// <summary>What stands before the number in the names of a WMTS's matrices.</summary>
    public string MatrixPrefix { get; init; } = string.Empty;

    /// <summary>The style of a WMS or WMTS.</summary>
    public string Style { get; init; } = string.Empty;

    /// <summary>The media type of a WMS's or WMTS's pictures.</summary>
    public string Format { get; init; } = "image/png";

    /// <summary>The deepest zoom that it has tiles of; deeper ones are stretched.</summary>
    public int ZoomMax { get; init; } = 18;
}
