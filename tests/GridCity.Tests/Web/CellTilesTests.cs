using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Silo.Http;
using GridCity.Tests.Cases;
using Xunit;

namespace GridCity.Tests.Web;

public class CellTilesTests
{
    private static readonly City City = TestCity.Make();

    [Theory]
    [InlineData(11)]
    [InlineData(14)]
    [InlineData(17)]
    public void A_tile_holds_exactly_the_cells_that_touch_it(int zoom)
    {
        var tiles = new CellTiles(City);
        foreach (var frame in FramesOver(City, zoom))
        {
            var tile = DecodedTile.Read(Get(tiles, frame));

            Assert.Equal(
                Enumerable.Range(0, City.Grid.Count).Where(cell => IsNear(frame, cell)),
                tile.Features.Keys.Order());
        }
    }

    [Fact]
    public void Every_cell_is_drawn_where_it_lies()
    {
        var tiles = new CellTiles(City);
        foreach (var frame in FramesOver(City, 15))
        {
            foreach (var (cell, rings) in DecodedTile.Read(Get(tiles, frame)).Features)
            {
                var ring = Assert.Single(rings);
                Assert.All(ring, corner => Assert.Contains(CornersOf(frame, cell), at => Near(at, corner)));
                Assert.Equal(4, ring.Distinct().Count());
            }
        }
    }

    [Fact]
    public void A_tile_says_what_the_specification_wants()
    {
        var tile = DecodedTile.Read(FramesOver(City, 14).Select(frame => Get(new CellTiles(City), frame)).First(bytes => bytes.Length > 0));

        Assert.Equal(("cells", 2UL, 4096UL), (tile.Layer, tile.Version, tile.Extent));
    }

    [Theory]
    [InlineData(14, 0, 0)]
    [InlineData(0, 0, 0)]
    [InlineData(22, 4_000_000, 100)]
    public void Where_there_is_nothing_to_see_a_tile_is_empty(int z, int x, int y) => Assert.Empty(new CellTiles(City).Get(z, x, y).Plain);

    [Fact]
    public void Outer_rings_run_clockwise_and_holes_the_other_way_however_they_were_given()
    {
        PlanePoint[] outer = [new(0, 0), new(0, 90), new(90, 90), new(90, 0), new(0, 0)];
        PlanePoint[] hole = [new(30, 30), new(30, 60), new(60, 60), new(60, 30), new(30, 30)];
        foreach (var turned in new[] { false, true })
        {
            var rings = DecodeRings(new CellRing(false, Turn(outer, turned)), new CellRing(true, Turn(hole, !turned)));

            Assert.Equal(2 * 90 * 90, DecodedTile.TwiceArea(rings[0]));
            Assert.Equal(-2 * 30 * 30, DecodedTile.TwiceArea(rings[1]));
        }
    }

    [Fact]
    public void What_has_no_area_at_a_zoom_is_left_out_with_its_holes()
    {
        PlanePoint[] whole = [new(0, 0), new(0, 50), new(50, 50), new(50, 0), new(0, 0)];
        PlanePoint[] speck = [new(10, 10), new(10, 10.2), new(10.2, 10.2), new(10, 10)];
        PlanePoint[] line = [new(70, 0), new(90, 0), new(70, 0.2), new(70, 0)];

        var rings = DecodeRings(
            new CellRing(false, whole), new CellRing(true, speck), new CellRing(false, line), new CellRing(true, whole));

        Assert.Equal(2 * 50 * 50, DecodedTile.TwiceArea(Assert.Single(rings)));
    }

    [Fact]
    public void A_tile_is_written_once()
    {
        var tiles = new CellTiles(City);
        var frame = FramesOver(City, 14).First(one => Get(tiles, one).Length > 0);

        Assert.Same(Get(tiles, frame), Get(tiles, frame));
    }

    private static byte[] Get(CellTiles tiles, TileFrame frame) => tiles.Get(frame.Z, frame.X, frame.Y).Plain;

    private static List<List<(int X, int Y)>> DecodeRings(params CellRing[] rings)
    {
        var writer = new TileWriter("cells");
        writer.AddPolygon(7, rings, point => (point.X, point.Y));
        return DecodedTile.Read(writer.ToArray()).Features[7];
    }

    private static PlanePoint[] Turn(PlanePoint[] ring, bool turned) => turned ? [.. ring.Reverse()] : ring;

    private static IEnumerable<TileFrame> FramesOver(City city, int zoom)
    {
        var bounds = city.Grid.Bounds;
        var world = new TileFrame(zoom, 0, 0);
        var (west, south) = world.ToTile(city.Plane.ToGeo(new PlanePoint(bounds.MinX, bounds.MinY)));
        var (east, north) = world.ToTile(city.Plane.ToGeo(new PlanePoint(bounds.MaxX, bounds.MaxY)));
        // One tile more on each side, so that the edge of the city is tried from without.
        for (var x = (int)(west / TileFrame.Extent) - 1; x <= (int)(east / TileFrame.Extent) + 1; x++)
        {
            for (var y = (int)(north / TileFrame.Extent) - 1; y <= (int)(south / TileFrame.Extent) + 1; y++)
            {
                yield return new TileFrame(zoom, x, y);
            }
        }
    }

    private static List<(double X, double Y)> CornersOf(TileFrame frame, int cell) =>
        [.. City.Grid.RingsOf(cell)[0].Points.ToArray().Select(point => frame.ToTile(City.Plane.ToGeo(point)))];

    private static bool IsNear(TileFrame frame, int cell)
    {
        var corners = CornersOf(frame, cell).Select(at => (X: Math.Round(at.X), Y: Math.Round(at.Y))).ToList();
        return corners.Max(at => at.X) >= -64 && corners.Min(at => at.X) <= 4096 + 64
            && corners.Max(at => at.Y) >= -64 && corners.Min(at => at.Y) <= 4096 + 64;
    }

    private static bool Near((double X, double Y) at, (int X, int Y) corner) =>
        Math.Abs(at.X - corner.X) <= 0.5 && Math.Abs(at.Y - corner.Y) <= 0.5;
}
