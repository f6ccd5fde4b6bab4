using GridCity.Core.Cities;
using GridCity.Core.Space;

namespace GridCity.Simulation.Runs;

/// <summary>A problem that lies somewhere and waits to be seen.</summary>
internal sealed record HiddenProblem(PlannedReport Report, int Cell, int Post, long Walked, long GoneAt);

/// <summary>
/// All inspectors of a city, grouped by the beat that they share: whoever of them is on duty verifies, checks, and walks.
/// </summary>
internal sealed class InspectorForce
{
    private readonly CityRun _run;
    private readonly WorkModel _model;
    private readonly List<Station> _stations;
    private readonly List<Station> _posts = [];
    private readonly List<Patrol> _patrols = [];
    private readonly int[][] _postsOfCell;

    public InspectorForce(CityRun run, WorkModel model, List<Station> stations, Dictionary<string, Duty> duties)
    {
        _run = run;
        _model = model;
        _stations = stations;
        var ofCell = new List<int>?[run.City.Grid.Count];
        var phases = run.Streams.Numbered("patrol");
        var beats = run.City.Inspectors.Values.OrderBy(one => one.Id, StringComparer.Ordinal)
            .GroupBy(one => string.Join(' ', one.Beat.Order()), StringComparer.Ordinal);
        foreach (var beat in beats)
        {
            var first = beat.First();
            var station = new Station(
                run, first.Id, stations.Count, DutyOf(beat, duties), Middle(run.City, first.Beat), model.WalkSpeed, model.Detour);
            stations.Add(station);
            var patrol = new Patrol(run.City, station, first.Beat, model.PatrolSpeed, phases.Of(_posts.Count).NextInt64(1L << 40));
            foreach (var cell in first.Beat.Select(run.City.Grid.IndexOf).Where(cell => cell >= 0).Distinct())
            {
                (ofCell[cell] ??= []).Add(_posts.Count);
            }
            _posts.Add(station);
            _patrols.Add(patrol);
        }
        _postsOfCell = [.. ofCell.Select(posts => posts?.ToArray() ?? [])];
        NeedSomebody();
    }

    /// <summary>How many problems were gone before anybody saw them.</summary>
    public long Gone { get; private set; }

    /// <summary>The post that takes a task in a cell: of those who walk it the one with most people free, then fewest tasks.</summary>
    public Station For(int cell)
    {
        var best = _posts[_postsOfCell[cell] is [var first, ..] ? first : cell % _posts.Count];
        foreach (var post in _postsOfCell[cell].AsSpan(Math.Min(1, _postsOfCell[cell].Length)))
        {
            var candidate = _posts[post];
            if (candidate.Free > best.Free || (candidate.Free == best.Free && candidate.Waiting < best.Waiting))
            {
                best = candidate;
            }
        }
        return best;
    }

    /// <summary>A problem lies there from now on; schedules that somebody who passes sees it.</summary>
    public void Hide(PlannedReport problem, CaseLuck luck)
    {
        var city = _run.City;
        var point = new GeoPoint(problem.Draft.Longitude, problem.Draft.Latitude);
        var cell = city.Grid.Locate(city.Plane.ToPlane(point));
        if (cell < 0 || _postsOfCell[cell].Length == 0)
        {
            Gone++;
            return;
        }
        // How often somebody passes without seeing it.
        var passes = 0;
        while (passes < 8 && !luck.IsSo(Concern.Pass, problem.Ordinal, passes, _model.SeeShare))
        {
            passes++;
        }
        var lifetime = luck.Draw(Concern.Lifetime, problem.Ordinal, 0, _model.Lifetime);
        var post = _postsOfCell[cell][0];
        var walked = _patrols[post].NextPass(cell, _run.Now, passes);
        Look(new HiddenProblem(problem, cell, post, walked, _run.Now + (long)(lifetime * 3_600_000)));
    }

    /// <summary>
    /// Whether those who were to pass a problem now are there: then it is reported; if tasks have held them up it is looked
    /// for later.
    /// </summary>
    public PlannedReport? Find(HiddenProblem problem)
    {
        if (_patrols[problem.Post].WalkedAt(_run.Now) >= problem.Walked)
        {
            return problem.Report;
        }
        Look(problem);
        return null;
    }

    /// <summary>How the inspectors fared, all together; walking is what is left.</summary>
    public CrewLoad ToLoad()
    {
        var loads = _posts.ConvertAll(post => post.ToLoad());
        var jobs = loads.Sum(load => load.Jobs);
        return new CrewLoad(
            "inspectors",
            loads.Sum(load => load.Crews),
            jobs,
            loads.Sum(load => load.BusyHours),
            loads.Sum(load => load.ShiftHours),
            jobs == 0 ? 0 : loads.Sum(load => load.MeanWaitHours * load.Jobs) / jobs,
            loads.Count == 0 ? 0 : loads.Max(load => load.WaitingMost),
            loads.Sum(load => load.WaitingAtEnd));
    }

    private void Look(HiddenProblem problem)
    {
        var at = _patrols[problem.Post].TimeOf(problem.Walked);
        if (at >= problem.GoneAt || at >= _run.Until)
        {
            // What lies there at the end of the run may still be found.
            Gone += problem.GoneAt < _run.Until ? 1 : 0;
            return;
        }
        _run.Schedule(Math.Max(at, _run.Now + 1), new Happening(HappeningKind.Found, problem, 0));
    }

    private Duty DutyOf(IEnumerable<Inspector> inspectors, Dictionary<string, Duty> duties)
    {
        var mannings = inspectors.GroupBy(one => one.Shift, StringComparer.Ordinal)
            .OrderBy(shift => shift.Key, StringComparer.Ordinal)
            .Select(shift => new Manning(ShiftOf(shift.Key), shift.Count())).ToList();
        var key = Duty.KeyOf(mannings);
        if (!duties.TryGetValue(key, out var duty))
        {
            duties.Add(key, duty = Duty.Of(mannings, _run.City.TimeZone, _run.From, _run.Until));
        }
        return duty;
    }

    private WorkShift ShiftOf(string name) => _model.InspectorShifts.GetValueOrDefault(name)
        ?? _model.InspectorShifts.GetValueOrDefault("day")
        ?? new WorkShift(name, TimeSpan.FromHours(8), TimeSpan.FromHours(18), []);

    // A city without inspectors still has somebody who looks, or no report would ever be verified.
    private void NeedSomebody()
    {
        if (_posts.Count > 0)
        {
            return;
        }
        var duty = Duty.Of([new Manning(ShiftOf("day"), 20)], _run.City.TimeZone, _run.From, _run.Until);
        var bounds = _run.City.Grid.Bounds;
        var middle = new PlanePoint((bounds.MinX + bounds.MaxX) / 2, (bounds.MinY + bounds.MaxY) / 2);
        _posts.Add(new Station(_run, "office", _stations.Count, duty, middle, _model.CrewSpeed, _model.Detour));
        _stations.Add(_posts[0]);
    }

    private static PlanePoint Middle(City city, IReadOnlyList<CellCode> beat)
    {
        var boxes = beat.Select(city.Grid.IndexOf).Where(cell => cell >= 0).Select(city.Grid.BoundsOf).ToList();
        return boxes.Count == 0
            ? default
            : new PlanePoint(boxes.Average(box => (box.MinX + box.MaxX) / 2), boxes.Average(box => (box.MinY + box.MaxY) / 2));
    }
}
