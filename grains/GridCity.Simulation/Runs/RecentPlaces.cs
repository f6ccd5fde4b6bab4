using System.Numerics;
using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Space;

namespace GridCity.Simulation.Runs;

/// <summary>
/// Whether something of a class may have been seen near a place lately, so that the cells around it need not be asked whenever
/// nothing was. Squares of the city and classes share the places of one table: it says yes too often, and never no too often.
/// </summary>
internal sealed class RecentPlaces
{
    private const int PlacesPerCell = 512;
    private const int PlacesMin = 1 << 10;
    private const int PlacesMax = 1 << 21;
    private const int Never = int.MinValue;

    private readonly double _metres;
    private readonly double _side;
    private readonly double _days;
    // The latest time at which something was seen, in minutes since 1970, rounded up.
    private readonly int[] _lastSeen;
    private readonly int _shift;

    public RecentPlaces(City city)
    {
        var policy = city.Policy;
        _metres = Math.Max(policy.DuplicateMetres, policy.Escalation.RepeatMetres);
        // Whoever is within the distance lies in one of four squares at most.
        _side = Math.Max(1, 2 * _metres);
        _days = Math.Max(policy.DuplicateWindow.TotalDays, policy.Escalation.RepeatDays);
        var places = Math.Clamp(BitOperations.RoundUpToPowerOf2((uint)city.Grid.Count * PlacesPerCell), PlacesMin, PlacesMax);
        _shift = 32 - BitOperations.Log2(places);
        _lastSeen = new int[places];
        Array.Fill(_lastSeen, Never);
    }

    /// <summary>A case is at its place from now on.</summary>
    public void Add(Case item)
    {
        ref var last = ref _lastSeen[PlaceOf(MarkOf(item.Report.Class), Square(item.Place.X), Square(item.Place.Y))];
        last = Math.Max(last, Minute(item.Report.SeenAt) + 1);
    }

    /// <summary>Whether a report may be of the problem of a case that was added, or of one that comes again.</summary>
    public bool MayHave(Report report, PlanePoint place)
    {
        var since = Minute(report.SeenAt.AddDays(-_days));
        var mark = MarkOf(report.Class);
        var (west, east) = (Square(place.X - _metres), Square(place.X + _metres));
        var (south, north) = (Square(place.Y - _metres), Square(place.Y + _metres));
        for (var x = west; x <= east; x++)
        {
            for (var y = south; y <= north; y++)
            {
                if (_lastSeen[PlaceOf(mark, x, y)] >= since)
                {
                    return true;
                }
            }
        }
        return false;
    }

    private static int Minute(DateTimeOffset at) => (int)(at.ToUnixTimeSeconds() / 60);

    private static uint MarkOf(string caseClass)
    {
        var mark = 2_166_136_261u;
        foreach (var letter in caseClass)
        {
            mark = unchecked((mark ^ letter) * 16_777_619);
        }
        return mark;
    }

    private int Square(double metres) => (int)Math.Floor(metres / _side);

    private int PlaceOf(uint mark, int x, int y)
    {
        unchecked
        {
            var mixed = (mark ^ ((uint)x * 0x9E37_79B1u) ^ BitOperations.RotateLeft((uint)y * 0x85EB_CA77u, 15)) * 0xC2B2_AE3Du;
            mixed ^= mixed >> 15;
            return (int)((mixed * 0x27D4_EB2Fu) >> _shift);
        }
    }
}
