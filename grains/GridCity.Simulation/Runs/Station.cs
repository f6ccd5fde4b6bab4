using GridCity.Core.Space;
using GridCity.Simulation.Engine;

namespace GridCity.Simulation.Runs;

/// <summary>
/// The crews of a unit, or the inspectors of a beat: jobs wait for them, they go there by the shortest way from where they
/// were last, work, and take the next.
/// </summary>
internal sealed class Station
{
    private const long MillisecondsPerHour = 3_600_000;

    private readonly CityRun _run;
    private readonly Crews<Life> _crews = new(0);
    private readonly List<PlanePoint> _free = [];
    private readonly PlanePoint _base;
    private readonly double _hoursPerMetre;
    private long _busy;
    private long _waited;
    private long _jobs;

    /// <summary>A station whose people begin at <paramref name="home"/> and go so many km/h along ways so much longer than a line.</summary>
    public Station(CityRun run, string name, int number, Duty duty, PlanePoint home, double kilometresPerHour, double detour)
    {
        _run = run;
        Name = name;
        Number = number;
        Duty = duty;
        _base = home;
        _hoursPerMetre = detour / (kilometresPerHour * 1_000);
        _crews.SetWorking(duty.CountAt(run.Now));
        ScheduleShiftChange();
    }

    /// <summary>The unit, or the beat.</summary>
    public string Name { get; }

    /// <summary>Its number among the stations of the run.</summary>
    public int Number { get; }

    /// <summary>Who is on duty when.</summary>
    public Duty Duty { get; }

    /// <summary>How many jobs wait.</summary>
    public int Waiting => _crews.Waiting;

    /// <summary>How many are free now.</summary>
    public int Free => _crews.Working - _crews.Busy;

    /// <summary>How long all have been on jobs, in milliseconds.</summary>
    public long Busy => _busy;

    /// <summary>A job comes.</summary>
    public void Add(Life life, int priority, Func<Life, double> hoursOf)
    {
        life.QueuedAt = _run.Now;
        if (_crews.TryBegin(life, priority))
        {
            Begin(life, hoursOf);
        }
    }

    /// <summary>Somebody is free again.</summary>
    public void Finish(Life done, Func<Life, double> hoursOf)
    {
        _free.Add(done.Place);
        if (_crews.TryFinish(out var next))
        {
            Begin(next, hoursOf);
        }
    }

    /// <summary>A shift begins or ends now: whoever comes takes up what waits.</summary>
    public void ChangeShift(Func<Life, double> hoursOf)
    {
        _crews.SetWorking(Duty.CountAt(_run.Now));
        ScheduleShiftChange();
        while (_crews.TryTakeUp(out var next))
        {
            Begin(next, hoursOf);
        }
    }

    /// <summary>How its people fared.</summary>
    public CrewLoad ToLoad()
    {
        var shift = Duty.DoneAt(_run.Now);
        return new CrewLoad(
            Name,
            Duty.Most,
            _jobs,
            _busy / (double)MillisecondsPerHour,
            shift / (double)MillisecondsPerHour,
            _jobs == 0 ? 0 : _waited / (double)MillisecondsPerHour / _jobs,
            _crews.WaitingMost,
            _crews.Waiting);
    }

    // One at a time, so that the queue stays as short as what is under way.
    private void ScheduleShiftChange()
    {
        var next = Duty.NextChange(_run.Now);
        if (next < _run.Until)
        {
            _run.Schedule(next, new Happening(HappeningKind.ShiftChange, this, 0));
        }
    }

    private void Begin(Life life, Func<Life, double> hoursOf)
    {
        var hours = hoursOf(life) + (TakeNearest(life.Place) * _hoursPerMetre);
        var time = Math.Max(1, (long)(hours * MillisecondsPerHour));
        _busy += time;
        _waited += _run.Now - life.QueuedAt;
        _jobs++;
        _run.Schedule(_run.Now + time, new Happening(HappeningKind.Done, life, Number));
    }

    // Who has done nothing yet comes from the base; of the others the nearest goes.
    private double TakeNearest(PlanePoint place)
    {
        var (best, distance) = (-1, _free.Count < _crews.Busy ? _base.DistanceTo(place) : double.PositiveInfinity);
        for (var index = 0; index < _free.Count; index++)
        {
            var candidate = _free[index].DistanceTo(place);
            if (candidate < distance)
            {
                (best, distance) = (index, candidate);
            }
        }
        if (best >= 0)
        {
            _free[best] = _free[^1];
            _free.RemoveAt(_free.Count - 1);
        }
        return distance;
    }
}
