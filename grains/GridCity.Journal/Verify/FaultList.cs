namespace GridCity.Journal.Verify;

/// <summary>The faults found so far: the first of them are kept, all are counted. Thread-safe.</summary>
internal sealed class FaultList
{
    private readonly List<JournalFault> _kept = [];

    public long Count { get; private set; }

    public void Add(JournalFault fault)
    {
        lock (_kept)
        {
            Count++;
            if (_kept.Count < VerifyReport.FaultsMax)
            {
                _kept.Add(fault);
            }
        }
    }

    /// <summary>The kept faults by position; those of the whole journal come last.</summary>
    public List<JournalFault> InOrder()
    {
        lock (_kept)
        {
            return [.. _kept.OrderBy(fault => fault.Position ?? long.MaxValue)];
        }
    }
}
