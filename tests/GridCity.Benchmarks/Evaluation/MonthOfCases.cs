using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Rules;
using GridCity.Core.Space;
using Happening = GridCity.Core.Evaluation.Happening;

namespace GridCity.Benchmarks.Evaluation;

/// <summary>
/// A month of whole lives, an hour at a time, so that the journal never lies in memory as a whole: reports of inspectors and of
/// the hotline, looked at, filed, dispatched, some extended, suspended or reworked, closed, and some called back.
/// </summary>
internal sealed class MonthOfCases(City city, int cases, int seed)
{
    private const int Hours = 30 * 24;

    // The last lives end after the month.
    private const int HoursAfter = 15 * 24;

    private readonly Random _random = new(seed);
    private readonly string[] _classes = [.. city.Classes.Keys.Order(StringComparer.Ordinal).Take(60)];
    private readonly string[] _units = [.. city.Units.Keys.Order(StringComparer.Ordinal)];
    private readonly string[] _inspectors = [.. city.Inspectors.Keys.Order(StringComparer.Ordinal)];
    private readonly int[] _numbers = new int[city.Grid.Count];
    private readonly List<(DateTimeOffset At, int Order, CellCode Cell, CaseId Case, CaseEvent Event)>[] _hours =
        [.. Enumerable.Range(0, Hours + HoursAfter).Select(_ => new List<(DateTimeOffset, int, CellCode, CaseId, CaseEvent)>())];

    private readonly Reason _reason = new("rule", "v1", null, null, null, null, null);
    private readonly DateTimeOffset _start = Core.Evaluation.Period.Month(city.TimeZone, 2026, 9).From;
    private long _position;
    private int _order;

    /// <summary>The journal, an hour at a time.</summary>
    public IEnumerable<Happening[]> Lines()
    {
        var told = 0L;
        for (var hour = 0; hour < _hours.Length; hour++)
        {
            for (; hour < Hours && told < (long)cases * (hour + 1) / Hours; told++)
            {
                Live(_start.AddHours(hour).AddMilliseconds(_random.Next(3_600_000)));
            }
            var lines = _hours[hour];
            lines.Sort((left, right) => left.At != right.At ? left.At.CompareTo(right.At) : left.Order.CompareTo(right.Order));
            yield return [.. lines.Select(line => new Happening(++_position, line.At, line.Cell, line.Case, line.Event))];
            _hours[hour] = [];
        }
    }

    private void Live(DateTimeOffset at)
    {
        var index = _random.Next(city.Grid.Count);
        var cell = city.Grid.CodeOf(index);
        var id = new CaseId(cell, ++_numbers[index]);
        var bounds = city.Grid.BoundsOf(index);
        var place = new PlanePoint(
            bounds.MinX + (_random.NextDouble() * (bounds.MaxX - bounds.MinX)),
            bounds.MinY + (_random.NextDouble() * (bounds.MaxY - bounds.MinY)));
        var isHotline = _random.Next(10) == 0;
        // A few classes make most cases.
        var code = _classes[(int)(_classes.Length * Math.Pow(_random.NextDouble(), 3))];
        var report = new Report(code, null, isHotline ? "hotline-12345" : "inspector", city.Plane.Origin, null, "", at, null);
        var inspector = new Actor(Role.Inspector, _inspectors[index * _inspectors.Length / city.Grid.Count]);
        var centre = new Actor(Role.Supervision, "s-" + _random.Next(12));

        Tell(at, new CaseReported(isHotline ? new Actor(Role.Public, "p") : inspector, report, place, default, null));
        if (isHotline)
        {
            Tell(at, new VerificationAsked(Actor.System, inspector.Id, at.AddHours(24)));
            Tell(at, new TaskGiven(Actor.System, inspector.Id, at.AddMinutes(30)));
            at = at.AddMinutes(_random.Next(5, 300));
            Tell(at, new CaseVerified(inspector, Sight.Exists, null));
            at = at.AddMinutes(_random.Next(1, 50));
        }
        Tell(at, new CaseFiled(isHotline ? centre : Actor.System, null));
        at = Handle(at);
        Tell(at, new CaseClosed(centre, null));
        Tell(at, new ReportersTold(Actor.System, default));
        if (isHotline && _random.Next(2) == 0)
        {
            var satisfaction = (Satisfaction)_random.Next(1, 4);
            Tell(at.AddDays(2), new ReporterCalledBack(centre, true, _random.Next(5) > 0, satisfaction, null));
        }

        DateTimeOffset Handle(DateTimeOffset from)
        {
            var unit = new Actor(Role.Unit, _units[_random.Next(_units.Length)]);
            var due = from.AddHours(4 + (20 * _random.Next(3)));
            Tell(from, new CaseDispatched(Actor.System, unit.Id, "4wh", due, _reason, null) { Tier = Tier.Street });
            Tell(from.AddMinutes(20), new CaseAccepted(unit));
            if (_random.Next(70) == 0)
            {
                Tell(from.AddMinutes(30), new ApplicationMade(unit, ApplicationKind.Extension, "", null));
                Tell(from.AddMinutes(40), new ApplicationDecided(centre, ApplicationKind.Extension, true, due += TimeSpan.FromHours(4), null));
            }
            var done = from.AddHours(1 + (30 * Math.Pow(_random.NextDouble(), 3)));
            if (done > due)
            {
                Tell(due, new DuePassed(Actor.System, DueKind.Handling, due));
            }
            for (var isRework = _random.Next(30) == 0; ; isRework = false)
            {
                Tell(done, new CaseFinished(unit, "done", done.AddHours(2)));
                Tell(done, new TaskGiven(Actor.System, inspector.Id, done.AddMinutes(30)));
                Tell(done.AddMinutes(10), new TaskTaken(inspector));
                Tell(done.AddMinutes(_random.Next(20, 130)), new CaseChecked(inspector, isRework ? CheckResult.Fail : CheckResult.Pass, null));
                done = done.AddMinutes(140);
                if (!isRework)
                {
                    return done;
                }
            }
        }

        void Tell(DateTimeOffset when, CaseEvent happened)
        {
            var hour = Math.Min((int)(when - _start).TotalHours, _hours.Length - 1);
            _hours[hour].Add((when, ++_order, cell, id, happened));
        }
    }
}
