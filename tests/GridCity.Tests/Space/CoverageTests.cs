using GridCity.Core.Space;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using NetTopologySuite.Operation.Union;
using Xunit;

namespace GridCity.Tests.Space;

public sealed class CoverageTests
{
    private const long Base = 110101001001000;

    [Fact]
    public void A_sound_coverage_has_no_findings_whatever_way_its_rings_run()
    {
        var report = Check("POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))", "POLYGON ((10 0, 10 10, 20 10, 20 0, 10 0))");
        Assert.Empty(report.Findings);
        Assert.Equal((2, 200, 200), (report.Cells, report.SumOfAreas, report.UnionArea));
    }

    [Fact]
    public void A_vertex_in_the_middle_of_a_neighbours_edge_is_sound() =>
        Assert.Empty(Check(
            "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))",
            "POLYGON ((10 0, 20 0, 20 5, 10 5, 10 0))",
            "POLYGON ((10 5, 20 5, 20 10, 10 10, 10 5))").Findings);

    [Fact]
    public void An_overlap_is_found_with_its_area_and_its_cells()
    {
        var report = Check(
            "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))",
            "POLYGON ((8 2, 20 2, 20 5, 8 5, 8 2))",
            "POLYGON ((50 0, 60 0, 60 9, 50 0))");
        var overlap = Assert.Single(report.Findings);
        Assert.Equal((CoverageFault.Overlap, 6), (overlap.Fault, overlap.Area));
        Assert.Equal([Base + 1, Base + 2], overlap.Cells.Select(code => code.Value));
        Assert.Equal(report.SumOfAreas - 6, report.UnionArea);
    }

    [Fact]
    public void A_cell_that_is_there_twice_is_an_overlap()
    {
        var report = Check("POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))", "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))");
        Assert.Equal(100, Assert.Single(report.Findings).Area);
        Assert.Equal((200, 100), (report.SumOfAreas, report.UnionArea));
    }

    [Fact]
    public void An_enclosed_gap_is_found_with_the_cells_around_it()
    {
        var report = Check(
            "POLYGON ((0 0, 30 0, 30 10, 0 10, 0 0))",
            "POLYGON ((0 10, 10 10, 10 20, 30 20, 30 30, 0 30, 0 10))",
            "POLYGON ((30 0, 40 0, 40 30, 30 30, 30 0))");
        var gap = Assert.Single(report.Findings);
        Assert.Equal((CoverageFault.Gap, 200), (gap.Fault, gap.Area));
        Assert.Equal([Base + 1, Base + 2, Base + 3], gap.Cells.Select(code => code.Value));
    }

    [Fact]
    public void Differences_of_rounding_are_no_findings_and_larger_ones_are()
    {
        string[] cells =
        [
            "POLYGON ((0 0, 100 0, 100.01 50, 100 100, 0 100, 0 0))",
            "POLYGON ((100 0, 200 0, 200 100, 100 100, 100 0))",
        ];
        Assert.Empty(Check(cells).Findings);
        Assert.Single(Coverage.Check(GridOf(cells), toleranceMetres: 0.001).Findings);
    }

    [Fact]
    public void Areas_agree_with_the_union_that_NetTopologySuite_makes_of_random_boxes()
    {
        var random = new Random(11);
        for (var round = 0; round < 20; round++)
        {
            var boxes = Enumerable.Range(0, 12).Select(_ => RandomBox(random)).ToArray();
            var report = Check(boxes);
            var union = UnaryUnionOp.Union(boxes.Select(box => new WKTReader().Read(box)));
            var holes = Enumerable.Range(0, union.NumGeometries)
                .SelectMany(i => ((Polygon)union.GetGeometryN(i)).InteriorRings)
                .Sum(hole => new Polygon((LinearRing)hole).Area);
            Assert.Equal(union.Area, report.UnionArea, 1e-6);
            Assert.Equal(holes, report.GapArea, 1e-6);
        }
    }

    private static string RandomBox(Random random)
    {
        var (x, y, w, h) = (random.Next(40), random.Next(40), random.Next(1, 20), random.Next(1, 20));
        return $"POLYGON (({x} {y}, {x + w} {y}, {x + w} {y + h}, {x} {y + h}, {x} {y}))";
    }

    private static CoverageReport Check(params string[] cells) => Coverage.Check(GridOf(cells));

    private static Grid GridOf(string[] cells)
    {
        var builder = new GridBuilder();
        for (var i = 0; i < cells.Length; i++)
            builder.Add(new CellCode(Base + 1 + i), new WKTReader().Read(cells[i]));
        return builder.Build();
    }
}
