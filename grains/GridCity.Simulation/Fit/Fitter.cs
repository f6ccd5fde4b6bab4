using System.Globalization;
using GridCity.Core.Cities;
using GridCity.Simulation.Demand;
using GridCity.Simulation.Engine;
using GridCity.Simulation.Replay;
using GridCity.Simulation.Runs;

namespace GridCity.Simulation.Fit;

/// <summary>What to learn from a history.</summary>
public sealed record FitOptions
{
    /// <summary>The first day to learn from, in the city's calendar; the history's first if not set.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The day before which to learn; the history's last if not set.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Classes with fewer reports are learned together.</summary>
    public int ReportsMin { get; init; } = 50;

    /// <summary>How many days the scenario runs, from <see cref="Until"/> on.</summary>
    public int Days { get; init; } = 365;

    /// <summary>
    /// Whether times to close are parted into a case's own and waiting for others, so that waiting grows with the load; otherwise
    /// they are repeated as they were.
    /// </summary>
    public bool HasQueues { get; init; }

    /// <summary>How many unpacked bytes the file may have.</summary>
    public long BytesMax { get; init; } = 4L << 30;

    /// <summary>Is told the part of the work that is done, from 0 to 1.</summary>
    public Action<double>? Progress { get; init; }
}

/// <summary>What was learned: a scenario that can be run, and sentences about how it was learned.</summary>
public sealed record FitResult(Scenario Scenario, IReadOnlyList<string> Notes);

/// <summary>
/// Learns from history: arrivals by class, cell and hour of week with trend and over-dispersion, times to close by class,
/// and the shares that were filed, sent back and done again.
/// </summary>
public static class Fitter
{
    // What a scenario file may say: with every check failing no case would ever end.
    private const double ReworkShareMax = 0.95;

    /// <summary>Learns from a file by a mapping file.</summary>
    /// <exception cref="InputException">The mapping or the file cannot be used, or there is too little to learn from.</exception>
    public static FitResult Fit(City city, string file, string mapping, string name, FitOptions options, CancellationToken stop)
    {
        var history = HistoryFile.Open(city, file, mapping, new ReplayOptions { BytesMax = options.BytesMax, Progress = options.Progress }, stop);
        return Fit(city, history, name, options);
    }

    internal static FitResult Fit(City city, HistoryFile history, string name, FitOptions options)
    {
        var log = new ArrivalLog(city, history, options);
        var notes = new List<string>(history.Account.Sentences());
        if (log.Days < 28)
        {
            throw new InputException($"The history has {log.Days} days to learn from; at least four weeks are needed.");
        }
        var groups = log.Classes.Where(one => one.Count >= options.ReportsMin)
            .Select(one => (Name: one.Class, Members: new List<ClassArrivals> { one })).ToList();
        var rare = log.Classes.Where(one => one.Count < options.ReportsMin).ToList();
        if (rare.Count > 0)
        {
            groups.Add(("rare classes", rare));
            notes.Add($"{rare.Count} classes with fewer than {options.ReportsMin} reports were learned together.");
        }
        var handling = HandlingFit.Of(log);
        var fits = groups.ConvertAll(group => new GroupFit(log, group.Name, group.Members));
        var shared = SharedExcess(fits);
        var streams = fits.ConvertAll(fit => fit.ToStream(log, shared));
        notes.AddRange(fits.Select(fit => fit.Note(shared)));
        notes.AddRange(handling.Notes());
        var waiting = options.HasQueues ? new WaitingFit(city, log, handling.FromDay) : null;
        notes.AddRange(waiting?.Notes() ?? ["Waiting for other cases is repeated as it was, and does not grow with the load."]);
        notes.AddRange(RateNotes(log, history));
        notes.Add("Times to close are those of cases that were closed; what is still open would make them longer.");
        var scenario = new Scenario
        {
            Name = name,
            Description = $"Learned from {log.Count} reports of {log.First:yyyy-MM-dd} to {log.Last:yyyy-MM-dd}.",
            From = log.Last.AddDays(1),
            Days = options.Days,
            WarmUpDays = 28,
            Demand = streams,
            WeekExcess = shared,
            Work = WithRates(WorkOf(city, log, handling, waiting, fits), log, history),
        };
        return new FitResult(scenario, notes);
    }

    private static WorkModel WithRates(WorkModel work, ArrivalLog log, HistoryFile history) => work with
    {
        // History does not say why a report was not filed: that nothing was there is in the same share.
        MissingShare = 0,
        OutsideShare = Math.Round(log.RejectedShare, 4),
        ReturnShare = history.Handled?.Returns is null ? work.ReturnShare : Math.Round(log.ReturnedShare, 4),
        ReworkShare = history.Handled?.Reworks is null ? work.ReworkShare : Math.Round(Math.Min(log.ReworkShare, ReworkShareMax), 4),
    };

    private static IEnumerable<string> RateNotes(ArrivalLog log, HistoryFile history)
    {
        yield return history.Handled?.End is null
            ? "The mapping does not say which reports were not filed ('handled: end'): all are taken to have been."
            : string.Create(CultureInfo.InvariantCulture, $"{log.FiledShare:P1} of the reports were filed.");
        if (log.HasTrustedRejections)
        {
            yield return "Some that were not came by channels that this city trusts: there a simulation files every report.";
        }
        foreach (var (rule, word, share, what) in new[]
        {
            (history.Handled?.Returns, "returns", log.ReturnedShare, "of the cases were sent back by a unit"),
            (history.Handled?.Reworks, "reworks", log.ReworkShare, "of the checks asked for rework"),
        })
        {
            yield return rule is null
                ? $"The mapping does not say where the file has {word} ('handled: {word}'): the share given is that of published figures."
                : string.Create(CultureInfo.InvariantCulture, $"{share:P1} {what}.");
        }
    }

    /// <summary>
    /// How much all classes together vary from week to week more than each by itself explains: weather and holidays move
    /// them all.
    /// </summary>
    private static double SharedExcess(List<GroupFit> fits)
    {
        var (above, products) = (0.0, 0.0);
        for (var week = 0; week < fits[0].Weeks.Length; week++)
        {
            var came = fits.Sum(fit => (double)fit.Weeks[week].Came);
            var expected = fits.Sum(fit => fit.Weeks[week].Expected);
            above += ((came - expected) * (came - expected)) - expected
                - fits.Sum(fit => fit.WeekExcess * fit.Weeks[week].Expected * fit.Weeks[week].Expected);
            products += (expected * expected) - fits.Sum(fit => fit.Weeks[week].Expected * fit.Weeks[week].Expected);
        }
        return fits.Count < 2 || products <= 0
            ? 0
            : Math.Clamp(above / products, 0, fits.Max(fit => fit.WeekExcess));
    }

    // History tells how long a case took in all, not how long a crew worked: the time is put before a short job of a crew,
    // and there are crews enough, so that modelled handling repeats the past as long as nothing is changed.
    private static WorkModel WorkOf(City city, ArrivalLog log, HandlingFit handling, WaitingFit? waiting, List<GroupFit> fits)
    {
        const double jobHours = 0.25;
        var services = new List<ServiceRule>();
        var all = new List<double>();
        foreach (var one in log.Classes)
        {
            var hours = one.Closed.Where(closed => closed.Day >= handling.FromDay).Select(closed => closed.Hours).ToList();
            all.AddRange(hours);
            if (waiting?.TimesOf(one, handling.FromDay) is { } times)
            {
                services.Add(new ServiceRule([one.Class], [], new Constant(Math.Round(times.Work, 3)), Quantiles(times.Alone, 50)));
            }
            else if (hours.Count >= 20)
            {
                services.Add(new ServiceRule([one.Class], [], new Constant(jobHours), Quantiles(hours, 50)));
            }
        }
        services.Add(new ServiceRule([], [], new Constant(jobHours), all.Count == 0 ? null : Quantiles(all, 20)));
        var perDay = fits.Sum(fit => fit.Level);
        var instant = new Constant(0);
        var anyTime = new WorkShift("any time", TimeSpan.Zero, TimeSpan.FromDays(1), []);
        return new WorkModel
        {
            Services = services,
            Crews = waiting?.Crews(anyTime) ?? new Dictionary<string, IReadOnlyList<Manning>>(),
            OtherCrews = [new Manning(anyTime, Math.Max(4, (int)Math.Ceiling(perDay)))],
            InspectorShifts = city.Inspectors.Values.Select(one => one.Shift).Append("day").Distinct(StringComparer.Ordinal)
                .ToDictionary(shift => shift, _ => anyTime, StringComparer.Ordinal),
            Acceptance = instant,
            ClosingDesk = instant,
            FilingDesk = instant,
            DispatchDesk = instant,
            CrewSpeed = 25,
        };
    }

    private static Empirical Quantiles(List<double> hours, int steps) => Quantiles(new Empirical(hours), steps);

    private static Empirical Quantiles(Empirical sorted, int steps) =>
        new(Enumerable.Range(0, steps + 1).Select(step => Math.Round(sorted.Quantile((double)step / steps), 3)));
}
