using System.Globalization;
using GridCity.Core.Cities;
using GridCity.Simulation.Demand;
using GridCity.Simulation.Engine;
using GridCity.Simulation.Runs;

namespace GridCity.Simulation.Compare;

/// <summary>One step of a sweep: the value, and the figures of its runs.</summary>
public sealed record SweepStep(
    double Value, Estimate OnTime, Estimate Late, Estimate Hours, bool MeetsTarget, IReadOnlyList<string> Warnings);

/// <summary>What a sweep found: every step, the smallest value that meets the target, and a sentence.</summary>
public sealed record SweepResult(string What, IReadOnlyList<SweepStep> Steps, double? Smallest, string Sentence);

/// <summary>
/// Runs a scenario with one number changed step by step, on the same luck, and finds the smallest that meets a target. A step
/// meets it when the lower end of the interval of the on-time share does: with 19 chances in 20 it is no lucky guess.
/// </summary>
public static class Sweep
{
    private const int StepsMax = 200;

    /// <summary>Reads <c>crews.sanitation=3..10</c>: what is changed, from where to where, by steps of 1 or of <c>:step</c>.</summary>
    /// <exception cref="FormatException">The text is none; the message says what was expected.</exception>
    public static (string What, IReadOnlyList<double> Values) Parse(string text)
    {
        var parts = text.Split('=', 2);
        var range = parts.Length == 2 ? parts[1].Split("..", 2) : [];
        var end = range.Length == 2 ? range[1].Split(':', 2) : [];
        if (end.Length == 0 || !Number(range[0], out var from) || !Number(end[0], out var to) || to < from)
        {
            throw new FormatException($"'{text}' is not a sweep; one such as crews.sanitation=3..10 or demand.*=0.8..1.2:0.1 was expected.");
        }
        var step = 1.0;
        if (end.Length == 2 && (!Number(end[1], out step) || step <= 0))
        {
            throw new FormatException($"'{end[1]}' is not a step; a number above 0 was expected.");
        }
        var count = (int)Math.Min(StepsMax + 1.0, Math.Floor(((to - from) / step) + 1e-9) + 1);
        return count > StepsMax
            ? throw new FormatException($"'{text}' has more than {StepsMax} steps; make the step larger.")
            : (parts[0], [.. Enumerable.Range(0, count).Select(index => Math.Round(from + (index * step), 9))]);

        static bool Number(string part, out double number) =>
            double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && number is >= 0 and <= 1e6;
    }

    /// <summary>
    /// A scenario with one number changed: <c>crews.unit</c> (in the unit's first shift), <c>crews.*</c> (of units that are
    /// not named), <c>crews</c> (of every unit), <c>demand.stream</c> and <c>demand.*</c> (times as many).
    /// </summary>
    /// <exception cref="FormatException">There is nothing of that name.</exception>
    public static Scenario Change(City city, Scenario scenario, string what, double value)
    {
        var parts = what.Split('.', 2);
        var name = parts.Length == 2 ? parts[1] : string.Empty;
        switch (parts[0])
        {
            case "crews" when value != Math.Floor(value):
                throw new FormatException(FormattableString.Invariant($"'{what}' is {value}; there are only whole crews."));
            case "crews" when parts.Length == 1:
                return scenario with
                {
                    Work = scenario.Work with
                    {
                        OtherCrews = First(scenario.Work.OtherCrews, value),
                        Crews = scenario.Work.Crews.ToDictionary(one => one.Key, one => First(one.Value, value), StringComparer.Ordinal),
                    },
                };
            case "crews" when name == "*":
                return scenario with { Work = scenario.Work with { OtherCrews = First(scenario.Work.OtherCrews, value) } };
            case "crews" when city.Units.ContainsKey(name):
                var crews = new Dictionary<string, IReadOnlyList<Manning>>(scenario.Work.Crews, StringComparer.Ordinal)
                {
                    [name] = First(scenario.Work.Crews.GetValueOrDefault(name) ?? scenario.Work.OtherCrews, value),
                };
                return scenario with { Work = scenario.Work with { Crews = crews } };
            case "demand" when name == "*" || scenario.Demand.Any(stream => stream.Name == name):
                return scenario with
                {
                    Demand = [.. scenario.Demand.Select(stream =>
                        name == "*" || stream.Name == name ? stream with { PerDay = stream.PerDay * value } : stream)],
                };
            default:
                throw new FormatException(
                    $"'{what}' names nothing that can be changed: crews (of every unit), crews.* (of units that are not named) or"
                    + $" crews with a unit of {city.Id}, demand.* or demand with one of "
                    + string.Join(", ", scenario.Demand.Select(stream => stream.Name)) + " was expected.");
        }
    }

    /// <summary>Runs every value; <paramref name="target"/> is the share of cases in time, from 0 to 1.</summary>
    public static SweepResult Run(
        City city, Scenario scenario, string what, IReadOnlyList<double> values, double target, SimulationOptions options, CancellationToken stop)
    {
        var steps = new List<SweepStep>();
        foreach (var (index, value) in values.Index())
        {
            var progress = options.Progress;
            var runs = Simulator.Run(city, Change(city, scenario, what, value), options with
            {
                Log = null,
                Checkpoint = options.Checkpoint?.In(value.ToString("0.#########", CultureInfo.InvariantCulture)),
                Progress = progress is null ? null : part => progress((index + part) / values.Count),
            }, stop);
            if (stop.IsCancellationRequested)
            {
                break;
            }
            Estimate Of(Func<RunResult, double> part) => Estimate.Of([.. runs.Select(part)]);
            var onTime = Of(run => run.All.OnTime);
            // One run alone says nothing of chance; then its own figure has to do, and the sentence says so.
            var low = runs.Count > 1 ? onTime.Low : onTime.Mean;
            steps.Add(new SweepStep(
                value, onTime, Of(run => run.All.Late), Of(run => run.All.Handling.Mean), low >= target, RunResult.WorstOf(runs)));
        }
        return ToResult(what, steps, target, options.Replications);
    }

    private static SweepResult ToResult(string what, List<SweepStep> steps, double target, int replications)
    {
        if (steps.Count == 0)
        {
            return new SweepResult(what, steps, null, $"No {what} was tried to the end of its runs.");
        }
        // The smallest from which on all larger ones meet it too, so that no lucky step in between is taken.
        var from = steps.FindLastIndex(step => !step.MeetsTarget) + 1;
        double? smallest = from < steps.Count ? steps[from].Value : null;
        var sure = replications > 1 ? "with 95 % confidence" : "in a single run, which says nothing of chance";
        var sentence = smallest is { } value
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"The smallest {what} of those tried for which {target:P1} of the cases are in time is {value}, {sure}.")
            : string.Create(CultureInfo.InvariantCulture, $"No {what} of those tried has {target:P1} of the cases in time, {sure}.");
        return new SweepResult(what, steps, smallest, sentence);
    }

    private static IReadOnlyList<Manning> First(IReadOnlyList<Manning> mannings, double value)
    {
        var count = (int)Math.Round(value);
        return mannings.Count == 0
            ? [new Manning(new WorkShift("day", TimeSpan.FromHours(8), TimeSpan.FromHours(18), []), count)]
            : [mannings[0] with { Count = count }, .. mannings.Skip(1)];
    }
}
