using System.Globalization;
using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Simulation.Formats;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Valid;

namespace GridCity.Simulation.Cities;

/// <summary>
/// Builds a city folder from real boundaries: divides them into coded cells and adds what a template says.
/// </summary>
public sealed class CityBuild
{
    private readonly CityBuildOptions _options;
    private readonly FaultList _faults = new();

    private CityBuild(CityBuildOptions options) => _options = options;

    /// <summary>
    /// Builds, writes and loads the city. What is wrong with the input is in the result; nothing is written when it is
    /// an error.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller asked to stop.</exception>
    public static CityBuildResult Run(
        CityBuildOptions options, IProgress<DivisionProgress>? progress = null, CancellationToken stop = default) =>
        new CityBuild(options).Run(progress, stop);

    private CityBuildResult Run(IProgress<DivisionProgress>? progress, CancellationToken stop)
    {
        CheckOutput();
        var template = CityTemplate.Load(_options.Template, _faults);
        if (template is null || ReadLand(template.Settings) is not { } land)
        {
            return Refused();
        }
        CheckDistricts(template.Settings, land);
        var layers = _options.Layers.Select(source => ReadLayer(source, land.Plane)).ToList();
        var barriers = _options.Barriers.SelectMany(name => BarriersOf(name, layers, land.Plane)).ToList();
        if (_faults.HasErrors)
        {
            return Refused();
        }
        var division = Divide(land, barriers, progress, stop);
        if (division is null)
        {
            return Refused();
        }
        CityWriter.Save(ToParts(template, land, layers, division), _options.Output);
        var load = CityFolder.Load(_options.Output, new LoadOptions { CheckCoverage = false });
        return new CityBuildResult(load.City, division.Report, [.. _faults.ToList(), .. load.Faults]);
    }

    private CityBuildResult Refused() => new(null, null, _faults.ToList());

    private void CheckOutput()
    {
        if (Directory.Exists(_options.Output) && Directory.EnumerateFileSystemEntries(_options.Output).Any()
            && !File.Exists(Path.Combine(_options.Output, FolderFiles.Settings)))
        {
            _faults.In(_options.Output).Error(0, string.Empty, "holds files and is no city. Name an empty folder.");
        }
    }

    private BuildLand? ReadLand(CitySettings settings)
    {
        if (_options.Extent is not { } box)
        {
            if (_options.Input is null)
            {
                _faults.In(_options.Output).Error(0, "input", "is missing. Give a file of polygons, or a box.");
            }
            return BuildLand.Read(_options, settings.Origin, _faults);
        }
        if (!(box.MinLongitude < box.MaxLongitude && box.MinLatitude < box.MaxLatitude
            && Math.Abs(box.MinLatitude) < 85 && Math.Abs(box.MaxLatitude) < 85))
        {
            _faults.In(_options.Output).Error(
                0, "extent", "is no box: west, south, east and north in degrees were expected.");
            return null;
        }
        return BuildLand.Box(box, _options.BlockMetres, settings.Districts[0], settings.Origin);
    }

    private void CheckDistricts(CitySettings settings, BuildLand land)
    {
        var districts = land.Communities.Select(one => new AreaCode(one.Code.Value / 1_000_000, Tier.District));
        foreach (var district in districts.Distinct())
        {
            if (!settings.Districts.Contains(district))
            {
                _faults.In(FolderFiles.Settings).Error(
                    0, "district", $"lacks {district}, in which there is land. Add it to the list.");
            }
        }
    }

    private CityLayer ReadLayer(LayerSource source, MetrePlane plane)
    {
        var name = Path.GetFileName(source.Path);
        if (InputFile.TryRead(source.Path, name, _faults) is not { } file)
        {
            return new CityLayer(source.Name, []);
        }
        var features = new List<GeoFeature>();
        foreach (var feature in BuildLand.ReadFeatures(file, _faults))
        {
            if (PlaneShapes.ProblemOf(feature.Shape) is { } problem)
            {
                _faults.In(name).Error(
                    feature.Line, "geometry", $"{problem}. Correct the shape, or remove the feature.");
                continue;
            }
            var id = feature.Id ?? NumberOf(source.Name, features.Count);
            features.Add(feature with { Id = id, Shape = Sound(feature.Shape, plane) });
        }
        return new CityLayer(source.Name, features);
    }

    private static string NumberOf(string layer, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{layer}-{index + 1}");

    /// <summary>A shape as it is, or mended if it crosses itself: what is drawn for a map often does.</summary>
    private static GeoShape Sound(GeoShape shape, MetrePlane plane)
    {
        var drawn = PlaneShapes.ToGeometry(shape, plane);
        if (new IsValidOp(drawn).IsValid)
        {
            return shape;
        }
        var mended = GeometryFixer.Fix(drawn);
        return mended.IsEmpty || mended.OgcGeometryType == OgcGeometryType.GeometryCollection
            ? shape
            : PlaneShapes.ToShape(mended, plane);
    }

    private IEnumerable<Geometry> BarriersOf(string name, List<CityLayer> layers, MetrePlane plane)
    {
        if (layers.Find(layer => layer.Name == name) is { } layer)
        {
            return layer.Features.Select(feature => PlaneShapes.ToGeometry(feature.Shape, plane));
        }
        _faults.In(_options.Output).Error(
            0, "barrier", $"is '{name}', which is no layer.{Nearest.Hint(name, layers.Select(known => known.Name))}");
        return [];
    }

    private DivisionResult? Divide(
        BuildLand land,
        IReadOnlyList<Geometry> barriers,
        IProgress<DivisionProgress>? progress,
        CancellationToken stop)
    {
        var options = new DivisionOptions { CellArea = _options.CellArea, Barriers = barriers, SplitLarge = true };
        try
        {
            return Division.Divide(land.Communities, options, progress, stop);
        }
        catch (TooManyCellsException fault)
        {
            _faults.In(_options.Output).Error(0, "area", $"{fault.Message} Take larger cells, or smaller areas.");
            return null;
        }
    }

    private CityParts ToParts(
        CityTemplate template, BuildLand land, IReadOnlyList<CityLayer> layers, DivisionResult division)
    {
        var settings = template.Settings;
        var communities = division.Cells.Select(cell => cell.Code.Community).Distinct().ToList();
        var streets = communities.Select(code => new AreaCode(code.Value / 1_000, Tier.Street)).Distinct().ToList();
        var owned = template.Units.Where(unit => unit.Kind is UnitKind.Street).Select(unit => unit.Area).ToHashSet();
        return new CityParts
        {
            Settings = settings with
            {
                Id = _options.Id ?? settings.Id,
                Name = _options.Name ?? settings.Name,
                NameZh = _options.Name ?? settings.NameZh,
                TimeZone = _options.TimeZone ?? settings.TimeZone,
                Frame = _options.Frame ?? settings.Frame,
                Origin = land.Plane.Origin,
            },
            Areas = [.. streets.Select(code => NameOf(code, land)), .. communities.Select(code => NameOf(code, land))],
            Cells = division.Cells.Select(
                cell => new CityCell(cell.Code, PlaneShapes.ToShape(cell.Rings, land.Plane), [])),
            Layers = layers,
            Classes = template.Classes,
            Limits = template.Limits,
            Units = [.. template.Units, .. streets.Where(code => !owned.Contains(code)).Select(
                code => OfficeOf(code, land))],
            Rules = template.Rules,
            Editions = template.Editions,
            Events = template.Events,
            Evaluation = template.Evaluation,
        };
    }

    private static Unit OfficeOf(AreaCode street, BuildLand land)
    {
        var name = NameOf(street, land);
        return new Unit($"street-{street}", name.Name, name.NameZh, UnitKind.Street, Tier.Street, null, street);
    }

    /// <summary>The name of an area, or that of its street and a number, as parts of a large street get.</summary>
    private static Area NameOf(AreaCode code, BuildLand land)
    {
        if (land.Names.TryGetValue(code, out var known))
        {
            return known;
        }
        if (code.Tier != Tier.Community || !land.Names.TryGetValue(
            new AreaCode(code.Value / 1_000, Tier.Street), out var street))
        {
            return new Area(code, code.ToString(), code.ToString());
        }
        var number = string.Create(CultureInfo.InvariantCulture, $" · {code.Value % 1_000}");
        return new Area(code, street.Name + number, street.NameZh + number);
    }
}
