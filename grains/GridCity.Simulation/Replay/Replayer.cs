using GridCity.Core.Cities;
using GridCity.Simulation.Engine;
using GridCity.Simulation.Runs;

namespace GridCity.Simulation.Replay;

/// <summary>Who handles the cases of a replay.</summary>
public enum HandlingKind
{
    /// <summary>History's own times.</summary>
    Recorded = 1,

    /// <summary>Modelled inspectors and crews.</summary>
    Modelled = 2,
}

/// <summary>How a history is replayed.</summary>
public sealed record ReplayOptions
{
    /// <summary>Who handles the cases.</summary>
    public HandlingKind Handling { get; init; } = HandlingKind.Recorded;

    /// <summary>How people work, where they are modelled.</summary>
    public WorkModel Work { get; init; } = new();

    /// <summary>The seed of modelled luck.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>How many unpacked bytes the file may have.</summary>
    public long BytesMax { get; init; } = SourceFile.DefaultBytesMax;

    /// <summary>Reports before this moment are left out.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Reports from this moment on are left out.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>How long a modelled run goes on after the last report, so that what is under way can end.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromDays(60);

    /// <summary>Where the log goes, or nowhere.</summary>
    public Stream? Log { get; init; }

    /// <summary>Is told the part of the work that is done, from 0 to 1.</summary>
    public Action<double>? Progress { get; init; }

    /// <summary>Others who are told of every entry.</summary>
    public IReadOnlyList<IRunObserver> Observers { get; init; } = [];

    /// <summary>Makes more of them once the file is read and the first moment and the end of the replay are known.</summary>
    public Func<DateTimeOffset, DateTimeOffset, IReadOnlyList<IRunObserver>>? Watch { get; init; }
}

/// <summary>
/// What a replay came to: the run, what was found in the file, and how long history took to close, in hours.
/// </summary>
public sealed record ReplayResult(RunResult Run, HistoryAccount Account, TimeHistogram RecordedClosing);

/// <summary>Replays histories in a city.</summary>
public static class Replayer
{
    /// <summary>Replays a file by a mapping file.</summary>
    /// <exception cref="InputException">The mapping is none, or does not fit the file or the city.</exception>
    /// <exception cref="OperationCanceledException">It was stopped while the file was still being read.</exception>
    public static ReplayResult Run(City city, string file, string mappingFile, ReplayOptions options, CancellationToken stop)
    {
        return Run(city, file, MappingReader.ReadFile(mappingFile), options, stop);
    }

    /// <summary>Replays a file by a mapping that is no file, as somebody sent it.</summary>
    /// <exception cref="InputException">The mapping is none, or does not fit the file or the city.</exception>
    /// <exception cref="SourceException">The file cannot be read to its end.</exception>
    /// <exception cref="OperationCanceledException">It was stopped while the file was still being read.</exception>
    public static ReplayResult RunBy(string mapping, City city, string file, ReplayOptions options, CancellationToken stop) =>
        Run(city, file, Read(mapping), options, stop);

    /// <summary>Checks a mapping before a file is read by it.</summary>
    /// <exception cref="InputException">It is none; the message lists every fault by its line.</exception>
    public static void Check(string mapping) => Read(mapping);

    private static Mapping Read(string mapping)
    {
        using var text = new StringReader(mapping);
        return MappingReader.Read(text, "mapping");
    }

    private static ReplayResult Run(City city, string file, Mapping mapping, ReplayOptions options, CancellationToken stop)
    {
        var (table, account) = HistoryReader.Read(
            file, mapping, city, options.BytesMax, options.Progress is null ? null : part => options.Progress(part * 0.3), stop);
        return Run(city, table, account, options, stop);
    }

    internal static ReplayResult Run(City city, HistoryTable table, HistoryAccount account, ReplayOptions options, CancellationToken stop)
    {
        var recorded = options.Handling == HandlingKind.Recorded;
        var from = Math.Max(table.First, options.From?.ToUnixTimeMilliseconds() ?? long.MinValue);
        var before = options.Until?.ToUnixTimeMilliseconds() ?? long.MaxValue;
        // Only reports are left out: what history knows of the handling of the others is replayed to its end.
        var last = table.LastOf(from, before);
        if (last < from)
        {
            throw new InputException("The file has no report in the time that was asked for.");
        }
        // A modelled run needs its people before the first report.
        var begin = recorded ? from : from - (24 * 3_600_000L);
        var until = recorded ? last + 1 : last + 1 + (long)options.Grace.TotalMilliseconds;
        using var source = new HistorySource(table, from, before, city);
        var run = new CityRun(city, new RunPlan
        {
            Source = source,
            Handling = recorded ? new RecordedHandling() : new ModelledHandling(options.Work),
            Streams = new Streams(options.Seed),
            From = begin,
            Until = until,
            Log = options.Log,
            Observers = [.. options.Observers, .. options.Watch?.Invoke(At(from), At(until)) ?? []],
            Progress = options.Progress is null
                ? null
                : now => options.Progress(0.3 + (0.7 * Math.Clamp((double)(now - begin) / (until - begin), 0, 1))),
        });
        return new ReplayResult(run.Run(stop), account, source.RecordedClosing);
    }

    private static DateTimeOffset At(long instant) => DateTimeOffset.FromUnixTimeMilliseconds(instant);
}
