using GridCity.Journal;
using GridCity.Tests.Journal;
using Xunit;

namespace GridCity.Cluster.Tests.Postgres;

/// <summary>The same history is verified on PostgreSQL as in a file, with the same hash, and damage is named.</summary>
public sealed class PostgresVerifyTests(PostgresServer server) : IAsyncLifetime
{
    private const int EntryCount = 3000;

    private PostgresCity _city = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _city = await PostgresCity.CreateAsync(server);
        await using var journal = await _city.OpenAsync();
        await new CaseLives(1).AppendAsync(journal, EntryCount, 200, Stop);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_same_history_has_the_same_hash_in_a_file_and_on_a_server()
    {
        var folder = Directory.CreateTempSubdirectory("gridcity-verify-");
        var path = Path.Combine(folder.FullName, "dongcheng.db");
        var file = SqliteJournal.Open(path, "dongcheng", TimeProvider.System);
        await new CaseLives(1).AppendAsync(file, EntryCount, 77, Stop);
        await file.DisposeAsync();
        var ofFile = JournalVerifier.Verify(path, new VerifyOptions(), Stop);
        folder.Delete(recursive: true);

        var report = await VerifyAsync();

        Assert.True(report.IsSound, string.Join('\n', report.Faults));
        Assert.Equal((ofFile.Hash, ofFile.Entries, ofFile.Cases, ofFile.Cells), (report.Hash, report.Entries, report.Cases, report.Cells));
    }

    [Theory]
    [InlineData("UPDATE gridcity.journal SET at = at + 1 WHERE position = 1500", "Entry 1500", "do not agree with its sum")]
    [InlineData("DELETE FROM gridcity.journal WHERE position = 2000", "Entry 2000", "It is missing.")]
    [InlineData("UPDATE gridcity.cases SET unit = 'other' WHERE opened = 1", "Entry 1 ", "does not agree with its entries")]
    [InlineData("UPDATE gridcity.cases SET id = 'x' WHERE opened = 1", "Entry 1:", "The row of its case is damaged")]
    [InlineData("DELETE FROM gridcity.cases WHERE opened = 1", "Entry 1 ", "that the table of cases does not have")]
    [InlineData("INSERT INTO gridcity.snapshots VALUES ('nowhere', 1, '')", "The journal", "is not of a cell")]
    [InlineData("DROP TABLE gridcity.snapshots", "The journal", "The snapshots cannot be read")]
    public async Task What_is_damaged_is_named(string damage, string where, string what)
    {
        await _city.AskAsync(damage);
        var report = await VerifyAsync();
        Assert.Contains(report.Faults, fault =>
            fault.ToString().StartsWith(where, StringComparison.Ordinal) && fault.What.Contains(what, StringComparison.Ordinal));
    }

    private Task<VerifyReport> VerifyAsync() =>
        JournalVerifier.VerifyAsync(_city.Place(city: string.Empty), new VerifyOptions { Workers = 3 }, Stop);
}
