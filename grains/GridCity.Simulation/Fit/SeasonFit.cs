namespace GridCity.Simulation.Fit;

/// <summary>
/// Counts of days as a product: a level, a trend, a weight for the weekday and one for the month, found by turns as the
/// likelihood of Poisson counts asks (each factor is the sum of what came over the sum of what the others expect).
/// </summary>
internal sealed class SeasonFit
{
    private const int Rounds = 60;
    private const double DaysPerYear = 365.25;

    private readonly int[] _counts;
    private readonly DateOnly _first;
    private readonly bool[] _isUsed;
    private readonly double[] _weekdays = [1, 1, 1, 1, 1, 1, 1];
    private readonly double[] _months = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1];
    private double _level;
    private double _slope;

    private SeasonFit(int[] counts, DateOnly first, Func<int, bool>? isUsed)
    {
        _counts = counts;
        _first = first;
        _isUsed = [.. counts.Select((_, day) => isUsed is null || isUsed(day))];
        _level = Math.Max(1e-9, Used().Sum(day => counts[day]) / (double)Math.Max(1, Used().Count()));
    }

    /// <summary>How many come on an average day at the last day of the data.</summary>
    public double Level => _level * Math.Exp(_slope * (_counts.Length - 1 - Middle) / DaysPerYear);

    /// <summary>By what share the mean grows in a year; 0 where chance could explain what growth there is.</summary>
    public double Trend => Math.Exp(_slope) - 1;

    /// <summary>Weights of the days from Monday; their mean is 1.</summary>
    public IReadOnlyList<double> Weekdays => _weekdays;

    /// <summary>Weights of the months; their mean over a year's days is 1.</summary>
    public IReadOnlyList<double> Months => _months;

    private double Middle => (_counts.Length - 1) / 2.0;

    /// <summary>Fits counts of days from a first day on; days that are not used are as if they had not been seen.</summary>
    public static SeasonFit Of(int[] counts, DateOnly first, Func<int, bool>? isUsed = null)
    {
        var fit = new SeasonFit(counts, first, isUsed);
        // Months can only be told apart when each was seen; with less than two years they carry the trend.
        var isYears = counts.Length >= 2 * 365;
        for (var round = 0; round < Rounds; round++)
        {
            fit.FitWeekdays();
            if (counts.Length >= 365)
            {
                fit.FitMonths();
            }
            if (isYears)
            {
                fit.FitSlope();
            }
            fit.FitLevel();
        }
        if (Math.Abs(fit._slope) < 2 * fit.SlopeError())
        {
            fit._slope = 0;
            fit.FitLevel();
        }
        return fit;
    }

    /// <summary>How many are expected on a day, by its number from the first.</summary>
    public double Expected(int day)
    {
        var date = _first.AddDays(day);
        return _level * _weekdays[WeekdayOf(date)] * _months[date.Month - 1] * Math.Exp(_slope * (day - Middle) / DaysPerYear);
    }

    private IEnumerable<int> Used() => Enumerable.Range(0, _counts.Length).Where(day => _isUsed[day]);

    private static int WeekdayOf(DateOnly day) => ((int)day.DayOfWeek + 6) % 7;

    private void FitWeekdays() => FitFactor(_weekdays, day => WeekdayOf(_first.AddDays(day)));

    private void FitMonths() => FitFactor(_months, day => _first.AddDays(day).Month - 1);

    private void FitFactor(double[] weights, Func<int, int> groupOf)
    {
        var came = new double[weights.Length];
        var expected = new double[weights.Length];
        foreach (var day in Used())
        {
            var group = groupOf(day);
            came[group] += _counts[day];
            expected[group] += Expected(day);
        }
        for (var group = 0; group < weights.Length; group++)
        {
            // Half a case more on both sides keeps a group that saw nothing from being impossible.
            weights[group] *= (came[group] + 0.5) / (expected[group] + 0.5);
        }
        var mean = weights.Average();
        for (var group = 0; group < weights.Length; group++)
        {
            weights[group] /= mean;
        }
        FitLevel();
    }

    private void FitLevel()
    {
        var (came, expected) = (0.0, 0.0);
        foreach (var day in Used())
        {
            came += _counts[day];
            expected += Expected(day);
        }
        _level *= Math.Max(1e-9, came) / Math.Max(1e-12, expected);
    }

    // One step of Newton for the slope of the logarithm.
    private void FitSlope()
    {
        var (gradient, curvature) = (0.0, 1e-9);
        foreach (var day in Used())
        {
            var time = (day - Middle) / DaysPerYear;
            var expected = Expected(day);
            gradient += time * (_counts[day] - expected);
            curvature += time * time * expected;
        }
        _slope = Math.Clamp(_slope + (gradient / curvature), -1, 1);
    }

    // Counts of weeks vary more than Poisson and hang together, so the error is widened by how much weeks do.
    private double SlopeError()
    {
        var (curvature, dispersion, weeks) = (1e-9, 0.0, 0);
        for (var from = 0; from + 7 <= _counts.Length; from += 7)
        {
            var (came, expected) = (0.0, 0.0);
            if (!_isUsed[from])
            {
                continue;
            }
            for (var day = from; day < from + 7; day++)
            {
                came += _counts[day];
                expected += Expected(day);
            }
            var time = (from + 3 - Middle) / DaysPerYear;
            curvature += time * time * expected;
            dispersion += (came - expected) * (came - expected) / Math.Max(1e-9, expected);
            weeks++;
        }
        return Math.Sqrt(Math.Max(1, weeks == 0 ? 1 : dispersion / weeks) / curvature);
    }
}
