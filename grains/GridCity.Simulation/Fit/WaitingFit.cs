using System.Globalization;
using GridCity.Core.Cities;
using GridCity.Core.Rules;
using GridCity.Core.Space;
using GridCity.Simulation.Engine;
using GridCity.Simulation.Runs;

namespace GridCity.Simulation.Fit;

/// <summary>
/// Parts times to close into what a case takes by itself and what it waits for others, by a queue model. Two things are assumed.
/// Cases that came on the quarter of the days with the fewest others open found a free crew, so that their times are those of the
/// case itself. And a unit takes its cases in the order in which they come, as many a day as make the cases of the history wait
/// as much longer on average as they did; where that is not how an office works, the modelled times are wrong.
/// </summary>
internal sealed class WaitingFit
{
    private const int CasesMin = 200;
    private const int ClassCasesMin = 20;
    private const double HoursPerDay = 24;
    private const double Kept = 0.95;

    private readonly Dictionary<string, UnitQueue> _units = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _unitOf = new(StringComparer.Ordinal);

    /// <summary>Looks at the times of a history from a day on.</summary>
    public WaitingFit(City city, ArrivalLog log, int fromDay)
    {
        foreach (var one in log.Classes)
        {
            _unitOf[one.Class] = UnitOf(city, log, one);
        }
        foreach (var unit in log.Classes.GroupBy(one => _unitOf[one.Class], StringComparer.Ordinal))
        {
            var cases = unit.SelectMany(one => one.Closed).Where(one => one.Day >= fromDay).ToList();
            if (unit.Key.Length > 0 && cases.Count >= CasesMin)
            {
                _units.Add(unit.Key, UnitQueue.Of(cases, fromDay, log.Days));
            }
        }
    }

    /// <summary>The crews of the units whose waiting is known.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Manning>> Crews(WorkShift shift) => _units.ToDictionary(
        unit => unit.Key, unit => (IReadOnlyList<Manning>)[new Manning(shift, unit.Value.Crews)], StringComparer.Ordinal);

    /// <summary>How long a case of a class takes by itself and how much of it is a crew's work, or null where waiting is not known.</summary>
    public (Empirical Alone, double Work)? TimesOf(ClassArrivals one, int fromDay)
    {
        if (!_units.TryGetValue(_unitOf[one.Class], out var queue))
        {
            return null;
        }
        var calm = one.Closed.Where(closed => closed.Day >= fromDay && queue.IsCalm(closed.Day)).Select(closed => closed.Hours).ToList();
        var hours = calm.Count >= ClassCasesMin ? calm : queue.CalmHours;
        return (new Empirical(hours.Select(time => Math.Max(0, time - queue.WorkHours))), queue.WorkHours);
    }

    /// <summary>What a reader should know.</summary>
    public IEnumerable<string> Notes() => _units.OrderBy(unit => unit.Key, StringComparer.Ordinal).Select(unit => string.Create(
        CultureInfo.InvariantCulture,
        $"Unit {unit.Key}: a case takes {unit.Value.AloneHours:N0} hours by itself on average and waits {unit.Value.WaitHours:N0} for others;"
            + $" by the queue model it can do {unit.Value.PerDay:N1} cases a day ({unit.Value.Load:P0} of that came)."));

    // Which unit a class goes to is asked for the last day in the cell that has most of its cases: rules by place are not seen.
    private static string UnitOf(City city, ArrivalLog log, ClassArrivals one)
    {
        var cell = one.Cells.MaxBy(count => (count.Value, -count.Key)).Key;
        var box = city.Grid.BoundsOf(cell);
        var place = new PlanePoint((box.MinX + box.MaxX) / 2, (box.MinY + box.MaxY) / 2);
        var at = new DateTimeOffset(log.Last.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero);
        var channel = one.Channels.MaxBy(count => count.Value).Key;
        return city.Rules.Route(new RoutingQuestion(one.Class, channel, city.Grid.CodeOf(cell), cell, place, at))?.Unit ?? string.Empty;
    }

    /// <summary>The queue of a unit: which days were calm, and how many cases it can do a day.</summary>
    private sealed class UnitQueue
    {
        private readonly bool[] _isCalm;

        private UnitQueue(bool[] isCalm, List<double> calmHours) => (_isCalm, CalmHours) = (isCalm, calmHours);

        public List<double> CalmHours { get; }

        public double AloneHours { get; private init; }

        public double WaitHours { get; private init; }

        public double PerDay { get; private init; }

        public double Load { get; private init; }

        public int Crews => Math.Max(1, (int)Math.Ceiling(PerDay / HoursPerDay));

        public double WorkHours => HoursPerDay * Crews / PerDay;

        public bool IsCalm(int day) => _isCalm[day];

        public static UnitQueue Of(List<ClosedCase> cases, int fromDay, int days)
        {
            var open = HandlingFit.Backlog(cases, days);
            var quiet = open.Skip(fromDay).Take(days - fromDay).Order().ElementAt((days - fromDay) / 4);
            var isCalm = Array.ConvertAll(open, count => count <= quiet);
            // A few cases that lay for years would be all that a mean tells of.
            var most = cases.Select(one => one.Hours).Order().ElementAt((int)(Kept * (cases.Count - 1)));
            var calm = cases.Where(one => isCalm[one.Day]).ToList();
            var alone = calm.Where(one => one.Hours <= most).Average(one => one.Hours);
            var wait = Math.Max(0, cases.Where(one => one.Hours <= most).Average(one => one.Hours) - alone);
            var came = new double[days - fromDay];
            cases.ForEach(one => came[one.Day - fromDay]++);
            var perDay = PerDayOf(came, wait / HoursPerDay);
            return new UnitQueue(isCalm, [.. calm.Select(one => one.Hours)])
            {
                AloneHours = alone,
                WaitHours = wait,
                PerDay = perDay,
                Load = came.Average() / perDay,
            };
        }

        // The fewer a unit can do a day, the longer its cases wait; halved into until they wait as long as they did.
        private static double PerDayOf(double[] came, double waitDays)
        {
            var (low, high) = (came.Average(), came.Max());
            for (var round = 0; round < 60; round++)
            {
                var middle = (low + high) / 2;
                (low, high) = Wait(came, middle) > waitDays ? (middle, high) : (low, middle);
            }
            return high;
        }

        private static double Wait(double[] came, double perDay)
        {
            var (open, waited) = (0.0, 0.0);
            foreach (var count in came)
            {
                // Who comes in the middle of a day's cases waits for those before and for half of the day's own.
                waited += count * ((open + (Math.Max(0, count - 1) / 2)) / perDay);
                open = Math.Max(0, open + count - perDay);
            }
            return waited / came.Sum();
        }
    }
}
