using GridCity.Journal;

namespace GridCity.Tests.Journal;

public sealed class MemoryJournalTests : JournalContract
{
    private protected override IJournal Open() => new MemoryJournal("dongcheng", new FixedClock(JournalSamples.Morning));
}

public sealed class MemoryClusterJournalTests : ClusterJournalContract
{
    private readonly MemoryJournal _journal = new("dongcheng", new FixedClock(JournalSamples.Morning));

    // Several writers of one memory share its journal.
    private protected override ValueTask<IClusterJournal> OpenAsync() => ValueTask.FromResult<IClusterJournal>(_journal);

    private protected override ValueTask CloseAsync(IClusterJournal journal) => ValueTask.CompletedTask;
}
