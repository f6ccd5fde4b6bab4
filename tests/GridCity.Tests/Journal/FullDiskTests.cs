using System.Diagnostics;
using GridCity.Core.Cases;
using GridCity.Journal;
using Xunit;
using static GridCity.Tests.Journal.JournalSamples;

namespace GridCity.Tests.Journal;

/// <summary>A disk that is full, files that may not be written, and another process: clear refusals, no damage.</summary>
public sealed class FullDiskTests : IDisposable
{
    private const string PathVariable = "GRIDCITY_TEST_JOURNAL";

    private readonly JournalFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_full_file_refuses_and_keeps_what_it_has()
    {
        long last;
        await using (var journal = _folder.Open(pageCountMax: 200))
        {
            last = await FillAsync(journal);
            var refused = await Assert.ThrowsAsync<JournalUnavailableException>(
                async () => await journal.AppendAsync(Batch(last), [], Stop));
            Assert.Contains("full", refused.Message, StringComparison.Ordinal);
            Assert.Equal(last, journal.LastPosition);
            Assert.Equal(last, (await journal.ReadPageAsync(0, int.MaxValue, Stop)).Count);
        }
        // With room again, it goes on where it stopped.
        await using var again = _folder.Open();
        await again.AppendAsync(Batch(last), [], Stop);
        Assert.Equal(last + BatchLength, again.LastPosition);
    }

    [Fact]
    public async Task Snapshots_that_do_not_fit_leave_the_mark()
    {
        await using var journal = _folder.Open(pageCountMax: 200);
        await journal.AppendAsync(Batch(0), [], Stop);
        await Assert.ThrowsAsync<JournalUnavailableException>(async () => await journal.SaveSnapshotsAsync(
            [new CellSnapshot(Cell(1), 1, new byte[1]), new CellSnapshot(Cell(2), 1, new byte[1 << 20])], 1, Stop));
        var kept = await journal.LoadSnapshotsAsync(Stop);
        Assert.Equal(0, kept.UpTo);
        Assert.Empty(kept.Cells);
        await journal.AppendAsync(Batch(BatchLength), [], Stop);
    }

    [Fact]
    public async Task A_file_that_may_not_be_written_is_refused_and_can_be_read()
    {
        await using (var journal = _folder.Open())
        {
            await journal.AppendAsync(Batch(0), [], Stop);
        }
        using var closed = ReadOnlyFile.Make(_folder.FilePath);
        var refused = Assert.Throws<JournalUnavailableException>(() => _folder.Open());
        Assert.Contains("read-only", refused.Message, StringComparison.Ordinal);
        await using var reader = SqliteJournal.OpenReadOnly(_folder.FilePath);
        Assert.Equal(BatchLength, reader.LastPosition);
    }

    [Fact]
    public void A_folder_that_takes_no_files_is_refused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has a folder in which nobody can make a file.");
        var refused = Assert.Throws<JournalUnavailableException>(
            () => SqliteJournal.Open("/proc/dongcheng.db", "dongcheng", TimeProvider.System));
        Assert.Contains("may write there", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_process_is_refused_until_the_first_has_gone()
    {
        await using (_folder.Open())
        {
            Assert.Equal(0, await RunAsync(nameof(Child_is_refused)));
        }
        Assert.NotEqual(0, await RunAsync(nameof(Child_is_refused)));
    }

    [Fact]
    public async Task A_file_that_may_not_grow_any_more_refuses_and_keeps_what_it_has()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no limit on the size of files.");
        Assert.Equal(0, await RunAsync(nameof(Child_fills_its_limit), "trap '' XFSZ; ulimit -f 2048; "));
        await using var journal = _folder.Open();
        var entries = await journal.ReadPageAsync(0, int.MaxValue, Stop);
        Assert.NotEmpty(entries);
        Assert.Equal(0, entries.Count % BatchLength);
        await journal.AppendAsync(Batch(journal.LastPosition), [], Stop);
    }

    [Fact(Explicit = true)]
    public void Child_is_refused()
    {
        var path = Environment.GetEnvironmentVariable(PathVariable)!;
        var refused = Assert.Throws<JournalUnavailableException>(
            () => SqliteJournal.Open(path, "dongcheng", TimeProvider.System));
        Assert.Contains("open for writing elsewhere", refused.Message, StringComparison.Ordinal);
    }

    [Fact(Explicit = true)]
    public async Task Child_fills_its_limit()
    {
        var path = Environment.GetEnvironmentVariable(PathVariable)!;
        await using var journal = SqliteJournal.Open(path, "dongcheng", TimeProvider.System);
        var last = await FillAsync(journal);
        Assert.Equal(last, journal.LastPosition);
        Assert.Equal(last, (await journal.ReadPageAsync(0, int.MaxValue, Stop)).Count);
    }

    private const int BatchLength = 50;

    private static Entry[] Batch(long last) =>
    [
        .. Enumerable.Range(1, BatchLength).Select(index => Entry(last + index, 1, (int)last + index) with
        {
            Event = new CaseRejected(Actor.System, new string('长', 100)),
        }),
    ];

    /// <summary>Appends until the journal refuses; returns the last position that it took.</summary>
    private static async Task<long> FillAsync(SqliteJournal journal)
    {
        while (true)
        {
            var last = journal.LastPosition;
            try
            {
                await journal.AppendAsync(Batch(last), [], Stop);
            }
            catch (JournalUnavailableException)
            {
                return last;
            }
        }
    }

    /// <summary>Runs one test of this class in a process of its own; returns 0 when it passed.</summary>
    private async Task<int> RunAsync(string test, string before = "")
    {
        var assembly = typeof(FullDiskTests).Assembly.Location;
        var arguments = $"-explicit only -method {typeof(FullDiskTests).FullName}.{test}";
        var start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo("dotnet", $"exec \"{assembly}\" {arguments}")
            : new ProcessStartInfo("/bin/sh", ["-c", $"{before}exec dotnet exec \"{assembly}\" {arguments}"]);
        start.Environment[PathVariable] = _folder.FilePath;
        // The runtime maps its code through a large file of its own, which a limit on the size of files would forbid.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        start.RedirectStandardOutput = true;
        using var process = Process.Start(start)!;
        await process.StandardOutput.ReadToEndAsync(Stop);
        await process.WaitForExitAsync(Stop);
        return process.ExitCode;
    }
}
