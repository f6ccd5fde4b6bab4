using System.Buffers;
using System.Text.Json;
using GridCity.Core.Cities;
using GridCity.Simulation.Demand;
using GridCity.Simulation.Engine;

namespace GridCity.Simulation.Runs;

/// <summary>How simulations are run.</summary>
public sealed record SimulationOptions
{
    /// <summary>The seed of the first replication; the others' follow from it.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>How many replications.</summary>
    public int Replications { get; init; } = 1;

    /// <summary>On how many threads; the results do not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Is told the part of the work that is done, from 0 to 1, from any thread.</summary>
    public Action<double>? Progress { get; init; }

    /// <summary>Where the log of the first replication goes, or nowhere.</summary>
    public Stream? Log { get; init; }

    /// <summary>Others who are told of every entry of the first replication.</summary>
    public IReadOnlyList<IRunObserver> Observers { get; init; } = [];

    /// <summary>Where runs that have ended are kept and found again, or null.</summary>
    public Checkpoint? Checkpoint { get; init; }

    /// <summary>
    /// Runs a replication that nobody watches on another machine, by its seed, and gives what <see cref="Simulator.RunPart"/>
    /// made of it there; null when it could not, and it is run here. It is called from as many threads as there are.
    /// </summary>
    public Func<ulong, CancellationToken, byte[]?>? Elsewhere { get; init; }

    /// <summary>Who watches a replication.</summary>
    internal RunWatchers WatchersOf(int index) => index == 0 ? new RunWatchers(Log, Observers) : RunWatchers.None;
}

/// <summary>Runs scenarios in a city.</summary>
public static class Simulator
{
    /// <summary>
    /// Runs the replications of a scenario. When asked to stop, those that are done, and what the others have come to, are
    /// returned; these say that they are partial.
    /// </summary>
    public static IReadOnlyList<RunResult> Run(City city, Scenario scenario, SimulationOptions options, CancellationToken stop)
    {
        var done = new double[options.Replications];
        return Replications.Run(
            options.Seed,
            options.Replications,
            options.Threads,
            (index, seed) => RunOrRecall(city, scenario, options, index, seed, part => Tell(options, done, index, part), stop),
            null,
            stop);
    }

    /// <summary>Runs one replication for another machine: its result as JSON, every figure as it was, or null when it was stopped.</summary>
    public static byte[]? RunPart(City city, Scenario scenario, ulong seed, CancellationToken stop)
    {
        var result = RunOne(city, scenario, seed, RunWatchers.None, keepsFates: false, _ => { }, stop);
        if (result.IsPartial)
        {
            return null;
        }
        var written = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(written))
        {
            RunResultJson.Write(json, result);
        }
        return written.WrittenSpan.ToArray();
    }

    /// <summary>The moment from which on a scenario is counted.</summary>
    public static DateTimeOffset FirstMoment(City city, Scenario scenario) =>
        DateTimeOffset.FromUnixTimeMilliseconds(ToInstant(city, scenario.From));

    /// <summary>Runs a scenario once.</summary>
    internal static RunResult RunOne(
        City city, Scenario scenario, ulong seed, RunWatchers watchers, bool keepsFates, Action<double> progress, CancellationToken stop)
    {
        var first = scenario.From.AddDays(-scenario.WarmUpDays);
        var until = scenario.From.AddDays(scenario.Days);
        var (from, end) = (ToInstant(city, first), ToInstant(city, until));
        var streams = new Streams(seed);
        var run = new CityRun(city, new RunPlan
        {
            Source = new DemandSource(city, scenario, streams, first, until),
            Handling = new ModelledHandling(scenario.Work),
            Streams = streams,
            From = from,
            CountFrom = ToInstant(city, scenario.From),
            Until = end,
            KeepsFates = keepsFates,
            Log = watchers.Log,
            Observers = watchers.Observers,
            Progress = now => progress((double)(now - from) / (end - from)),
        });
        var result = run.Run(stop);
        progress(1);
        return result;
    }

    // Whoever watches a run has to see it: it is run again also where its result is known.
    private static RunResult RunOrRecall(
        City city, Scenario scenario, SimulationOptions options, int index, ulong seed, Action<double> progress, CancellationToken stop)
    {
        var (name, watchers) = ($"run {index}", options.WatchersOf(index));
        if (watchers.IsNobody && options.Checkpoint?.Find(name) is { } known)
        {
            progress(1);
            return RunResultJson.Read(known);
        }
        var result = (watchers.IsNobody ? RunElsewhere(options, seed, progress, stop) : null)
            ?? RunOne(city, scenario, seed, watchers, keepsFates: false, progress, stop);
        if (!result.IsPartial && options.Checkpoint?.Find(name) is null)
        {
            options.Checkpoint?.Add(name, to => RunResultJson.Write(to, result));
        }
        return result;
    }

    private static RunResult? RunElsewhere(SimulationOptions options, ulong seed, Action<double> progress, CancellationToken stop)
    {
        if (options.Elsewhere?.Invoke(seed, stop) is not { } written)
        {
            return null;
        }
        using var json = JsonDocument.Parse(written);
        progress(1);
        return RunResultJson.Read(json.RootElement);
    }

    private static void Tell(SimulationOptions options, double[] done, int index, double part)
    {
        done[index] = part;
        options.Progress?.Invoke(done.Sum() / done.Length);
    }

    private static long ToInstant(City city, DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        while (city.TimeZone.IsInvalidTime(local))
        {
            local = local.AddMinutes(30);
        }
        return new DateTimeOffset(local, city.TimeZone.GetUtcOffset(local)).ToUnixTimeMilliseconds();
    }
}

/// <summary>Who watches a run: where its log goes, and who else is told of every entry.</summary>
internal sealed record RunWatchers(Stream? Log, IReadOnlyList<IRunObserver> Observers)
{
    /// <summary>Nobody.</summary>
    public static RunWatchers None { get; } = new(null, []);

    /// <summary>Whether nobody watches.</summary>
    public bool IsNobody => Log is null && Observers.Count == 0;
}
