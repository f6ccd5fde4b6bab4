using System.Globalization;
using GridCity.Simulation.Bulletins;
using GridCity.Simulation.Engine;
using GridCity.Simulation.Pages;
using GridCity.Simulation.Runs;

namespace GridCity.Simulation.Reports.Sections;

/// <summary>Figures of one run, or of several with how sure they are.</summary>
internal static class ReportWords
{
    /// <summary>A count or a mean with its interval.</summary>
    public static string Figure(IReadOnlyList<RunResult> runs, Func<RunResult, double> value, int decimals = 0)
    {
        var values = runs.Select(value).Where(double.IsFinite).ToList();
        if (values.Count == 0)
        {
            return Figures.None;
        }
        var estimate = Estimate.Of(values);
        var mean = Figures.Decimal(estimate.Mean, decimals);
        return values.Count == 1 ? mean : $"{mean} ± {Figures.Decimal(estimate.HalfWidth, decimals)}";
    }

    /// <summary>The mean alone, for large figures.</summary>
    public static string Mean(IReadOnlyList<RunResult> runs, Func<RunResult, double> value, int decimals = 0)
    {
        var values = runs.Select(value).Where(double.IsFinite).ToList();
        return values.Count == 0 ? Figures.None : Figures.Decimal(values.Average(), decimals);
    }

    /// <summary>How sure a large figure is, for the small line below it; nothing of a single run.</summary>
    public static Say Spread(IReadOnlyList<RunResult> runs, Func<RunResult, double> value, int decimals = 0) => runs.Count < 2
        ? default
        : (Say)$"± {Figures.Decimal(Estimate.Of([.. runs.Select(value)]).HalfWidth, decimals)} ";

    /// <summary>A share in percent.</summary>
    public static string Percent(IReadOnlyList<RunResult> runs, Func<RunResult, double> share, int decimals = 1) =>
        Figure(runs, run => 100 * share(run), decimals) is var text && text == Figures.None ? text : text + "%";

    /// <summary>How long, in the unit that people would use.</summary>
    public static Say Hours(double hours) => !double.IsFinite(hours) ? Figures.None
        : hours < 1 ? new Say($"{60 * hours:0} min", $"{60 * hours:0}分钟")
        : hours < 48 ? new Say(Number(hours) + " h", Number(hours) + "小时")
        : new Say(Number(hours / 24) + " d", Number(hours / 24) + "天");

    /// <summary>The mean over runs of something that every run has, in words of time.</summary>
    public static Say MeanHours(IReadOnlyList<RunResult> runs, Func<RunResult, double> hours)
    {
        var values = runs.Select(hours).Where(double.IsFinite).ToList();
        return values.Count == 0 ? Figures.None : Hours(values.Average());
    }

    /// <summary>The queues that only grow, of that run of several which has the most of them.</summary>
    public static IEnumerable<Say> Endless(IReadOnlyList<RunResult> runs, CityNames names)
    {
        var loads = runs.Select(run => run.Crews.Append(run.Inspectors).OfType<CrewLoad>().Where(load => load.IsEndless).ToList())
            .MaxBy(loads => loads.Count) ?? [];
        return loads.Select(load => new Say("Warning: ", "注意：") + names.Unit(load.Unit) + (load.Crews == 0
            ? new Say($" has no crew: {load.WaitingAtEnd} cases wait for ever.", $"没有班组，{load.WaitingAtEnd}件将一直等候。")
            : new Say(
                $" has a queue without end: all {load.Crews} worked without a pause, and {load.WaitingAtEnd} cases still wait.",
                $"的积压只增不减：{load.Crews}个班组不停作业，仍有{load.WaitingAtEnd}件等候。")));
    }

    private static string Number(double value) => value.ToString(value < 10 ? "0.0" : "0", CultureInfo.InvariantCulture);
}
