using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Evaluation;

namespace GridCity.Simulation.Runs;

/// <summary>
/// Folds the entries of a run as the journal of a live city is folded, so that the indicators of any period of it can be asked
/// for. Some 500 bytes a case.
/// </summary>
public sealed class RunIndicators(City city) : IRunObserver
{
    private readonly Facts _facts = new();
    private readonly List<Closing> _closings = [];
    private long _firstReport = long.MaxValue;
    private long _lastReport = long.MinValue;
    private long _last = long.MinValue;

    /// <inheritdoc/>
    public void OnEntry(in LogEntry entry, Case after)
    {
        _facts.Add(entry.ToHappening());
        _last = entry.At;
        if (entry.Event is CaseReported)
        {
            (_firstReport, _lastReport) = (Math.Min(_firstReport, entry.At), Math.Max(_lastReport, entry.At));
        }
        else if (entry.Event is CaseClosed)
        {
            _closings.Add(new Closing(after.Unit ?? string.Empty, entry.At, after.ReportedAt.ToUnixTimeMilliseconds()));
        }
    }

    /// <summary>The local days from the first report to the last; null when there was none.</summary>
    public Period? Whole() => _firstReport > _lastReport ? null : Period.Days(city.TimeZone, DayOf(_firstReport), DayOf(_lastReport));

    /// <summary>Evaluates a period, as it was known at a moment or, when null, at the end of the run.</summary>
    public IndicatorSheet Make(Period period, DateTimeOffset? asOf = null)
    {
        // What happened at a moment is known after it.
        var known = asOf ?? DateTimeOffset.FromUnixTimeMilliseconds(Math.Max(_last + 1, period.From.ToUnixTimeMilliseconds()));
        var (from, to) = (period.From.ToUnixTimeMilliseconds(), Math.Min(period.To.ToUnixTimeMilliseconds(), known.ToUnixTimeMilliseconds()));
        var hours = _closings.Where(one => one.At >= from && one.At < to).GroupBy(one => one.Unit, StringComparer.Ordinal)
            .ToDictionary(unit => unit.Key, unit => (Count: unit.LongCount(), Sum: unit.Sum(one => (decimal)(one.At - one.Reported))), StringComparer.Ordinal);
        return new IndicatorSheet(
            Scoreboard.Make(city, _facts, period, known),
            Mean(hours.Values.Sum(one => one.Count), hours.Values.Sum(one => one.Sum)),
            hours.ToDictionary(unit => unit.Key, unit => Mean(unit.Value.Count, unit.Value.Sum)!.Value, StringComparer.Ordinal));
    }

    private static double? Mean(long count, decimal milliseconds) => count == 0 ? null : (double)(milliseconds / count) / 3_600_000;

    private DateOnly DayOf(long at) => DateOnly.FromDateTime(
        TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(at), city.TimeZone).DateTime);

    private readonly record struct Closing(string Unit, long At, long Reported);
}

/// <summary>
/// The indicators of a period of a run, and how many hours passed from the report to the closing of the cases that were closed
/// in it, in all and by their last unit.
/// </summary>
public sealed record IndicatorSheet(Scoreboard Board, double? MeanHours, IReadOnlyDictionary<string, double> MeanHoursOfUnits);
