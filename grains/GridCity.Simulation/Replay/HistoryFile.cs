using GridCity.Core.Cities;
using GridCity.Simulation.Runs;

namespace GridCity.Simulation.Replay;

/// <summary>A history opened to be read report by report in the order of time.</summary>
internal sealed class HistoryFile
{
    private readonly HistorySource _source;

    private HistoryFile(HistoryTable table, HistoryAccount account, HandledRule? handled, ReplayOptions options)
    {
        var from = options.From?.ToUnixTimeMilliseconds() ?? long.MinValue;
        var until = options.Until?.ToUnixTimeMilliseconds() ?? long.MaxValue;
        Account = account;
        Handled = handled;
        Table = table;
        (Count, First, LastReport) = table.Within(from, until);
        Last = table.LastOf(from, until);
        _source = new HistorySource(table, from, until);
    }

    /// <summary>The rows.</summary>
    public HistoryTable Table { get; }

    /// <summary>What the mapping says of the handling that history records, if anything.</summary>
    public HandledRule? Handled { get; }

    /// <summary>What was found in the file.</summary>
    public HistoryAccount Account { get; }

    /// <summary>The time of the first report.</summary>
    public long First { get; }

    /// <summary>The time of the last report.</summary>
    public long LastReport { get; }

    /// <summary>The last time of anything that history knows of them.</summary>
    public long Last { get; }

    /// <summary>How many reports there are in the time that was asked for.</summary>
    public int Count { get; }

    /// <summary>Opens a file.</summary>
    /// <exception cref="InputException">The mapping is none, or does not fit the file or the city, or no report lies in the time.</exception>
    public static HistoryFile Open(City city, string file, string mapping, ReplayOptions options, CancellationToken stop)
    {
        var known = MappingReader.ReadFile(mapping);
        var (table, account) = HistoryReader.Read(file, known, city, options.BytesMax, options.Progress, stop);
        var history = new HistoryFile(table, account, known.Handled, options);
        return history.Count > 0 ? history : throw new InputException("The file has no report in the time that was asked for.");
    }

    /// <summary>The next report, or null at the end.</summary>
    public PlannedReport? Next() => _source.TryNext(out var planned) ? planned : null;
}
