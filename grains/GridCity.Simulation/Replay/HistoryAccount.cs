using System.Globalization;

namespace GridCity.Simulation.Replay;

/// <summary>What was found in a history while it was read, whatever was then done with it.</summary>
public sealed class HistoryAccount
{
    private const int ExamplesMax = 3;
    private readonly Dictionary<string, (long Count, List<string> Examples)> _faults = new(StringComparer.Ordinal);

    /// <summary>Rows of the file.</summary>
    public long Rows { get; internal set; }

    /// <summary>Rows that are no reports.</summary>
    public long Bad { get; internal set; }

    /// <summary>Rows that are replayed.</summary>
    public long Replayed { get; internal set; }

    /// <summary>Reports with a day and no time.</summary>
    public long DaysOnly { get; internal set; }

    /// <summary>Closings with a day and no time.</summary>
    public long ClosingDaysOnly { get; internal set; }

    /// <summary>Reports at exactly midnight although the file writes times: most were entered as a batch.</summary>
    public long Midnights { get; internal set; }

    /// <summary>Cases that were closed before they were reported.</summary>
    public long ClosedBeforeReported { get; internal set; }

    /// <summary>Cases that were closed in the very moment of the report.</summary>
    public long ClosedAtOnce { get; internal set; }

    /// <summary>Cases that were never closed.</summary>
    public long NeverClosed { get; internal set; }

    /// <summary>Rows whose key an earlier row has.</summary>
    public long Repeated { get; internal set; }

    /// <summary>Rows without coordinates.</summary>
    public long WithoutPlace { get; internal set; }

    /// <summary>How many times were written with which distance from UTC.</summary>
    public SortedDictionary<TimeSpan, long> Offsets { get; } = [];

    /// <summary>The kinds of fault with their counts and the first few, the most frequent first.</summary>
    public IEnumerable<(string Kind, long Count, IReadOnlyList<string> Examples)> Faults => _faults
        .OrderByDescending(pair => pair.Value.Count).ThenBy(pair => pair.Key, StringComparer.Ordinal)
        .Select(pair => (pair.Key, pair.Value.Count, (IReadOnlyList<string>)pair.Value.Examples));

    /// <summary>The sentences that a reader should know, of what was found.</summary>
    public IEnumerable<string> Sentences()
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"{Rows:N0} rows: {Replayed:N0} replayed, {Bad:N0} bad.");
        foreach (var (count, what) in new[]
        {
            (DaysOnly, "reports have a day and no time"),
            (ClosingDaysOnly, "closings have a day and no time"),
            (Midnights, "reports are stamped exactly midnight although the file writes times"),
            (ClosedBeforeReported, "cases were closed before they were reported"),
            (ClosedAtOnce, "cases were closed in the moment of the report"),
            (NeverClosed, "cases were never closed"),
            (Repeated, "rows repeat the key of an earlier row"),
            (WithoutPlace, "rows have no coordinates"),
        })
        {
            if (count > 0)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}.");
            }
        }
        if (Offsets.Count > 1)
        {
            yield return "The file writes times with several distances from UTC: " + string.Join(
                ", ", Offsets.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{Written(pair.Key)} {pair.Value:N0} times"))) + ".";
        }
        foreach (var (kind, count, examples) in Faults)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"Bad rows, {count:N0}: {kind}; {string.Join("; ", examples)}.");
        }
    }

    internal void CountBad(RowFault fault)
    {
        Bad++;
        if (!_faults.TryGetValue(fault.Kind, out var known))
        {
            known = (0, []);
        }
        if (known.Examples.Count < ExamplesMax)
        {
            known.Examples.Add(string.Create(CultureInfo.InvariantCulture, $"line {fault.Line}: '{fault.Value}'"));
        }
        _faults[fault.Kind] = (known.Count + 1, known.Examples);
    }

    private static string Written(TimeSpan offset) =>
        (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString(@"hh\:mm", CultureInfo.InvariantCulture);
}
