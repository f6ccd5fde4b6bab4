using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Valid;

namespace GridCity.Core.Space;

/// <summary>
/// Divides communities into cells (单元网格划分) that are closed, without gap or overlap, never cross a community, and
/// share the vertices of their borders. First the borders of all communities are cut at their crossings and every patch
/// of land is given to one community; then dividing lines and barriers are laid over that; last, what is too small is
/// joined to a neighbour. The same input gives the same cells.
/// </summary>
public sealed class Division
{
    // Whole centimetres of this many metres still fit exact arithmetic with room to spare.
    private const double FarthestMetres = 1e7;

    private const int BarrierTag = 1;

    private readonly DivisionOptions _options;
    private readonly IProgress<DivisionProgress>? _progress;
    private readonly CancellationToken _stop;
    private readonly List<CommunityFinding> _faults = [];
    private readonly double _side;

    private Division(DivisionOptions options, IProgress<DivisionProgress>? progress, CancellationToken stop)
    {
        _options = options;
        _progress = progress;
        _stop = stop;
        _side = Math.Sqrt(options.CellArea);
    }

    /// <summary>Divides communities; where they overlap, the lower code takes the land.</summary>
    /// <exception cref="TooManyCellsException">A community has more cells than its codes can tell apart.</exception>
    /// <exception cref="OperationCanceledException">The caller asked to stop.</exception>
    public static DivisionResult Divide(
        IReadOnlyList<Community> communities,
        DivisionOptions options,
        IProgress<DivisionProgress>? progress = null,
        CancellationToken stop = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.CellArea);
        return new Division(options, progress, stop).Run(communities);
    }

    private DivisionResult Run(IReadOnlyList<Community> communities)
    {
        Tell("Checking the communities", 0);
        var sound = Accept(communities);
        var given = GridOf(sound.Select(community => (SpareCode(community.Code), CellShape.ToRings(community.Shape))));
        var before = Coverage.Check(given);

        Tell("Joining the borders of the communities", 0.1);
        var land = new PlanarFaces(PlanarMap.Of(sound.SelectMany(community => LinesOf(community.Shape, 0))));
        var owners = OwnersOf(land, given);
        FillGaps(land, owners);
        var tracer = new BorderTracer(land, owners);
        var rings = tracer.Trace(sound.Count);

        Tell("Cutting along the dividing lines", 0.2);
        var lines = new List<TaggedLine>(LinesOf(land, tracer));
        for (var i = 0; i < sound.Count; i++)
            lines.AddRange(DividersOf(sound[i].Code, rings[i]));
        lines.AddRange(_options.Barriers.SelectMany(barrier => LinesOf(barrier, BarrierTag)));
        var pieces = new PlanarFaces(PlanarMap.Of(lines));

        Tell("Joining small pieces", 0.7);
        var owning = OwnersOf(pieces, sound, rings);
        var leastArea = _options.CellArea * _options.LeastPart;
        var (numbers, groups) = new PieceMerger(pieces, owning, leastArea, _side * _options.LeastWidth).Run(_stop);

        Tell("Numbering the cells", 0.85);
        var shapes = new BorderTracer(pieces, numbers).Trace(groups.Count);
        var cells = Number(sound, pieces, owning, groups, shapes);

        Tell("Verifying the cells", 0.9);
        var after = Coverage.Check(GridOf(cells.Select(cell => (cell.Code, cell.Rings))));
        var report = Account(sound, cells, before, after);
        Tell("Done", 1);
        return new DivisionResult(cells, report);
    }

    private void Tell(string doing, double part)
    {
        _stop.ThrowIfCancellationRequested();
        _progress?.Report(new DivisionProgress(doing, part));
    }

    /// <summary>
    /// The communities that can be divided, in the order of their codes, repaired where that is needed.
    /// </summary>
    private List<Community> Accept(IReadOnlyList<Community> communities)
    {
        var sound = new SortedDictionary<AreaCode, Community>();
        foreach (var community in communities)
        {
            var (shape, fault) = Repair(community.Shape);
            if (shape is not null && !sound.TryAdd(community.Code, community with { Shape = shape }))
                fault = CommunityFault.DuplicateCode;
            if (fault is { } found)
                _faults.Add(new CommunityFinding(community.Code, found));
        }
        return [.. sound.Values];
    }

    private static (Geometry? Shape, CommunityFault? Fault) Repair(Geometry shape)
    {
        if (shape.IsEmpty || shape is not IPolygonal)
            return (null, CommunityFault.Empty);
        if (!Array.TrueForAll(shape.Coordinates, at => Math.Max(Math.Abs(at.X), Math.Abs(at.Y)) < FarthestMetres))
            return (null, CommunityFault.NotFinite);
        if (new IsValidOp(shape).IsValid)
            return (shape, null);
        var repaired = GeometryFixer.Fix(shape);
        return repaired.IsEmpty || repaired is not IPolygonal
            ? (null, CommunityFault.Empty)
            : (repaired, CommunityFault.Repaired);
    }

    private static Grid GridOf(IEnumerable<(CellCode Code, IReadOnlyList<CellRing> Rings)> cells)
    {
        var builder = new GridBuilder();
        foreach (var (code, rings) in cells)
            builder.Add(code, rings);
        return builder.Build();
    }

    /// <summary>The code by which a whole community stands in a grid: sequence 000, which no cell has.</summary>
    private static CellCode SpareCode(AreaCode community) => new(community.Value * 1_000);

    private static IEnumerable<TaggedLine> LinesOf(Geometry shape, int tag)
    {
        foreach (var line in LinearComponentExtracter.GetLines(shape))
        {
            if (line.NumPoints > 1)
                yield return new TaggedLine(line.Coordinates, tag, 0);
        }
    }

    /// <summary>The borders between communities, each once.</summary>
    private static IEnumerable<TaggedLine> LinesOf(PlanarFaces land, BorderTracer tracer)
    {
        for (var halfEdge = 0; halfEdge < land.Map.HalfEdgeCount; halfEdge += 2)
        {
            if (!tracer.IsBorder(halfEdge))
                continue;
            var (a, b) = land.Map.EndsOf(halfEdge);
            yield return new TaggedLine([new Coordinate(a.X, a.Y), new Coordinate(b.X, b.Y)], 0, 0);
        }
    }

    private IEnumerable<TaggedLine> DividersOf(AreaCode code, IReadOnlyList<CellRing> rings)
    {
        if (rings.Count == 0)
            return [];
        var shape = CellShape.ToPolygons(rings);
        if (_options.Lines is null)
            return Lattice.Within(shape, _side).Select(line => new TaggedLine(line.Coordinates, 0, 0));
        return _options.Lines.TryGetValue(code, out var lines) ? LinesOf(lines.Intersection(shape), 0) : [];
    }

    private static int[] OwnersOf(PlanarFaces faces, Grid communities)
    {
        var owners = new int[faces.Count];
        for (var face = 0; face < owners.Length; face++)
            owners[face] = communities.Locate(faces.InteriorOf(face));
        return owners;
    }

    /// <summary>The community of each piece, by the land that the communities have after the first cut.</summary>
    private static int[] OwnersOf(PlanarFaces pieces, List<Community> sound, IReadOnlyList<CellRing>[] rings)
    {
        var landed = Enumerable.Range(0, sound.Count).Where(i => rings[i].Count > 0).ToArray();
        var land = GridOf(landed.Select(i => (SpareCode(sound[i].Code), rings[i])));

        // Both the communities and the grid are in the order of the codes.
        return Array.ConvertAll(OwnersOf(pieces, land), owner => owner < 0 ? -1 : landed[owner]);
    }

    /// <summary>
    /// Gives small or thin gaps to the neighbour with the longest common border, until none can be given.
    /// </summary>
    private void FillGaps(PlanarFaces land, int[] owners)
    {
        var gaps = Enumerable.Range(0, land.Count).Where(face => owners[face] < 0 && IsSmallGap(land, face)).ToList();
        while (gaps.RemoveAll(gap => (owners[gap] = OwnerAround(land, gap, owners)) >= 0) > 0)
        {
        }
    }

    private bool IsSmallGap(PlanarFaces land, int face) =>
        land.AreaOf(face) < _options.LargestGap || land.MeanWidthOf(face) < _side * _options.LeastWidth;

    private static int OwnerAround(PlanarFaces land, int gap, int[] owners)
    {
        var lengths = new SortedDictionary<int, double>();
        foreach (var halfEdge in land.BorderOf(gap))
        {
            var beyond = land.FaceOf[halfEdge ^ 1];
            if (beyond >= 0 && owners[beyond] >= 0)
                lengths[owners[beyond]] = lengths.GetValueOrDefault(owners[beyond]) + land.Map.LengthOf(halfEdge);
        }
        return lengths.Count == 0 ? -1 : lengths.MaxBy(pair => pair.Value).Key;
    }

    private List<DividedCell> Number(
        List<Community> sound,
        PlanarFaces pieces,
        int[] owning,
        List<List<int>> groups,
        IReadOnlyList<CellRing>[] shapes)
    {
        var byOwner = groups.Select((members, group) => (members, group)).ToLookup(pair => owning[pair.members[0]]);
        var places = new List<PlanePoint[]>();
        for (var i = 0; i < sound.Count; i++)
            places.Add([.. byOwner[i].Select(pair => PlaceOf(pieces, pair.members))]);
        var codes = CellNumbering.Number([.. sound.Select(one => one.Code)], places, _side, _options.SplitLarge);
        var cells = new List<DividedCell>(groups.Count);
        for (var i = 0; i < sound.Count; i++)
        {
            foreach (var ((members, group), code) in byOwner[i].Zip(codes[i]))
                cells.Add(new DividedCell(code, members.Sum(pieces.AreaOf), shapes[group]));
        }
        cells.Sort((one, other) => one.Code.CompareTo(other.Code));
        return cells;
    }

    /// <summary>
    /// A cell is placed by its largest piece, so that what was joined to it does not move it to another row.
    /// </summary>
    private static PlanePoint PlaceOf(PlanarFaces pieces, List<int> members) =>
        pieces.InteriorOf(members.MaxBy(face => (pieces.AreaOf(face), -face)));

    private DivisionReport Account(
        List<Community> sound, List<DividedCell> cells, CoverageReport before, CoverageReport after)
    {
        var accounts = new List<CommunityAccount>();
        var next = 0;
        for (var i = 0; i < sound.Count; i++)
        {
            var end = i + 1 < sound.Count ? SpareCode(sound[i + 1].Code) : (CellCode?)null;
            var first = next;
            while (next < cells.Count && (end is null || cells[next].Code.CompareTo(end.Value) < 0))
                next++;
            var own = cells[first..next];
            if (own.Count == 0)
                _faults.Add(new CommunityFinding(sound[i].Code, CommunityFault.Covered));
            accounts.Add(new CommunityAccount(
                sound[i].Code,
                sound[i].Shape.Area,
                own.Sum(cell => cell.Area),
                own.Count,
                [.. own.Select(cell => cell.Code.Community).Distinct()]));
        }
        return new DivisionReport(accounts, _faults, before, after, [.. cells.SelectMany(SliverOf)]);
    }

    private IEnumerable<Sliver> SliverOf(DividedCell cell)
    {
        var border = 0.0;
        foreach (var ring in cell.Rings)
        {
            for (var i = 1; i < ring.Points.Length; i++)
                border += ring.Points.Span[i - 1].DistanceTo(ring.Points.Span[i]);
        }
        var width = 2 * cell.Area / border;
        if (cell.Area < _options.CellArea * _options.LeastPart || width < _side * _options.LeastWidth)
            yield return new Sliver(cell.Code, cell.Area, width);
    }
}
