using GridCity.Core.Cases;
using GridCity.Journal;
using Xunit;
using static GridCity.Tests.Journal.JournalSamples;

namespace GridCity.Tests.Journal;

/// <content>What every journal promises of cases that move, of what comes after their end, and of what belongs to none.</content>
public abstract partial class JournalContract
{
    private static readonly Actor Zhang = new(Role.Supervision, "zhang");

    [Fact]
    public async Task The_lives_of_cases_are_read_through_every_cell_and_beyond_their_end()
    {
        var lives = new CaseLives(3);
        await lives.AppendAsync(Journal, 3000, 100, Stop);
        var moved = lives.Entries.Where(entry => entry.Event is CaseArrived).Select(entry => entry.Case).ToHashSet();
        var appealed = lives.Entries.Where(entry => entry.Event is AppealMade).Select(entry => entry.Case).ToHashSet();
        Assert.NotEmpty(moved.Intersect(appealed));
        foreach (var life in lives.Entries.Where(entry => !entry.Case.IsNone).GroupBy(entry => entry.Case))
        {
            Assert.Equal(Comparable(life), Comparable(await Journal.ReadCaseAsync(life.Key, Stop)));
        }
    }

    [Fact]
    public async Task A_case_that_left_and_came_back_is_read_once()
    {
        var id = new CaseId(Cell(1), 1);
        Entry[] entries =
        [
            Entry(1, 1, 1),
            Of(id, Entry(2, 1, 2, Relocated(1))),
            Of(id, Entry(3, 1, 3, Relocated(2))),
            Entry(4, 1, 4) with { Case = new CaseId(Cell(1), 2) },
            Of(id, Entry(5, 2, 1, new CaseArrived(Zhang, Cell(1), new EventSamples(1).State()))),
            Of(id, Entry(6, 2, 2, Relocated(1))),
            Entry(7, 2, 3),
            Of(id, Entry(8, 1, 5, new CaseArrived(Zhang, Cell(2), new EventSamples(2).State()))),
            Of(id, Entry(9, 1, 6)),
            Of(id, Entry(10, 1, 7, new AppealMade(Zhang, "why"))),
        ];
        await Journal.AppendAsync(entries, [Row(1, 1, 1) with { Updated = 9 }], Stop);
        Assert.Equal(Comparable(entries.Where(entry => entry.Case == id)), Comparable(await Journal.ReadCaseAsync(id, Stop)));
    }

    [Fact]
    public async Task A_case_on_its_way_is_read_up_to_where_it_left()
    {
        var id = new CaseId(Cell(1), 1);
        Entry[] entries = [Entry(1, 1, 1), Entry(2, 1, 2, Relocated(2)), Entry(3, 2, 1)];
        await Journal.AppendAsync(entries, [Row(1, 1, 1) with { Updated = 2, Cell = Cell(2) }], Stop);
        Assert.Equal(entries[..2], await Journal.ReadCaseAsync(id, Stop));
    }

    [Fact]
    public async Task What_belongs_to_no_case_has_none()
    {
        var walked = new PatrolWalked(Zhang, "beat 7", Morning, Morning.AddHours(1), 3, 0);
        Entry[] entries = [Entry(1, 1, 1, walked), Entry(2, 1, 2)];
        Assert.True(entries[0].Case.IsNone);
        await Journal.AppendAsync(entries, [], Stop);
        Assert.Equal(entries, await ReadAllAsync(0));
        Assert.Equal(entries, await Journal.ReadCellAsync(Cell(1), 0, Stop));
        await Assert.ThrowsAsync<ArgumentException>(
            async () => await Journal.AppendAsync([Of(entries[1].Case, Entry(3, 1, 3, walked))], [], Stop));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Journal.AppendAsync([Of(default, Entry(3, 1, 3))], [], Stop));
        Assert.Equal(2, Journal.LastPosition);
    }

    private static Entry Of(CaseId id, Entry entry) => entry with { Case = id };

    private static CaseRelocated Relocated(int cell) => new(Zhang, Cell(cell), default, default, default, null, "over there");
}
