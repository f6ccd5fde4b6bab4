using System.Globalization;
using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Simulation.Formats;
using NetTopologySuite.Geometries;

namespace GridCity.Simulation.Cities;

/// <summary>The land of a city that is built: an area for each code, in the metre plane, with its names.</summary>
internal sealed record BuildLand(
    MetrePlane Plane, IReadOnlyList<Community> Communities, IReadOnlyDictionary<AreaCode, Area> Names)
{
    private static readonly CsvColumns CodeColumns = new(["value", "code"], ["name", "name_zh"]);

    /// <summary>Reads polygons and gives them codes; nothing when there are none that can be used.</summary>
    public static BuildLand? Read(CityBuildOptions options, GeoPoint? origin, FaultList faults)
    {
        var names = new Dictionary<AreaCode, Area>();
        if (options.Input is null
            || InputFile.TryRead(options.Input, Path.GetFileName(options.Input), faults) is not { } file)
        {
            return null;
        }
        var ours = faults.In(file.Name);
        var codes = options.Codes is null ? null : ReadCodes(options.Codes, faults);
        foreach (var named in codes is null ? [] : codes.Values.AsEnumerable())
        {
            names.TryAdd(named.Code, named);
        }
        var features = ReadFeatures(file, faults);
        var byCode = new SortedDictionary<AreaCode, List<GeoFeature>>();
        foreach (var feature in features)
        {
            if (CodeOf(feature, options, codes, ours) is not { } area)
            {
                continue;
            }
            if (PlaneShapes.ProblemOf(feature.Shape) is { } problem || !feature.Shape.IsArea)
            {
                ours.Error(
                    feature.Line, "geometry", "is no polygon that can be divided. Correct it, or remove the feature.");
                continue;
            }
            byCode.TryAdd(area.Code, []);
            byCode[area.Code].Add(feature);
            names.TryAdd(area.Code, area);
        }
        if (byCode.Count == 0)
        {
            // Where something was wrong with every feature, that is what has to be mended, and this would only follow from it.
            if (!faults.HasErrors)
            {
                ours.Error(0, "features", "is an empty list; polygons were expected. Name a file that has some.");
            }
            return null;
        }
        var plane = new MetrePlane(
            origin ?? MiddleOf(byCode.Values.SelectMany(list => list).SelectMany(feature => feature.Shape.Points)));
        var communities = byCode.Select(pair => new Community(CommunityOf(pair.Key), Join(pair.Value, plane)));
        return new BuildLand(plane, [.. communities], names);
    }

    /// <summary>Parts a box into square streets, each of one community until that has too many cells.</summary>
    public static BuildLand Box(GeoBox box, double blockMetres, AreaCode district, GeoPoint? origin)
    {
        GeoPoint[] corners = [new(box.MinLongitude, box.MinLatitude), new(box.MaxLongitude, box.MaxLatitude)];
        var plane = new MetrePlane(origin ?? MiddleOf(corners));
        var (southWest, northEast) = (plane.ToPlane(corners[0]), plane.ToPlane(corners[1]));
        var columns = Math.Max(1, (int)Math.Round((northEast.X - southWest.X) / blockMetres));
        var rows = Math.Max(1, (int)Math.Round((northEast.Y - southWest.Y) / blockMetres));
        var (width, height) = ((northEast.X - southWest.X) / columns, (northEast.Y - southWest.Y) / rows);
        var communities = new List<Community>();
        var names = new Dictionary<AreaCode, Area>();
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var street = new AreaCode((district.Value * 1_000) + (row * columns) + column + 1, Tier.Street);
                var (west, north) = (southWest.X + (column * width), northEast.Y - (row * height));
                var shape = GeometryFactory.Default.ToGeometry(new Envelope(west, west + width, north - height, north));
                communities.Add(new Community(CommunityOf(street), shape));
                var name = string.Create(CultureInfo.InvariantCulture, $"Block {row + 1}-{column + 1}");
                names.Add(street, new Area(street, name, name));
            }
        }
        return new BuildLand(plane, communities, names);
    }

    /// <summary>The features of a file, whichever of the two formats it is in.</summary>
    public static IReadOnlyList<GeoFeature> ReadFeatures(InputFile file, FaultList faults) =>
        TopoJson.IsTopology(file) ? TopoJson.ReadAll(file, faults) : GeoJson.ReadAll(file, faults);

    /// <summary>
    /// A street is one community at first, and the division parts it when it has more cells than three digits tell
    /// apart.
    /// </summary>
    private static AreaCode CommunityOf(AreaCode code) =>
        code.Tier == Tier.Community ? code : new AreaCode((code.Value * 1_000) + 1, Tier.Community);

    private static GeoPoint MiddleOf(IEnumerable<GeoPoint> points)
    {
        var (minX, minY, maxX, maxY) = (180.0, 90.0, -180.0, -90.0);
        foreach (var point in points)
        {
            (minX, maxX) = (Math.Min(minX, point.Longitude), Math.Max(maxX, point.Longitude));
            (minY, maxY) = (Math.Min(minY, point.Latitude), Math.Max(maxY, point.Latitude));
        }
        return new GeoPoint(Math.Round((minX + maxX) / 2, 4), Math.Clamp(Math.Round((minY + maxY) / 2, 4), -85, 85));
    }

    private static Dictionary<string, Area> ReadCodes(string path, FaultList faults)
    {
        var codes = new Dictionary<string, Area>(StringComparer.Ordinal);
        var name = Path.GetFileName(path);
        if (InputFile.TryRead(path, name, faults) is not { } file)
        {
            return codes;
        }
        var ours = faults.In(name);
        foreach (var row in CsvTable.Read(file, CodeColumns, faults))
        {
            if (!AreaCode.TryParse(row["code"], out var code) || code.Tier is not (Tier.Street or Tier.Community))
            {
                ours.Error(
                    row.Line, "code", $"is '{row["code"]}'; 9 digits (a street) or 12 (a community) were expected.");
            }
            else
            {
                var english = row["name"].Length == 0 ? row["value"] : row["name"];
                if (!codes.TryAdd(
                    row["value"], new Area(code, english, row["name_zh"].Length == 0 ? english : row["name_zh"])))
                {
                    ours.Error(row.Line, "value", $"is '{row["value"]}', which stands above. Keep one of the rows.");
                }
            }
        }
        return codes;
    }

    private static Area? CodeOf(
        GeoFeature feature, CityBuildOptions options, Dictionary<string, Area>? codes, FileFaults faults)
    {
        if (feature.Find(options.CodeProperty) is not { } value)
        {
            var hint = Nearest.Hint(options.CodeProperty, feature.Properties.Select(pair => pair.Key));
            faults.Error(feature.Line, options.CodeProperty, $"is missing from the properties.{hint}");
            return null;
        }
        if (codes is not null)
        {
            if (!codes.TryGetValue(value, out var area))
            {
                faults.Error(
                    feature.Line,
                    options.CodeProperty,
                    $"is '{value}', which the table of codes does not have. Add it.");
            }
            return area;
        }
        if (!AreaCode.TryParse(value, out var code) || code.Tier is not (Tier.Street or Tier.Community))
        {
            faults.Error(
                feature.Line,
                options.CodeProperty,
                $"is '{value}'; 9 or 12 digits were expected. Give a table of codes.");
            return null;
        }
        var name = options.NameProperty is null ? value : feature.Find(options.NameProperty) ?? value;
        return new Area(code, name, name);
    }

    private static Geometry Join(List<GeoFeature> features, MetrePlane plane)
    {
        var shapes = features.ConvertAll(feature => PlaneShapes.ToGeometry(feature.Shape, plane));
        return shapes.Count == 1
            ? shapes[0]
            : GeometryFactory.Default.CreateMultiPolygon([.. shapes.SelectMany(shape => Parts(shape))]);
    }

    private static IEnumerable<Polygon> Parts(Geometry shape) =>
        Enumerable.Range(0, shape.NumGeometries).Select(index => (Polygon)shape.GetGeometryN(index));
}
