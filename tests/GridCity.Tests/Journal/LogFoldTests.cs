using GridCity.Journal;
using Xunit;

namespace GridCity.Tests.Journal;

public sealed class LogFoldTests
{
    private const int EntriesAtOnce = 2_000;

    [Fact]
    public async Task A_long_run_folds_its_log_while_the_file_is_open()
    {
        using var folder = new JournalFolder();
        await using var journal = folder.Open();
        // The log is folded beside the writer: while it goes on writing, the file behind the log has to grow.
        for (var written = 0; new FileInfo(folder.FilePath).Length < 8_000_000; written += EntriesAtOnce)
        {
            Assert.True(written < 400_000, "The log was never folded into the file.");
            await journal.AppendAsync(Entries(written), [], TestContext.Current.CancellationToken);
        }
        Assert.InRange(new FileInfo(folder.FilePath + "-wal").Length, 1, 256_000_000);
    }

    private static List<Entry> Entries(int written) =>
    [
        .. Enumerable.Range(1, EntriesAtOnce).Select(number => JournalSamples.Entry(written + number, 1, written + number)),
    ];
}
