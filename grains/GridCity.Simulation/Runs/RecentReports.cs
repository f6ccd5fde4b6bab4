using System.Numerics;
using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Space;

namespace GridCity.Simulation.Runs;

/// <summary>
/// Whether a report of the same class came from near a place lately, so that the cells around it need not be asked whenever none
/// did. It may say yes where the cells know nothing, and never no where they know something. What is older than any duplicate or
/// repetition is forgotten.
/// </summary>
internal sealed class RecentReports
{
    private const int AtFirst = 1 << 10;
    private const int None = -1;

    private readonly int _atMost;
    private readonly double _metres;
    private readonly double _side;
    private readonly int _minutes;

    // The reports in a ring, the oldest at _first, each with the one before it in its chain; chains begin in _last. Numbers count
    // all reports, so that what has been forgotten is known by its number.
    private Seen[] _seen;
    private int[] _last;
    private int _first;
    private int _next;
    private int _forgottenUntil = int.MinValue;

    /// <summary>Nothing came yet. At most so many reports are known, a power of two.</summary>
    public RecentReports(City city, int atMost = 1 << 22)
    {
        _atMost = atMost;
        _seen = new Seen[Math.Min(AtFirst, atMost)];
        _last = NewChains(2 * _seen.Length);
        var policy = city.Policy;
        _metres = Math.Max(policy.DuplicateMetres, policy.Escalation.RepeatMetres);
        // Whoever is within the distance lies in one of four squares at most.
        _side = Math.Max(1, 2 * _metres);
        var days = Math.Max(policy.DuplicateWindow.TotalDays, policy.Escalation.RepeatDays);
        // Times are cut to minutes, so that a minute more has to be looked at.
        _minutes = 2 + (int)Math.Ceiling(days * 24 * 60);
    }

    /// <summary>A report came.</summary>
    public void Add(Report report, PlanePoint place)
    {
        var (mark, minute) = (MarkOf(report.Class), Minute(report.SeenAt));
        Forget(minute);
        if (_next - _first == _seen.Length)
        {
            Grow();
        }
        ref var last = ref _last[ChainOf(mark, Square(place.X), Square(place.Y))];
        _seen[_next & (_seen.Length - 1)] = new Seen(place, mark, minute, last);
        last = _next++;
    }

    /// <summary>Whether a report may be of the problem of one that came before, or of one that comes again.</summary>
    public bool MayKnow(Report report, PlanePoint place)
    {
        var (mark, minute) = (MarkOf(report.Class), Minute(report.SeenAt));
        if (minute - _minutes <= _forgottenUntil)
        {
            return true;
        }
        var (west, east) = (Square(place.X - _metres), Square(place.X + _metres));
        var (south, north) = (Square(place.Y - _metres), Square(place.Y + _metres));
        for (var x = west; x <= east; x++)
        {
            for (var y = south; y <= north; y++)
            {
                if (MayKnow(_last[ChainOf(mark, x, y)], mark, minute, place))
                {
                    return true;
                }
            }
        }
        return false;
    }

    private bool MayKnow(int number, uint mark, int minute, PlanePoint place)
    {
        for (; number >= _first; number = _seen[number & (_seen.Length - 1)].Before)
        {
            ref readonly var seen = ref _seen[number & (_seen.Length - 1)];
            if (seen.Mark == mark && Math.Abs(seen.Minute - minute) <= _minutes && seen.Place.DistanceTo(place) <= _metres)
            {
                return true;
            }
        }
        return false;
    }

    private void Forget(int minute)
    {
        for (; _first < _next && _seen[_first & (_seen.Length - 1)] is var oldest && oldest.Minute < minute - _minutes; _first++)
        {
            _forgottenUntil = Math.Max(_forgottenUntil, oldest.Minute);
        }
    }

    private void Grow()
    {
        if (_seen.Length == _atMost)
        {
            // A policy may look back for years: what no longer fits is forgotten early, and cells are asked instead.
            _forgottenUntil = Math.Max(_forgottenUntil, _seen[_first++ & (_atMost - 1)].Minute);
            return;
        }
        var (before, first, count) = (_seen, _first, _next - _first);
        _seen = new Seen[2 * count];
        _last = NewChains(4 * count);
        (_first, _next) = (0, 0);
        for (var index = 0; index < count; index++)
        {
            var seen = before[(first + index) & (count - 1)];
            ref var last = ref _last[ChainOf(seen.Mark, Square(seen.Place.X), Square(seen.Place.Y))];
            _seen[_next] = seen with { Before = last };
            last = _next++;
        }
    }

    private static int[] NewChains(int count)
    {
        var chains = new int[count];
        Array.Fill(chains, None);
        return chains;
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

    private int ChainOf(uint mark, int x, int y)
    {
        unchecked
        {
            var mixed = (mark ^ ((uint)x * 0x9E37_79B1u) ^ BitOperations.RotateLeft((uint)y * 0x85EB_CA77u, 15)) * 0xC2B2_AE3Du;
            mixed ^= mixed >> 15;
            return (int)((mixed * 0x27D4_EB2Fu) >> 8) & (_last.Length - 1);
        }
    }

    /// <summary>A report, and the number of the one before it in its chain.</summary>
    private readonly record struct Seen(PlanePoint Place, uint Mark, int Minute, int Before);
}
