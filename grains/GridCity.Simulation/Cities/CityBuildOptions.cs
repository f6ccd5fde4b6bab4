using GridCity.Core.Space;

namespace GridCity.Simulation.Cities;

/// <summary>A layer and the file, GeoJSON or TopoJSON, packed or not, from which it comes.</summary>
public sealed record LayerSource(string Name, string Path);

/// <summary>A box in degrees.</summary>
public readonly record struct GeoBox(double MinLongitude, double MinLatitude, double MaxLongitude, double MaxLatitude);

/// <summary>
/// What a city is built from. The land comes from polygons (<see cref="Input"/>) or, where there are none, from a box
/// (<see cref="Extent"/>) that is parted into square streets.
/// </summary>
public sealed record CityBuildOptions
{
    /// <summary>The folder to write; it must be empty, or a city.</summary>
    public required string Output { get; init; }

    /// <summary>A folder with city.yaml, classes.csv, limits.csv, units.csv and rules.yaml.</summary>
    public required string Template { get; init; }

    /// <summary>A file of polygons: GeoJSON or TopoJSON, packed or not.</summary>
    public string? Input { get; init; }

    /// <summary>
    /// The property that holds the code: 9 digits (a street), 12 (a community), or a value of <see cref="Codes"/>.
    /// </summary>
    public string CodeProperty { get; init; } = "code";

    /// <summary>The property that holds the name, where the table of codes has none.</summary>
    public string? NameProperty { get; init; }

    /// <summary>
    /// A table value, code, name, name_zh that says which code and name a value of the property stands for.
    /// </summary>
    public string? Codes { get; init; }

    /// <summary>The box, instead of polygons.</summary>
    public GeoBox? Extent { get; init; }

    /// <summary>The side in metres of the streets into which a box is parted.</summary>
    public double BlockMetres { get; init; } = 5_000;

    /// <summary>The area of an ordinary cell in square metres.</summary>
    public double CellArea { get; init; } = 10_000;

    /// <summary>The layers of the city.</summary>
    public IReadOnlyList<LayerSource> Layers { get; init; } = [];

    /// <summary>The names of layers at whose features cells end.</summary>
    public IReadOnlyList<string> Barriers { get; init; } = [];

    /// <summary>Replaces the id of the template.</summary>
    public string? Id { get; init; }

    /// <summary>Replaces the name of the template.</summary>
    public string? Name { get; init; }

    /// <summary>Replaces the time zone of the template.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Replaces the frame of the template.</summary>
    public Frame? Frame { get; init; }
}
