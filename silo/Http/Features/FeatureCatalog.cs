using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Grains;
using GridCity.Silo.Views;
using NetTopologySuite.Geometries;

namespace GridCity.Silo.Http.Features;

/// <summary>The collections of the city and the reference systems in which they are served.</summary>
internal sealed class FeatureCatalog
{
    private readonly Dictionary<string, IFeatureSource> _byId;

    public FeatureCatalog(ICityHost host, CityBoard board)
    {
        City = host.City;
        var cells = new CellFeatures(City, board);
        Sources =
        [
            cells,
            new AreaFeatures(City, Tier.Street),
            new AreaFeatures(City, Tier.Community),
            new CaseFeatures(host, Box),
            new LayerFeatures(City, null),
            .. City.Layers.Select(layer => new LayerFeatures(City, layer)),
        ];
        _byId = Sources.ToDictionary(source => source.Id, StringComparer.Ordinal);
        Systems = FeatureCrs.Of(City.Plane);
    }

    /// <summary>The city.</summary>
    public City City { get; }

    /// <summary>The collections.</summary>
    public IReadOnlyList<IFeatureSource> Sources { get; }

    /// <summary>The reference systems, the default first.</summary>
    public IReadOnlyList<FeatureCrs> Systems { get; }

    /// <summary>A collection, or null.</summary>
    public IFeatureSource? Find(string id) => _byId.GetValueOrDefault(id);

    // Cases lie in cells, and cells in this box; its edges bend in degrees, so that their middles count as well.
    private Envelope Box()
    {
        var bounds = City.Grid.Bounds;
        var box = new Envelope();
        foreach (var x in (double[])[bounds.MinX, (bounds.MinX + bounds.MaxX) / 2, bounds.MaxX])
        {
            foreach (var y in (double[])[bounds.MinY, (bounds.MinY + bounds.MaxY) / 2, bounds.MaxY])
            {
                var at = City.Plane.ToGeo(new PlanePoint(x, y));
                box.ExpandToInclude(at.Longitude, at.Latitude);
            }
        }
        return box;
    }
}
