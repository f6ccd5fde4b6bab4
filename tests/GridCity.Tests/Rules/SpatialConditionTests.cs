using GridCity.Core.Rules;
using GridCity.Core.Space;
using GridCity.Tests.Cases;
using NetTopologySuite.Geometries;
using Xunit;

namespace GridCity.Tests.Rules;

/// <summary>Every kind of condition on a layer, compiled, against slow geometry: inside cells and on their borders.</summary>
public sealed class SpatialConditionTests
{
    private static readonly Grid Squares = TestCity.Make().Grid;

    public static TheoryData<double, LineSide?, bool, string?> Conditions()
    {
        var data = new TheoryData<double, LineSide?, bool, string?>();
        foreach (var metres in new[] { 0.0, 7, 35, 110, 260 })
        {
            foreach (var side in new LineSide?[] { null, LineSide.Left, LineSide.Right })
            {
                data.Add(metres, side, false, null);
                data.Add(metres, side, true, null);
                data.Add(metres, side, false, ">=4");
                data.Add(metres, side, true, "!=b");
            }
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Conditions))]
    public void A_compiled_condition_agrees_with_slow_geometry_at_every_point(double metres, LineSide? side, bool isFlat, string? demand)
    {
        var random = new Random(11);
        var layer = new Layer("shapes", [.. Fixed(), .. Enumerable.Range(0, 5).Select(number => Bent(random, number))]);
        var near = new NearLayer("shapes", metres, TestCity.NoAttributes)
        {
            Side = side,
            HasFlatEnds = isFlat,
            Tests = demand switch
            {
                null => [],
                ">=4" => [new AttributeTest("lanes", Comparison.AtLeast, ["4"])],
                _ => [new AttributeTest("owner", Comparison.NoneOf, ["b"])],
            },
        };
        var cells = new CellBuckets(Squares);
        var predicate = new SpatialPredicate(near, new LayerReach(new LayerShapes(layer, cells), metres, isFlat, cells));
        var states = predicate.Survey(cells.Boxes).ToDictionary(item => item.Cell, item => item.State);
        foreach (var point in Points(random))
        {
            var slow = SlowGeometry.Find(near, layer, point);
            foreach (var cell in CellsAt(point, cells))
            {
                var found = predicate.Find(cell, point, default);
                var state = states.GetValueOrDefault(cell);

                Assert.True(slow is not null == found is not null, $"{point} in cell {cell}: slow {slow}, compiled {found?.Feature.Id}");
                Assert.False(state == CellState.Inside && found is null, $"{point}: inside means every point");
                Assert.False(state == CellState.Outside && found is not null, $"{point}: outside means no point");
                Assert.Equal(predicate.StateOf(cell, cells.Boxes[cell]), state);
                if (found is { } nearest)
                {
                    Assert.Equal(slow!.Value.Distance, nearest.Distance, 6);
                    Assert.Equal(slow.Value.Feature, nearest.Feature.Id);
                }
            }
        }
    }

    [Fact]
    public void Whole_cells_are_told_apart_where_they_can_be()
    {
        var layer = new Layer("shapes", [new Feature("lane", Line((0, 150), (1_000, 150)), TestCity.NoAttributes)]);

        Assert.Equal((CellState.Inside, CellState.Outside, CellState.Mixed), (State(2, null), State(4, null), State(3, null)));
        Assert.Equal((CellState.Mixed, CellState.Inside, CellState.Outside), (State(1, LineSide.Left), State(2, LineSide.Left, 160), State(2, LineSide.Right, 160)));

        CellState State(int row, LineSide? side, double metres = 151)
        {
            var cells = new CellBuckets(Squares);
            var near = new NearLayer("shapes", metres, TestCity.NoAttributes) { Side = side };
            var predicate = new SpatialPredicate(near, new LayerReach(new LayerShapes(layer, cells), metres, false, cells));
            var cell = Squares.IndexOf(TestCity.CodeAt(4, row));
            return predicate.StateOf(cell, cells.Boxes[cell]);
        }
    }

    [Fact]
    public void Of_equally_near_features_the_first_of_the_layer_is_taken()
    {
        var layer = new Layer("shapes",
        [
            new Feature("north", Line((0, 60), (100, 60)), TestCity.NoAttributes),
            new Feature("south", Line((0, 40), (100, 40)), TestCity.NoAttributes),
            new Feature("under", new Point(20, 50), TestCity.NoAttributes),
            new Feature("field", TestCity.Box(10, 10, 90, 90), TestCity.NoAttributes),
        ]);

        Assert.Equal("north", At(50, 50, new NearLayer("shapes", 10, TestCity.NoAttributes), new Layer("shapes", [.. layer.Features.Take(2)])));
        Assert.Equal("under", At(20, 50, new NearLayer("shapes", 10, TestCity.NoAttributes), layer));
        Assert.Equal("field", At(50, 50, new NearLayer("shapes", 10, TestCity.NoAttributes), layer));

        static string? At(double x, double y, NearLayer near, Layer layer)
        {
            var cells = new CellBuckets(Squares);
            var predicate = new SpatialPredicate(near, new LayerReach(new LayerShapes(layer, cells), near.Metres, false, cells));
            return predicate.Find(0, new PlanePoint(x, y), default)?.Feature.Id;
        }
    }

    private static IEnumerable<Feature> Fixed() =>
    [
        Named("lake", new Polygon(Ring(210, 210, 460, 480), [Ring(300, 300, 380, 400)]), "a", "2"),
        Named("blob", TestCity.Box(640, 90, 930, 380), "b", "4"),
        Named("lane", Line((20, 700), (350, 760), (990, 610)), "a", "4"),
        Named("hook", Line((500, 500), (600, 500), (600, 520), (520, 520)), "c", "none"),
        Named("spot", new Point(555, 555), "b", "1"),
        Named("ring", Line((50, 850), (150, 850), (150, 950), (50, 950), (50, 850)), "a", "6"),
        Named("joined", new MultiLineString([Line((800, 800), (850, 850)), Line((850, 850), (850, 950)), Line((700, 990), (760, 990))]), "c", "8"),
    ];

    private static Feature Bent(Random random, int number) => Named(
        $"bent-{number}",
        new LineString([.. Enumerable.Range(0, 2 + number).Select(_ => new Coordinate(random.NextDouble() * 1_000, random.NextDouble() * 1_000))]),
        number % 2 == 0 ? "a" : "b",
        number.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static Feature Named(string id, Geometry shape, string owner, string lanes) =>
        new(id, shape, new Dictionary<string, string> { ["owner"] = owner, ["lanes"] = lanes });

    /// <summary>Points anywhere, on the borders of cells, in their corners, and right beside these.</summary>
    private static IEnumerable<PlanePoint> Points(Random random)
    {
        for (var round = 0; round < 1_200; round++)
        {
            yield return new PlanePoint(random.NextDouble() * 1_000, random.NextDouble() * 1_000);
            yield return new PlanePoint(random.Next(11) * 100, random.NextDouble() * 1_000);
            yield return new PlanePoint(random.NextDouble() * 1_000, random.Next(11) * 100);
        }
        for (var corner = 0; corner < 121; corner++)
        {
            var (x, y) = (corner % 11 * 100.0, corner / 11 * 100.0);
            yield return new PlanePoint(x, y);
            yield return new PlanePoint(Math.BitIncrement(x), Math.BitDecrement(Math.Max(y, 1)));
        }
    }

    /// <summary>Every cell to whose closed box a point belongs, whichever the grid would choose.</summary>
    private static IEnumerable<int> CellsAt(PlanePoint point, CellBuckets cells) => Enumerable.Range(0, Squares.Count).Where(cell =>
        cells.Boxes[cell] is var box && point.X >= box.MinX && point.X <= box.MaxX && point.Y >= box.MinY && point.Y <= box.MaxY);

    private static LineString Line(params (double X, double Y)[] points) => new([.. points.Select(point => new Coordinate(point.X, point.Y))]);

    private static LinearRing Ring(double minX, double minY, double maxX, double maxY) => (LinearRing)TestCity.Box(minX, minY, maxX, maxY).ExteriorRing;
}
