using System.Globalization;

namespace GridCity.Simulation.Fit;

/// <summary>A case that was closed: the day on which it came, and how many hours it took.</summary>
internal readonly record struct ClosedCase(int Day, double Hours);

/// <summary>
/// What times to close say beside their length: since when they are what they are now, and how much of them is waiting for other
/// cases. Offices speed up and slow down; a time of three years ago says nothing of next year when last year was another.
/// </summary>
internal sealed class HandlingFit
{
    private const int RecentDays = 365;
    private const double DistanceMin = 0.1;
    private const int CasesMin = 200;

    private readonly double _distance;
    private readonly double _quietMedian;
    private readonly double _median;

    private HandlingFit(ArrivalLog log)
    {
        var all = log.Classes.SelectMany(one => one.Closed).ToList();
        var first = log.Days - RecentDays;
        var recent = Sorted(all.Where(one => one.Day >= first));
        var earlier = Sorted(all.Where(one => one.Day < first));
        if (first >= RecentDays && recent.Count >= CasesMin && earlier.Count >= CasesMin)
        {
            _distance = Distance(recent, earlier);
            // Kolmogorov and Smirnov at 1 %: what is below may be chance.
            var chance = 1.63 * Math.Sqrt((recent.Count + earlier.Count) / ((double)recent.Count * earlier.Count));
            FromDay = _distance > Math.Max(DistanceMin, chance) ? first : 0;
        }
        var used = all.FindAll(one => one.Day >= FromDay);
        if (used.Count >= CasesMin)
        {
            var backlog = Backlog(used, log.Days);
            var quiet = Sorted(backlog.Skip(FromDay).Select(count => (double)count))[(log.Days - FromDay) / 4];
            var calm = Sorted(used.Where(one => backlog[one.Day] <= quiet));
            (_quietMedian, _median) = (Middle(calm), Middle(Sorted(used)));
        }
    }

    /// <summary>The day from which on times are learned; 0 is the beginning.</summary>
    public int FromDay { get; }

    /// <summary>Looks at the times of a history.</summary>
    public static HandlingFit Of(ArrivalLog log) => new(log);

    /// <summary>What a reader should know of them.</summary>
    public IEnumerable<string> Notes()
    {
        if (FromDay > 0)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"Times to close have changed: those of the last {RecentDays} days are {_distance:P0} away from those before (Kolmogorov and"
                    + $" Smirnov), so only the last are taken.");
        }
        if (_median > 0 && _quietMedian > _median)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"Waiting for other cases does not explain how long cases take: those that came when few others were open took"
                    + $" {_quietMedian:N0} hours in the middle, all took {_median:N0}.");
        }
        else if (_median > 0)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"Working and waiting: cases that came when few others were open took {_quietMedian:N0} hours in the middle, all took {_median:N0}."
                    + $" What is above is waiting for other cases.");
        }
    }

    private static List<double> Sorted(IEnumerable<ClosedCase> cases) => Sorted(cases.Select(one => one.Hours));

    private static List<double> Sorted(IEnumerable<double> values) => [.. values.Order()];

    private static double Middle(List<double> sorted) => sorted.Count == 0 ? 0 : sorted[sorted.Count / 2];

    // How many of the cases were open on each day.
    internal static int[] Backlog(List<ClosedCase> cases, int days)
    {
        var changes = new int[days + 1];
        foreach (var one in cases)
        {
            changes[one.Day]++;
            changes[Math.Min(days, one.Day + (int)(one.Hours / 24) + 1)]--;
        }
        for (var day = 1; day < changes.Length; day++)
        {
            changes[day] += changes[day - 1];
        }
        return changes;
    }

    private static double Distance(List<double> one, List<double> other)
    {
        var (left, right, most) = (0, 0, 0.0);
        while (left < one.Count && right < other.Count)
        {
            var value = Math.Min(one[left], other[right]);
            while (left < one.Count && one[left] <= value)
            {
                left++;
            }
            while (right < other.Count && other[right] <= value)
            {
                right++;
            }
            most = Math.Max(most, Math.Abs(((double)left / one.Count) - ((double)right / other.Count)));
        }
        return most;
    }
}
