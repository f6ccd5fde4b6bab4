using GridCity.Client.Api;
using GridCity.Core.Cases;
using GridCity.Simulation.Replay;

namespace GridCity.Client.Import;

/// <summary>The rows of one kind of fault: how many, and the first few.</summary>
internal sealed record FaultGroup(string Kind, IReadOnlyList<RowFault> Examples)
{
    /// <summary>How many rows.</summary>
    public long Count { get; set; }
}

/// <summary>What an import has come to. Written by one thread at a time; the counts may be read from any.</summary>
internal sealed class ImportTally(int examplesMax)
{
    private readonly Dictionary<string, (FaultGroup Group, List<RowFault> Examples)> _groups = [];
    private long _rows;
    private long _accepted;
    private long _duplicates;
    private long _repeated;
    private long _refused;
    private long _bad;

    /// <summary>How many rows have been read.</summary>
    public long Rows => Interlocked.Read(ref _rows);

    /// <summary>How many the server took in.</summary>
    public long Accepted => Interlocked.Read(ref _accepted);

    /// <summary>How many of those it found to be the same problem as another case.</summary>
    public long Duplicates => Interlocked.Read(ref _duplicates);

    /// <summary>How many it had taken in before.</summary>
    public long Repeated => Interlocked.Read(ref _repeated);

    /// <summary>How many the server refused.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>How many rows were no reports.</summary>
    public long Bad => Interlocked.Read(ref _bad);

    /// <summary>How many rows were reports but were not sent, because the import ended before.</summary>
    public long Unsent => Rows - Accepted - Repeated - Refused - Bad;

    /// <summary>Why the import ended before the end of the file, or none.</summary>
    public string? EndedBecause { get; set; }

    /// <summary>The faults by kind, the most frequent first.</summary>
    public IEnumerable<FaultGroup> Groups =>
        _groups.Values.Select(pair => pair.Group).OrderByDescending(group => group.Count);

    /// <summary>Whether every row is in.</summary>
    public bool IsClean => Refused == 0 && Bad == 0 && EndedBecause is null;

    /// <summary>One more row was read.</summary>
    public void CountRow() => Interlocked.Increment(ref _rows);

    /// <summary>The server answered a batch, or a batch had nothing to send.</summary>
    public void CountAnswer(BatchAnswer? answer, RowBatch batch)
    {
        Interlocked.Add(ref _accepted, answer?.Accepted ?? 0);
        Interlocked.Add(ref _duplicates, answer?.Results.Count(IsNewDuplicate) ?? 0);
        Interlocked.Add(ref _repeated, answer?.Repeated ?? 0);
        Interlocked.Add(ref _refused, answer?.Refused ?? 0);
        Interlocked.Add(ref _bad, batch.Faults.Count);
    }

    /// <summary>A row has a fault.</summary>
    public void CountFault(RowFault fault)
    {
        if (!_groups.TryGetValue(fault.Kind, out var pair))
        {
            var examples = new List<RowFault>();
            pair = (new FaultGroup(fault.Kind, examples), examples);
            _groups.Add(fault.Kind, pair);
        }
        pair.Group.Count++;
        if (pair.Examples.Count < examplesMax)
        {
            pair.Examples.Add(fault);
        }
    }

    private static bool IsNewDuplicate(ReportResult result) =>
        result is { Outcome: ReportOutcome.Accepted, Stage: Stage.Duplicate };
}
