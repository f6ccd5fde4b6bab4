using GridCity.Core.Cities;
using GridCity.Core.Space;

namespace GridCity.Silo.Http;

/// <summary>
/// The cells of a city as Mapbox vector tiles (version 2): a layer <c>cells</c> of polygons whose id is the cell's index.
/// What changes about a cell is sent beside the tiles, so that a tile never does. Thread-safe.
/// </summary>
internal sealed class CellTiles(City city)
{
    private const int CachedBytesMax = 64 * 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly Dictionary<(int Z, int X, int Y), Packed> _written = [];
    private readonly Queue<(int Z, int X, int Y)> _oldest = new();
    private long _cachedBytes;

    /// <summary>A tile of the usual web-mercator scheme; empty where the city is not.</summary>
    public Packed Get(int z, int x, int y)
    {
        lock (_gate)
        {
            if (_written.TryGetValue((z, x, y), out var known))
            {
                return known;
            }
        }
        var tile = Packed.Fast(Write(new TileFrame(z, x, y)));
        lock (_gate)
        {
            if (_written.TryAdd((z, x, y), tile))
            {
                _oldest.Enqueue((z, x, y));
                _cachedBytes += tile.Size;
            }
            // At deep zoom a city has more tiles than anybody looks at; those that were asked for first go first.
            while (_cachedBytes > CachedBytesMax && _oldest.TryDequeue(out var oldest) && _written.Remove(oldest, out var gone))
            {
                _cachedBytes -= gone.Size;
            }
        }
        return tile;
    }

    private byte[] Write(TileFrame frame)
    {
        var writer = new TileWriter("cells");
        if (BoxOf(frame) is { } box)
        {
            for (var cell = 0; cell < city.Grid.Count; cell++)
            {
                var bounds = city.Grid.BoundsOf(cell);
                if (bounds.MinX <= box.MaxX && bounds.MaxX >= box.MinX && bounds.MinY <= box.MaxY && bounds.MaxY >= box.MinY)
                {
                    writer.AddPolygon(cell, city.Grid.RingsOf(cell), point => frame.ToTile(city.Plane.ToGeo(point)));
                }
            }
        }
        return writer.ToArray();
    }

    /// <summary>
    /// A box of the plane that holds all of the city's part of a tile, or null when there is none. The plane's projection
    /// is not the tile's: seen from one the edges of the other bend, by less than the hundredth part that is added.
    /// </summary>
    private PlaneBox? BoxOf(TileFrame frame)
    {
        var bounds = city.Grid.Bounds;
        var (low, high) = GeoBox(bounds);
        var tileLow = frame.ToGeo(-TileFrame.Buffer, TileFrame.Extent + TileFrame.Buffer);
        var tileHigh = frame.ToGeo(TileFrame.Extent + TileFrame.Buffer, -TileFrame.Buffer);
        var west = Math.Max(low.Longitude, tileLow.Longitude);
        var south = Math.Max(low.Latitude, tileLow.Latitude);
        var east = Math.Min(high.Longitude, tileHigh.Longitude);
        var north = Math.Min(high.Latitude, tileHigh.Latitude);
        if (west > east || south > north)
        {
            return null;
        }
        var corners = Corners(west, south, east, north).Select(city.Plane.ToPlane).ToList();
        var box = new PlaneBox(
            corners.Min(at => at.X), corners.Min(at => at.Y), corners.Max(at => at.X), corners.Max(at => at.Y));
        return box.Grow(Slack(box));
    }

    private (GeoPoint Low, GeoPoint High) GeoBox(PlaneBox bounds)
    {
        var grown = bounds.Grow(Slack(bounds));
        var corners = Corners(grown.MinX, grown.MinY, grown.MaxX, grown.MaxY)
            .Select(at => city.Plane.ToGeo(new PlanePoint(at.Longitude, at.Latitude))).ToList();
        return (
            new GeoPoint(corners.Min(at => at.Longitude), corners.Min(at => at.Latitude)),
            new GeoPoint(corners.Max(at => at.Longitude), corners.Max(at => at.Latitude)));
    }

    private static double Slack(PlaneBox box) => 1 + (Math.Max(box.MaxX - box.MinX, box.MaxY - box.MinY) / 100);

    private static GeoPoint[] Corners(double minX, double minY, double maxX, double maxY) =>
        [new(minX, minY), new(minX, maxY), new(maxX, minY), new(maxX, maxY)];
}

/// <summary>The place of a tile in the web-mercator world: zoom, column from the west, row from the north.</summary>
internal readonly record struct TileFrame(int Z, int X, int Y)
{
    /// <summary>Units of a tile's side.</summary>
    public const int Extent = 4096;

    /// <summary>Units around a tile in which features still belong to it, so that their outlines are whole at its edge.</summary>
    public const int Buffer = 64;

    /// <summary>Degrees to units of this tile, x to the east and y to the south.</summary>
    public (double X, double Y) ToTile(GeoPoint point)
    {
        var world = Math.Pow(2, Z);
        var x = (point.Longitude + 180) / 360;
        var y = (1 - (Math.Asinh(Math.Tan(point.Latitude * Math.PI / 180)) / Math.PI)) / 2;
        return (((x * world) - X) * Extent, ((y * world) - Y) * Extent);
    }

    /// <summary>Units of this tile to degrees.</summary>
    public GeoPoint ToGeo(double x, double y)
    {
        var world = Math.Pow(2, Z) * Extent;
        var latitude = Math.Atan(Math.Sinh(Math.PI * (1 - (2 * (((double)Y * Extent) + y) / world))));
        return new GeoPoint(((((double)X * Extent) + x) / world * 360) - 180, latitude * 180 / Math.PI);
    }
}
