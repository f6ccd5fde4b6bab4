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
    private readonly Dictionary<int, Walker[]> _byCell;

    public Roster(
        IEnumerable<Inspector> people, IReadOnlyDictionary<string, Shift> shifts, Grid grid, TimeZoneInfo zone)
    {
        _zone = new ZoneTime(zone);
        _grid = grid;
        _shifts = [.. shifts.Values.OrderBy(shift => shift.Id, StringComparer.Ordinal)];
        _byId = [.. people.OrderBy(one => one.Id, StringComparer.Ordinal).Select(ToWalker)];
        _fromWest = _byId.Where(walker => walker.Person.Beat.Count > 0).GroupBy(walker => walker.Person.Kind)
            .ToDictionary(kind => kind.Key, kind => kind.OrderBy(walker => walker.Middle.X).ToArray());
        _byCell = _byId.SelectMany(walker => walker.Person.Beat, (walker, cell) => (Cell: grid.IndexOf(cell), walker))
            .GroupBy(pair => pair.Cell, pair => pair.walker)
            .ToDictionary(cell => cell.Key, cell => cell.ToArray());
    }

    public IReadOnlyList<Inspector> OnDuty(DateTimeOffset at)
    {
        var holds = Holding(at);
        return [.. _byId.Where(walker => holds[walker.Shift + 1]).Select(walker => walker.Person)];
    }

    public Inspector? Nearest(
        PlanePoint place,
        DateTimeOffset at,
        IReadOnlyCollection<PatrolKind> kinds,
        IReadOnlyCollection<string> excluding)
    {
        var search = new Search(place, Holding(at), excluding);
        var cell = _grid.Locate(place);
        foreach (var walker in cell < 0 ? [] : _byCell.GetValueOrDefault(cell) ?? [])
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
                Sweep(_fromWest.GetValueOrDefault(kind) ?? [], search);
            }
        }
        return search.Best?.Person;
    }

    /// <summary>Looks outwards from the place to west and east, until beats are farther by that alone.</summary>
    private static void Sweep(Walker[] fromWest, Search search)
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

    /// <summary>Which shifts hold a moment, from the second on; the first is for those who have none.</summary>
    private bool[] Holding(DateTimeOffset at)
    {
        var local = _zone.ToLocal(at);
        var holds = new bool[_shifts.Length + 1];
        holds[0] = true;
        for (var shift = 0; shift < _shifts.Length; shift++)
        {
            holds[shift + 1] = _shifts[shift].Holds(local);
        }
        return holds;
    }

    private Walker ToWalker(Inspector person)
    {
        var (x, y) = (0.0, 0.0);
        foreach (var cell in person.Beat)
        {
            var box = _grid.BoundsOf(_grid.IndexOf(cell));
            x += (box.MinX + box.MaxX) / 2 / person.Beat.Count;
            y += (box.MinY + box.MaxY) / 2 / person.Beat.Count;
        }
        var shift = Array.FindIndex(_shifts, known => known.Id == person.Shift);
        return new Walker(person, shift, new PlanePoint(x, y));
    }

    /// <summary>A person, the index of the shift or -1 for always, and the middle of the beat.</summary>
    private sealed record Walker(Inspector Person, int Shift, PlanePoint Middle);

    private sealed class Search(PlanePoint place, bool[] holds, IReadOnlyCollection<string> excluding)
    {
        private double _distance = double.PositiveInfinity;

        public PlanePoint Place => place;

        public Walker? Best { get; private set; }

        public bool CanReach(Walker walker) => Math.Abs(walker.Middle.X - place.X) <= _distance;

        public void Try(Walker walker)
        {
            if (!holds[walker.Shift + 1] || excluding.Contains(walker.Person.Id))
            {
                return;
            }
            var distance = walker.Middle.DistanceTo(place);
            if (Best is null || distance < _distance
                || (distance == _distance && string.CompareOrdinal(walker.Person.Id, Best.Person.Id) < 0))
            {
                (Best, _distance) = (walker, distance);
            }
        }
    }
}
