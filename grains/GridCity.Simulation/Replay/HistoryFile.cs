using GridCity.Core.Cities;
using GridCity.Simulation.Runs;

namespace GridCity.Simulation.Replay;

/// <summary>A history opened to be read report by report in the order of time.</summary>
internal sealed class HistoryFile
{
    private readonly HistorySource _source;

    private HistoryFile(HistoryTable table, HistoryAccount account, ReplayOptions options)
    {
        Account = account;
        First = Math.Max(table.First, options.From?.ToUnixTimeMilliseconds() ?? long.MinValue);
        Count = table.Replayed;
        Table = table;
        _source = new HistorySource(table, First, options.Until?.ToUnixTimeMilliseconds() ?? long.MaxValue);
    }

    /// <summary>The rows.</summary>
    public HistoryTable Table { get; }

    /// <summary>What was found in the file.</summary>
    public HistoryAccount Account { get; }

    /// <summary>The time of the first report.</summary>
    public long First { get; }

    /// <summary>The time of the last report.</summary>
    public long LastReport => Table.LastReport;

    /// <summary>How many reports there are.</summary>
    public int Count { get; }

    /// <summary>Opens a file.</summary>
    /// <exception cref="InputException">The mapping is none, or does not fit the file or the city.</exception>
    public static HistoryFile Open(City city, string file, string mapping, ReplayOptions options, CancellationToken stop)
    {
        var (table, account) = HistoryReader.Read(
            file, MappingReader.ReadFile(mapping), city, options.BytesMax, options.Progress, stop);
        return new HistoryFile(table, account, options);
    }

    /// <summary>The next report, or null at the end.</summary>
    public PlannedReport? Next() => _source.TryNext(out var planned) ? planned : null;
}
