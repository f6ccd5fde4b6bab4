using GridCity.Core.Cities;
using GridCity.Core.Space;

namespace GridCity.Simulation.Runs;

/// <summary>
/// Inspectors who share a beat and walk it round and round, evenly apart, whenever they have nothing else to do. Where they
/// are follows from how long they have walked, so nothing has to happen at each step: the time at which a cell is next
/// passed is computed, and computed again if tasks have held them up meanwhile.
/// </summary>
internal sealed class Patrol
{
    private readonly Station _station;
    private readonly Dictionary<int, long> _places = [];
    private readonly long _round;

    /// <summary>A patrol over cells, in the order in which they are walked.</summary>
    public Patrol(City city, Station station, IReadOnlyList<CellCode> beat, double kilometresPerHour, long phase)
    {
        _station = station;
        var way = 0.0;
        foreach (var code in beat)
        {
            var index = city.Grid.IndexOf(code);
            if (index >= 0 && _places.TryAdd(index, (long)(way / kilometresPerHour * 3_600)))
            {
                // To see a cell one walks about once across it and along its edge.
                way += 2 * Math.Sqrt(city.Grid.AreaOf(index));
            }
        }
        _round = Math.Max(1, (long)(way / kilometresPerHour * 3_600));
        foreach (var (cell, place) in _places.ToList())
        {
            _places[cell] = (place + phase) % _round;
        }
    }

    /// <summary>How long one inspector takes for a round, in milliseconds.</summary>
    public long Round => _round;

    /// <summary>How far the inspectors have walked in all by a time, in milliseconds of walking.</summary>
    public long WalkedAt(long at) => _station.Duty.DoneAt(at) - _station.Busy;

    /// <summary>How far they have to have walked to pass a cell for the next time, after so many passes more.</summary>
    public long NextPass(int cell, long now, int passes)
    {
        var walked = WalkedAt(now);
        var into = unchecked((walked % _round) + _round) % _round;
        var ahead = (_places[cell] - into + _round) % _round;
        return walked + ahead + (passes * _round);
    }

    /// <summary>When so far will have been walked, if no task comes between; the end of time if never in this run.</summary>
    public long TimeOf(long walked) => _station.Duty.TimeOf(walked + _station.Busy);
}
