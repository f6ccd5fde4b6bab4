namespace GridCity.Core.Space;

/// <summary>
/// Joins pieces that are too small or too thin to the neighbour of the same community with which they share the longest
/// border, the smallest pieces first; over a barrier only if there is no other way. A small piece on its own, an
/// island, becomes a further part of the nearest cell.
/// </summary>
internal sealed class PieceMerger
{
    private readonly PlanarFaces _faces;
    private readonly int[] _owners;
    private readonly double _leastArea;
    private readonly double _leastWidth;
    private readonly DisjointSets _sets;
    private readonly List<int>[] _members;
    private readonly double[] _areas;

    /// <summary>Prepares to join faces of the same owner; an owner of -1 is nobody.</summary>
    public PieceMerger(PlanarFaces faces, int[] owners, double leastArea, double leastWidth)
    {
        _faces = faces;
        _owners = owners;
        _leastArea = leastArea;
        _leastWidth = leastWidth;
        _sets = new DisjointSets(faces.Count);
        _members = new List<int>[faces.Count];
        _areas = new double[faces.Count];
        for (var face = 0; face < faces.Count; face++)
            (_members[face], _areas[face]) = ([face], faces.AreaOf(face));
    }

    /// <summary>Joins, and numbers the pieces that are left: the number of each face, or -1 for nobody's.</summary>
    public (int[] GroupOfFace, List<List<int>> Groups) Run(CancellationToken stop)
    {
        JoinNeighbours(stop);
        AttachIslands();
        var groups = new List<List<int>>();
        var numbers = new int[_faces.Count];
        Array.Fill(numbers, -1);
        for (var face = 0; face < numbers.Length; face++)
        {
            if (_owners[face] < 0 || _sets.Find(face) != face)
                continue;
            foreach (var member in _members[face])
                numbers[member] = groups.Count;
            groups.Add(_members[face]);
        }
        return (numbers, groups);
    }

    private void JoinNeighbours(CancellationToken stop)
    {
        var waiting = new PriorityQueue<int, (double Area, int Face)>();
        for (var face = 0; face < _faces.Count; face++)
        {
            if (_owners[face] >= 0 && (_areas[face] < _leastArea || _faces.MeanWidthOf(face) < _leastWidth))
                waiting.Enqueue(face, (_areas[face], face));
        }
        while (waiting.TryDequeue(out var piece, out var rank))
        {
            stop.ThrowIfCancellationRequested();
            if (_sets.Find(piece) != piece || rank.Area != _areas[piece] || !IsTooSmall(piece))
                continue;
            var neighbour = NeighbourOf(piece);
            if (neighbour < 0)
                continue;
            var joined = Join(piece, neighbour);
            waiting.Enqueue(joined, (_areas[joined], joined));
        }
    }

    private bool IsTooSmall(int piece)
    {
        if (_areas[piece] < _leastArea)
            return true;
        var border = 0.0;
        foreach (var (_, halfEdge) in BorderOf(piece))
            border += _faces.Map.LengthOf(halfEdge);
        return 2 * _areas[piece] / border < _leastWidth;
    }

    /// <summary>
    /// The piece of the same owner with the longest common border that is no barrier, or else that is one.
    /// </summary>
    private int NeighbourOf(int piece)
    {
        var lengths = new Dictionary<int, (double Open, double Barred)>();
        foreach (var (across, halfEdge) in BorderOf(piece))
        {
            if (across < 0 || _owners[across] != _owners[piece])
                continue;
            var (open, barred) = lengths.GetValueOrDefault(across);
            var length = _faces.Map.LengthOf(halfEdge);
            lengths[across] = _faces.Map.TagOf(halfEdge) == 0 ? (open + length, barred) : (open, barred + length);
        }
        var (best, most) = (-1, (Open: 0.0, Barred: 0.0));
        foreach (var (candidate, length) in lengths)
        {
            var order = length.CompareTo(most);
            if (order > 0 || (order == 0 && candidate < best))
                (best, most) = (candidate, length);
        }
        return best;
    }

    /// <summary>The half-edges around a piece, each with the piece across, or -1.</summary>
    private IEnumerable<(int Across, int HalfEdge)> BorderOf(int piece)
    {
        foreach (var face in _members[piece])
        {
            foreach (var halfEdge in _faces.BorderOf(face))
            {
                var beyond = _faces.FaceOf[halfEdge ^ 1];
                var across = beyond < 0 ? -1 : _sets.Find(beyond);
                if (across != piece)
                    yield return (across, halfEdge);
            }
        }
    }

    /// <summary>Joins the piece with fewer faces to the other, which stands for both.</summary>
    private int Join(int one, int other)
    {
        var (from, to) = _members[one].Count <= _members[other].Count ? (one, other) : (other, one);
        _sets.Join(from, to);
        _members[to].AddRange(_members[from]);
        _members[from] = [];
        _areas[to] += _areas[from];
        return to;
    }

    private void AttachIslands()
    {
        var pieces = Enumerable.Range(0, _faces.Count).Where(face => _owners[face] >= 0 && _sets.Find(face) == face);
        foreach (var community in pieces.GroupBy(face => _owners[face]).ToList())
        {
            var largest = community.MaxBy(piece => (_areas[piece], -piece));
            var islands = community.Where(piece => piece != largest && IsTooSmall(piece)).ToList();
            var homes = community.Except(islands).DefaultIfEmpty(largest).ToList();
            var chosen = islands.ConvertAll(island => homes.MinBy(home => (DistanceBetween(home, island), home)));
            foreach (var (island, home) in islands.Zip(chosen))
                Join(island, _sets.Find(home));
        }
    }

    private double DistanceBetween(int home, int island)
    {
        var from = PlaceOf(island);
        return _members[home].Min(face => from.DistanceTo(PlaceOf(face)));
    }

    private PlanePoint PlaceOf(int face) => _faces.Map.PointAt(_faces.Map.OriginOf(_faces.BorderOf(face).First()));
}
