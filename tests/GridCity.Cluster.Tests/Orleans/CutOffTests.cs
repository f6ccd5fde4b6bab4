using System.Diagnostics;
using System.Globalization;
using GridCity.Cluster.Tests.Postgres;
using GridCity.Journal;
using GridCity.Journal.Postgres;
using GridCity.Tests.Faults;
using Xunit;

namespace GridCity.Cluster.Tests.Orleans;

/// <summary>Three silos on machines of their own, of which one is cut off from the others and from the database.</summary>
[Collection(RealProcesses.Name)]
public sealed class CutOffTests
{
    private const int Silos = 3;
    private const int Port = 5080;
    private const int CutOff = 2;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_silo_that_is_cut_off_loses_nothing_and_forks_nothing()
    {
        Assert.SkipUnless(ThrowawayPostgres.IsFound, ThrowawayPostgres.Missing);
        await using var network = await NetworkSpaces.TryCreateAsync(Silos);
        Assert.SkipWhen(network is null, NetworkSpaces.Missing);
        await using var server = new ThrowawayPostgres(NetworkSpaces.Address);
        var connection = await server.CreateDatabaseAsync() + ";SSL Mode=Disable";
        await using var silos = new SilosOnMachines(Silos, Port, connection);
        for (var machine = 1; machine <= Silos; machine++)
        {
            await silos.StartAsync(machine, Stop);
        }
        var crowd = new ReportingCrowd(silos.Http, await SquareCity.BoundsAsync(silos.Http[0], Stop), clients: 32);
        await using (crowd)
        {
            await crowd.WaitForAsync(300, Stop);
            var since = Stopwatch.GetTimestamp();
            await NetworkSpaces.CutAsync(CutOff);
            Print("a silo was cut off", await crowd.WaitForAllAsync(since, Stop));
            await NetworkSpaces.HealAsync(CutOff);
            // It learns that the others have declared it dead, and ends.
            await silos.WaitForEndAsync(CutOff, Stop);
            await silos.StartAsync(CutOff, Stop);
            await crowd.WaitForAsync(300, Stop);
        }
        await AssertNothingLostAsync(connection, crowd);
    }

    private static void Print(string what, (TimeSpan Time, string Way) slowest) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{what}: the slowest report took {slowest.Time.TotalSeconds:0.0} s ({slowest.Way})"));

    private static async Task AssertNothingLostAsync(string connection, ReportingCrowd crowd)
    {
        Assert.Empty(crowd.Refused);
        var place = PostgresPlace.Parse(connection, string.Empty);
        var verified = await JournalVerifier.VerifyAsync(place, new VerifyOptions { Agrees = CellSnapshots.Agrees }, Stop);
        Assert.True(verified.IsSound, string.Join('\n', verified.Faults));
        Assert.Equal(0L, await ThrowawayPostgres.ExecuteAsync(
            connection, "SELECT count(*) FROM (SELECT FROM gridcity.journal GROUP BY cell, seq HAVING count(*) > 1) AS forked"));
        await using var journal = await PostgresJournal.OpenReadOnlyAsync(place, Stop);
        var kept = new List<Guid>();
        await foreach (var entry in journal.ReadAsync(0, Stop))
        {
            if (entry.Event is Core.Cases.CaseReported)
            {
                kept.Add(entry.Command);
            }
        }
        Assert.Equal(crowd.Answered.Keys.Order(), kept.Order());
        Console.WriteLine($"{kept.Count} reports, each once.");
    }
}
