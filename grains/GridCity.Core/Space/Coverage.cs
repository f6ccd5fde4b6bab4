using System.Runtime.InteropServices;
using NetTopologySuite.Geometries;

namespace GridCity.Core.Space;

/// <summary>What can be wrong between cells. Zero is never stored.</summary>
public enum CoverageFault
{
    /// <summary>Enclosed land that no cell covers. It may be meant: a lake, a park of another city.</summary>
    Gap = 1,

    /// <summary>Land that more than one cell covers.</summary>
    Overlap = 2,
}

/// <summary>
/// A gap or overlap: its area in square metres, a point in it, and the cells around the gap or over the land, at most
/// 8.
/// </summary>
public sealed record CoverageFinding(CoverageFault Fault, double Area, PlanePoint At, IReadOnlyList<CellCode> Cells);

/// <summary>
/// How well cells cover their land: their areas summed, the area of their union, and what is wrong. With no overlap
/// both areas are the same.
/// </summary>
public sealed record CoverageReport(
    int Cells,
    double SumOfAreas,
    double UnionArea,
    IReadOnlyList<CoverageFinding> Findings)
{
    /// <summary>The area of all gaps in square metres.</summary>
    public double GapArea => AreaOf(CoverageFault.Gap);

    /// <summary>The area of all overlaps in square metres.</summary>
    public double OverlapArea => AreaOf(CoverageFault.Overlap);

    private double AreaOf(CoverageFault fault) =>
        Findings.Where(finding => finding.Fault == fault).Sum(finding => finding.Area);
}

/// <summary>
/// Verifies that cells are a coverage (全覆盖、无缝、不重叠): an edge that two cells use in opposite directions is sound.
/// All other edges are lines between land of different cover; cut at their crossings they enclose faces, and how many
/// cells cover a face follows from the lines between it and the far outside, which none covers.
/// </summary>
public static class Coverage
{
    private const int CodesMax = 8;

    /// <summary>
    /// Verifies the cells of a grid. Gaps and overlaps whose mean width is below a tolerance in metres are rounding.
    /// </summary>
    public static CoverageReport Check(Grid grid, double toleranceMetres = 0.02)
    {
        var sum = 0.0;
        for (var cell = 0; cell < grid.Count; cell++)
            sum += grid.AreaOf(cell);
        var faces = new PlanarFaces(PlanarMap.Of(UnmatchedEdges(grid)));
        var covers = faces.Covers();
        var findings = new List<CoverageFinding>();
        var twice = 0.0;
        for (var face = 0; face < faces.Count; face++)
        {
            if (covers[face] == 1 || faces.MeanWidthOf(face) < toleranceMetres)
                continue;
            twice += Math.Max(0, covers[face] - 1) * faces.AreaOf(face);
            findings.Add(FindingOf(grid, faces, face, covers[face] == 0 ? CoverageFault.Gap : CoverageFault.Overlap));
        }
        return new CoverageReport(grid.Count, sum, sum - twice, findings);
    }

    private static CoverageFinding FindingOf(Grid grid, PlanarFaces faces, int face, CoverageFault fault)
    {
        var inside = faces.InteriorOf(face);
        var cells = fault == CoverageFault.Gap ? CellsAround(grid, faces, face) : CellsAt(grid, inside);
        return new CoverageFinding(fault, faces.AreaOf(face), inside, [.. cells.Take(CodesMax).Select(grid.CodeOf)]);
    }

    /// <summary>The edges that are not used twice in opposite directions, compared on the map's lattice.</summary>
    private static IEnumerable<TaggedLine> UnmatchedEdges(Grid grid)
    {
        var edges = new Dictionary<(long X, long Y, long ToX, long ToY), int>();
        for (var cell = 0; cell < grid.Count; cell++)
        {
            foreach (var ring in grid.RingsOf(cell))
            {
                for (var i = 1; i < ring.Points.Length; i++)
                    Count(edges, ring.Points.Span[i - 1], ring.Points.Span[i]);
            }
        }
        return edges.Where(edge => edge.Value != 0).Select(edge => new TaggedLine(
            [AtStep(edge.Key.X, edge.Key.Y), AtStep(edge.Key.ToX, edge.Key.ToY)], 0, edge.Value));
    }

    /// <summary>Counts one direction up and the other down, so that a sound pair ends at zero.</summary>
    private static void Count(Dictionary<(long X, long Y, long ToX, long ToY), int> edges, PlanePoint a, PlanePoint b)
    {
        var (from, to) = (StepOf(a), StepOf(b));
        if (from == to)
            return;
        var isForward = from.X < to.X || (from.X == to.X && from.Y < to.Y);
        var key = isForward ? (from.X, from.Y, to.X, to.Y) : (to.X, to.Y, from.X, from.Y);
        CollectionsMarshal.GetValueRefOrAddDefault(edges, key, out _) += isForward ? 1 : -1;
    }

    private static (long X, long Y) StepOf(PlanePoint point) =>
        ((long)Math.Round(point.X * PlanarMap.StepsPerMetre), (long)Math.Round(point.Y * PlanarMap.StepsPerMetre));

    private static Coordinate AtStep(long x, long y) =>
        new((double)x / PlanarMap.StepsPerMetre, (double)y / PlanarMap.StepsPerMetre);

    private static List<int> CellsAt(Grid grid, PlanePoint point)
    {
        var cells = new List<int>();
        grid.FindWithin(point, 0, cells);
        return cells;
    }

    private static List<int> CellsAround(Grid grid, PlanarFaces faces, int face)
    {
        var around = new SortedSet<int>();
        var near = new List<int>();
        foreach (var halfEdge in faces.BorderOf(face))
        {
            var (a, b) = faces.Map.EndsOf(halfEdge);
            near.Clear();
            grid.FindWithin(new PlanePoint((a.X + b.X) / 2, (a.Y + b.Y) / 2), 0.05, near);
            around.UnionWith(near);
            if (around.Count > CodesMax)
                break;
        }
        return [.. around];
    }
}
