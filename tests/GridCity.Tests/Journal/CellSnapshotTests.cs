using System.Text;
using GridCity.Core.Cases;
using GridCity.Journal;
using Xunit;
using static GridCity.Tests.Journal.JournalSamples;

namespace GridCity.Tests.Journal;

/// <summary>Snapshots hold all that a cell knows, and what cannot be read of them is dropped.</summary>
public sealed class CellSnapshotTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_cell_comes_back_as_it_was_and_goes_on_as_it_would_have()
    {
        var lives = new CaseLives(2);
        var journal = new MemoryJournal("dongcheng", TimeProvider.System);
        await lives.AppendAsync(journal, 2000, 100, Stop);
        var again = lives.Cells.ToDictionary(cell => cell.Code, cell => CellSnapshots.Read(CellSnapshots.Write(cell)));
        Assert.Contains(lives.Cells, cell => cell.Memory.MovedCases.Count > 0 && cell.Memory.EndedCases.Count > 0);
        Assert.All(lives.Cells, cell => Assert.True(CellSnapshots.Agrees(CellSnapshots.Write(again[cell.Code]), cell)));

        await lives.AppendAsync(journal, 500, 100, Stop);
        foreach (var cell in lives.Cells)
        {
            var copy = again[cell.Code];
            foreach (var entry in await journal.ReadCellAsync(cell.Code, copy.Seq, Stop))
            {
                copy.Apply(entry.Position, entry.Seq, entry.At, entry.Command, entry.Case, entry.Event);
            }
            Assert.True(CellSnapshots.Agrees(CellSnapshots.Write(copy), cell));
        }
    }

    [Fact]
    public void Whatever_a_case_holds_is_kept()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var state = new EventSamples(seed).State();
            var cell = new Cell(Cell(1), 7, 3, [state], new CellMemory());
            var again = Assert.Single(CellSnapshots.Read(CellSnapshots.Write(cell)).Open);
            Assert.Equal(state.Answered, again.Answered);
            Assert.Equal(state with { Answered = again.Answered }, again);
        }
    }

    [Fact]
    public void What_a_cell_remembers_is_kept()
    {
        var cell = new Cell(Cell(1));
        var samples = new EventSamples(3);
        for (var seq = 1; seq <= 50; seq++)
        {
            cell.Apply(seq, seq, Morning, Command(seq), default, samples.Draw(seq % 2 == 0 ? 40 : 41));
        }
        var again = CellSnapshots.Read(CellSnapshots.Write(cell));
        Assert.Equal(cell.Memory.Answered, again.Memory.Answered);
        Assert.Equal(cell.Memory.Sections, again.Memory.Sections);
        Assert.NotEmpty(again.Memory.Sections);
    }

    [Fact]
    public void An_idle_cell_is_small()
    {
        var cell = new Cell(Cell(1), 900, 120, [], new CellMemory());
        Assert.Equal("""{"form":3,"lastNumber":120}""", Encoding.UTF8.GetString(CellSnapshots.Write(cell).Body.Span));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"lastNumber":120,"open":[]}""")]
    [InlineData("""{"form":2,"lastNumber":120}""")]
    [InlineData("""{"form":3,"lastNumber":120,"moon":"full"}""")]
    [InlineData("""{"form":3,"lastNumber":120,"open":[{}]}""")]
    [InlineData("""{"form":3,"lastNumber":120,"open":[null]}""")]
    public void What_another_version_wrote_is_dropped(string body)
    {
        var strange = new CellSnapshot(Cell(2), 5, Encoding.UTF8.GetBytes(body));
        Assert.Null(CellSnapshots.TryRead(strange));
        Assert.Equal(Cell(2), Assert.Throws<JournalFaultException>(() => CellSnapshots.Read(strange)).Fault.Cell);

        var sound = CellSnapshots.Write(new Cell(Cell(1)));
        var (upTo, cells) = CellSnapshots.Read(new SnapshotSet(17, [sound, strange]));
        Assert.Equal(0, upTo);
        Assert.Empty(cells);
        Assert.Equal(17, CellSnapshots.Read(new SnapshotSet(17, [sound])).UpTo);
    }
}
