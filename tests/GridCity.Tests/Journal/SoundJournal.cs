using Xunit;

namespace GridCity.Tests.Journal;

/// <summary>The file of a sound journal, made once, to be copied and spoilt.</summary>
public sealed class SoundJournal : IAsyncLifetime
{
    public const int EntryCount = 5000;
    public const int Seed = 1;

    public byte[] Content { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        using var folder = new JournalFolder();
        await using (var journal = folder.Open())
        {
            await new CaseLives(Seed).AppendAsync(journal, EntryCount, 500, TestContext.Current.CancellationToken);
        }
        Content = await File.ReadAllBytesAsync(folder.FilePath, TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
