namespace GridCity.Simulation.Cities.Dongcheng;

/// <summary>
/// A part of a sub-district that is cut into communities on its own, so that a palace or a park lies inside one
/// community. Open ground has larger cells.
/// </summary>
internal sealed record Piece(Lot Land, int Communities, bool IsOpen);

/// <summary>The parts of the two sub-districts in which the palace and the Temple of Heaven lie.</summary>
internal sealed class Pieces
{
    private readonly List<Cut> _cuts = [];
    private readonly Dictionary<int, IReadOnlyList<Piece>> _byStreet = [];

    /// <summary>Parts the land of a plan.</summary>
    public Pieces(DongchengPlan plan)
    {
        foreach (var street in DongchengFacts.Streets)
        {
            var land = plan.Streets[street.Number];
            _byStreet[street.Number] = street.Number switch
            {
                1 => Donghuamen(land),
                8 => Jianguomen(land),
                16 => Tiantan(land),
                _ => [new Piece(land, street.Communities.Count, IsOpen: false)],
            };
        }
    }

    /// <summary>The parts of each sub-district by its number.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<Piece>> ByStreet => _byStreet;

    /// <summary>The lesser streets between the parts.</summary>
    public IReadOnlyList<Cut> Cuts => _cuts;

    /// <summary>Chang'an Avenue (长安街), which crosses two sub-districts.</summary>
    public IReadOnlyList<Cut> Avenue { get; private set; } = [];

    private List<Piece> Donghuamen(Lot land)
    {
        var (north, south) = AlongAvenue(land);
        var (west, east) = Part(north, isNorthSouth: true, -905);
        var (palace, gate) = Part(west, isNorthSouth: false, 455);
        return [new(palace, 1, IsOpen: true), new(gate, 1, IsOpen: false), new(east, 4, IsOpen: false), new(
            south, 6, IsOpen: false)];
    }

    private List<Piece> Jianguomen(Lot land)
    {
        var (north, south) = AlongAvenue(land);
        return [new(north, 3, IsOpen: false), new(south, 6, IsOpen: false)];
    }

    private List<Piece> Tiantan(Lot land)
    {
        var (north, rest) = Part(land, isNorthSouth: false, -2_420);
        var (middle, south) = Part(rest, isNorthSouth: false, -4_070);
        var (west, park) = Part(middle, isNorthSouth: true, -1_520);
        return [new(north, 4, IsOpen: false), new(west, 4, IsOpen: false), new(park, 1, IsOpen: true), new(
            south, 3, IsOpen: false)];
    }

    private (Lot First, Lot Second) AlongAvenue(Lot land)
    {
        var split = land.SplitAt(isNorthSouth: false, -0.002, -60) ?? throw new InvalidOperationException(
            "The avenue misses the land.");
        Avenue = [.. Avenue, split.Cut];
        return (split.First, split.Second);
    }

    private (Lot First, Lot Second) Part(Lot land, bool isNorthSouth, double at)
    {
        var split = land.SplitAt(isNorthSouth, 0, at) ?? throw new InvalidOperationException(
            "The cut misses the land.");
        _cuts.Add(split.Cut);
        return (split.First, split.Second);
    }
}
