using GridCity.Core.Cities;
using GridCity.Core.Rules;
using GridCity.Core.Space;
using GridCity.Simulation.Formats;

namespace GridCity.Simulation.Cities;

/// <summary>
/// All that a city folder says, before it is checked and becomes a <see cref="City"/>: what programs that make cities
/// fill and <c>CityWriter</c> writes.
/// </summary>
public sealed record CityParts
{
    /// <summary>What <c>city.yaml</c> says.</summary>
    public required CitySettings Settings { get; init; }

    /// <summary>Streets and communities with their names.</summary>
    public required IReadOnlyList<Area> Areas { get; init; }

    /// <summary>The cells; walked once, so that a million need not be in memory together.</summary>
    public required IEnumerable<CityCell> Cells { get; init; }

    /// <summary>The layers.</summary>
    public IReadOnlyList<CityLayer> Layers { get; init; } = [];

    /// <summary>The classes of components and events.</summary>
    public required IReadOnlyList<CaseClass> Classes { get; init; }

    /// <summary>The time limits.</summary>
    public IReadOnlyList<LimitRow> Limits { get; init; } = [];

    /// <summary>The responsible units.</summary>
    public required IReadOnlyList<Unit> Units { get; init; }

    /// <summary>The inspectors and other patrols.</summary>
    public IReadOnlyList<InspectorRow> Inspectors { get; init; } = [];

    /// <summary>What codes of older editions became.</summary>
    public IReadOnlyList<EditionRow> Editions { get; init; } = [];

    /// <summary>The registers of sources.</summary>
    public IReadOnlyList<Source> Sources { get; init; } = [];

    /// <summary>The monitoring sections.</summary>
    public IReadOnlyList<MonitoringSection> Sections { get; init; } = [];

    /// <summary>The great events (重大活动) as <c>events.yaml</c> has them, or null for none.</summary>
    public string? Events { get; init; }

    /// <summary>How the city judges, as <c>evaluation.yaml</c> has it, or null for what the field suggests.</summary>
    public string? Evaluation { get; init; }

    /// <summary>The routing rules in the order in which they are tried.</summary>
    public IReadOnlyList<Rule> Rules { get; init; } = [];
}

/// <summary>
/// A cell as a file has it: its code, its shape in degrees, and properties beside these (land use, grade …).
/// </summary>
public sealed record CityCell(CellCode Code, GeoShape Shape, IReadOnlyList<KeyValuePair<string, string>> Properties);

/// <summary>A layer as a file has it, in degrees.</summary>
public sealed record CityLayer(string Name, IReadOnlyList<GeoFeature> Features);

/// <summary>
/// An inspector or other patrol as the table has it; a beat may name areas instead of each of their cells.
/// </summary>
public sealed record InspectorRow(string Id, string Name, string Shift, IReadOnlyList<AreaCode> Beat)
{
    /// <summary>Who it is.</summary>
    public PatrolKind Kind { get; init; } = PatrolKind.Inspector;
}
