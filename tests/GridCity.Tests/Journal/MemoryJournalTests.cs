using GridCity.Journal;

namespace GridCity.Tests.Journal;

public sealed class MemoryJournalTests : JournalContract
{
    private protected override IJournal Open() => new MemoryJournal("dongcheng", new FixedClock(JournalSamples.Morning));
}
