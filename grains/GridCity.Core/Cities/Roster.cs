using GridCity.Core.Space;

namespace GridCity.Core.Cities;

/// <summary>Who walks a beat. Zero is never stored.</summary>
public enum PatrolKind
{
    /// <summary>A grid supervisor (监督员): the only one who verifies and checks for the supervision centre.</summary>
    Inspector = 1,

    /// <summary>A lane keeper (小巷管家).</summary>
    LaneKeeper = 2,

    /// <summary>A lane chief (街巷长).</summary>
    LaneChief = 3,

    /// <summary>A river patrol (河道巡查员).</summary>
    RiverPatrol = 4,

    /// <summary>A vehicle patrol (车载巡查组).</summary>
    Vehicle = 5,

    /// <summary>A volunteer (志愿者).</summary>
    Volunteer = 6,

    /// <summary>A river chief (河长) of some tier.</summary>
    RiverChief = 7,
}

/// <summary>A grid supervisor (监督员), or another patrol, with the cells of the beat (责任网格).</summary>
public sealed record Inspector(string Id, string Name, string Shift, IReadOnlyList<CellCode> Beat)
{
    /// <summary>Who it is.</summary>
    public PatrolKind Kind { get; init; } = PatrolKind.Inspector;
}

/// <summary>
/// A shift (班次) in local time, on the weekdays on which it begins; it ends on the next day when <paramref name="Until"/>
/// is not after <paramref name="From"/>.
/// </summary>
public sealed record Shift(string Id, TimeOnly From, TimeOnly Until, IReadOnlyList<DayOfWeek> Weekdays)
{
    /// <summary>Whether the shift holds a local time.</summary>
    public bool Holds(DateTime local)
    {
        var time = TimeOnly.FromDateTime(local);
        if (From < Until)
        {
            return time >= From && time < Until && Weekdays.Contains(local.DayOfWeek);
        }
        var begins = time >= From ? local.DayOfWeek : local.AddDays(-1).DayOfWeek;
        return (time >= From || time < Until) && Weekdays.Contains(begins);
    }
}

/// <summary>Who is on duty, and who of them is nearest to a place.</summary>
internal sealed class Roster
{
    private readonly ZoneTime _zone;
    private readonly Grid _grid;
    private readonly Shift[] _shifts;
    private readonly Walker[] _byId;
    private readonly Dictionary<PatrolKind, Walker[]> _fromWest;
    private readonly Dictionary<CellCode, Walker[]> _byCell;

    public Roster(
        IEnumerable<Inspector> people, IReadOnlyDictionary<string, Shift> shifts, Grid grid, TimeZoneInfo zone)
    {
        _zone = new ZoneTime(zone);
        _grid = grid;
        _shifts = [.. shifts.Values.OrderBy(shift => shift.Id, StringComparer.Ordinal)];
        _byId = [.. people.OrderBy(one => one.Id, StringComparer.Ordinal).Select(ToWalker)];
        _fromWest = _byId.Where(walker => walker.Person.Beat.Count > 0).GroupBy(walker => walker.Person.Kind)
            .ToDictionary(kind => kind.Key, kind => kind.OrderBy(walker => walker.Middle.X).ToArray());
        _byCell = _byId.SelectMany(walker => walker.Person.Beat, (walker, cell) => (Cell: cell, walker))
            .GroupBy(pair => pair.Cell, pair => pair.walker)
            .ToDictionary(cell => cell.Key, cell => cell.ToArray());
    }

    public IReadOnlyList<Inspector> OnDuty(DateTimeOffset at)
    {
        var local = _zone.ToLocal(at);
        return [.. _byId.Where(walker => walker.IsOnDuty(local)).Select(walker => walker.Person)];
    }

    /// <summary>Who is nearest to a place; its cell is looked for unless one is given and has a beat.</summary>
    public Inspector? Nearest(
        PlanePoint place,
        CellCode cell,
        DateTimeOffset at,
        ReadOnlySpan<PatrolKind> kinds,
        ReadOnlySpan<string> excluding)
    {
        var search = new Search(place, _zone.ToLocal(at), excluding);
        foreach (var walker in WalkersOf(cell, place))
        {
            if (kinds.Contains(walker.Person.Kind))
            {
                search.Try(walker);
            }
        }
        if (search.Best is null)
        {
            foreach (var kind in kinds)
            {
                Sweep(_fromWest.GetValueOrDefault(kind), ref search);
            }
        }
        return search.Best?.Person;
    }

    /// <summary>Looks outwards from the place to west and east, until beats are farther by that alone.</summary>
    private static void Sweep(ReadOnlySpan<Walker> fromWest, ref Search search)
    {
        var (west, east) = (0, fromWest.Length);
        while (west < east)
        {
            var middle = (west + east) / 2;
            (west, east) = fromWest[middle].Middle.X < search.Place.X ? (middle + 1, east) : (west, middle);
        }
        for (var index = east; index < fromWest.Length && search.CanReach(fromWest[index]); index++)
        {
            search.Try(fromWest[index]);
        }
        for (var index = east - 1; index >= 0 && search.CanReach(fromWest[index]); index--)
        {
            search.Try(fromWest[index]);
        }
    }

    // A case may be in a cell that the city has no more: then it is about the land, whoever has that now.
    private ReadOnlySpan<Walker> WalkersOf(CellCode cell, PlanePoint place) =>
        _byCell.TryGetValue(cell, out var known) ? known
        : _grid.Locate(place) is >= 0 and var index ? _byCell.GetValueOrDefault(_grid.CodeOf(index))
        : [];

    private Walker ToWalker(Inspector person)
    {
        var (x, y) = (0.0, 0.0);
        foreach (var cell in person.Beat)
        {
            var box = _grid.BoundsOf(_grid.IndexOf(cell));
            x += (box.MinX + box.MaxX) / 2 / person.Beat.Count;
            y += (box.MinY + box.MaxY) / 2 / person.Beat.Count;
        }
        return new Walker(person, Array.Find(_shifts, known => known.Id == person.Shift), new PlanePoint(x, y));
    }

    /// <summary>A person, the shift or none for always, and the middle of the beat.</summary>
    private sealed record Walker(Inspector Person, Shift? Shift, PlanePoint Middle)
    {
        public bool IsOnDuty(DateTime local) => Shift?.Holds(local) ?? true;
    }

    private ref struct Search(PlanePoint place, DateTime local, ReadOnlySpan<string> excluding)
    {
        private readonly DateTime _local = local;
        private readonly ReadOnlySpan<string> _excluding = excluding;
        private double _distance = double.PositiveInfinity;

        public readonly PlanePoint Place => place;

        public Walker? Best { get; private set; }

        public readonly bool CanReach(Walker walker) => Math.Abs(walker.Middle.X - Place.X) <= _distance;

        public void Try(Walker walker)
        {
            var distance = walker.Middle.DistanceTo(Place);
            var isNearer = Best is null || distance < _distance
                || (distance == _distance && string.CompareOrdinal(walker.Person.Id, Best.Person.Id) < 0);
            if (isNearer && walker.IsOnDuty(_local) && !_excluding.Contains(walker.Person.Id))
            {
                (Best, _distance) = (walker, distance);
            }
        }
    }
}
