using GridCity.Grains;
using GridCity.Grains.InProcess;
using GridCity.Journal;
using GridCity.Tests.Hosting;
using Xunit;

namespace GridCity.Cluster.Tests.Postgres;

/// <summary>The host in one process, over a journal on PostgreSQL.</summary>
public sealed class PostgresHostTests(PostgresServer server) : HostContract
{
    private PostgresCity _city = null!;

    [Fact]
    public async Task A_connection_that_is_cut_is_not_noticed_by_who_reports()
    {
        for (var round = 0; round < 5; round++)
        {
            Assert.Equal(ReplyKind.Accepted, (await Host.SendAsync(Report(50 + (150 * round), 50), Stop)).Kind);
            await _city.CutAsync("%");
        }
        Assert.Equal(15, Journal.LastPosition);
        await ReopenAsync();
        Assert.Equal(5, Host.Condition.OpenCases);
    }

    private protected override async ValueTask<IJournal> OpenJournalAsync()
    {
        _city = await PostgresCity.CreateAsync(server);
        return await _city.OpenAsync("testville");
    }

    private protected override async ValueTask<ICityHost> OpenHostAsync(IJournal journal, IReadOnlyList<ICommitObserver> observers) =>
        await InProcessHost.OpenAsync(City, journal, new InProcessOptions { SnapshotEntries = 60, SnapshotCellsAtOnce = 3 }, Time, observers, Stop);
}
