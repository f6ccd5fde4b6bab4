using System.Diagnostics;
using System.Globalization;
using System.Net;
using GridCity.Tests.Faults;
using Xunit;

namespace GridCity.Cluster.Tests.Orleans;

/// <summary>
/// Real processes that are killed, stopped and started in the middle of 64 clients: nothing acknowledged is lost, nothing is
/// twice, and whoever says the same report again gets the same case. How long reports did not flow is printed.
/// </summary>
[Collection(RealProcesses.Name)]
public sealed class ClusterFaultTests
{
    private const int Clients = 64;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Five_silos_killed_one_after_the_other_cost_no_report()
    {
        await using var cluster = await ProcessCluster.StartAsync(Stop);
        var crowd = await CrowdAsync(cluster);
        await using (crowd)
        {
            for (var round = 0; round < 5; round++)
            {
                await crowd.WaitForAsync(300, Stop);
                var number = (round % ProcessCluster.Silos) + 1;
                var since = Stopwatch.GetTimestamp();
                await cluster.SignalAsync($"silo-{number}", "KILL", Stop);
                Print($"kill -9 of silo {number}", await crowd.WaitForAllAsync(since, Stop));
                await cluster.StartSiloAsync(number, Stop);
            }
        }
        await AssertNothingLostAsync(cluster, crowd);
    }

    [Fact]
    public async Task A_database_that_stops_or_crashes_costs_no_report()
    {
        await using var cluster = await ProcessCluster.StartAsync(Stop);
        var crowd = await CrowdAsync(cluster);
        await using (crowd)
        {
            foreach (var signal in new[] { "INT", "QUIT" })
            {
                await crowd.WaitForAsync(300, Stop);
                await cluster.SignalAsync("postgres", signal, Stop);
                await cluster.WaitForEndAsync("postgres", Stop);
                await AssertNotReadyAsync(cluster);
                await cluster.StartPostgresAsync(Stop);
                Print($"since the database runs again ({signal})", await crowd.WaitForAllAsync(Stopwatch.GetTimestamp(), Stop));
            }
        }
        await AssertNothingLostAsync(cluster, crowd);
    }

    [Fact]
    public async Task A_silo_that_hangs_and_wakes_again_is_fenced()
    {
        await using var cluster = await ProcessCluster.StartAsync(Stop);
        var crowd = await CrowdAsync(cluster);
        await using (crowd)
        {
            await crowd.WaitForAsync(300, Stop);
            var since = Stopwatch.GetTimestamp();
            await cluster.SignalAsync("silo-2", "STOP", Stop);
            Print("SIGSTOP of silo 2", await crowd.WaitForAllAsync(since, Stop));
            await cluster.SignalAsync("silo-2", "CONT", Stop);
            // It learns that it was declared dead, and ends.
            await cluster.WaitForEndAsync("silo-2", Stop);
            await cluster.StartSiloAsync(2, Stop);
            await crowd.WaitForAsync(300, Stop);
        }
        await AssertNothingLostAsync(cluster, crowd);
    }

    [Fact]
    public async Task A_rolling_restart_refuses_no_report()
    {
        await using var cluster = await ProcessCluster.StartAsync(Stop);
        var crowd = await CrowdAsync(cluster);
        await using (crowd)
        {
            for (var number = 1; number <= ProcessCluster.Silos; number++)
            {
                await crowd.WaitForAsync(200, Stop);
                var since = Stopwatch.GetTimestamp();
                await cluster.SignalAsync($"silo-{number}", "TERM", Stop);
                await cluster.WaitForEndAsync($"silo-{number}", Stop);
                await cluster.StartSiloAsync(number, Stop);
                Print($"restart of silo {number}", await crowd.WaitForAllAsync(since, Stop));
            }
        }
        Assert.Equal(0, crowd.PutOff);
        await AssertNothingLostAsync(cluster, crowd);
    }

    [Fact]
    public async Task A_slow_disk_costs_time_and_nothing_else()
    {
        await using var cluster = await ProcessCluster.StartAsync(Stop);
        // Every commit waits a tenth of a second before it is written through.
        await cluster.AskAsync("ALTER SYSTEM SET commit_delay = 100000");
        await cluster.AskAsync("ALTER SYSTEM SET commit_siblings = 0");
        await cluster.AskAsync("SELECT pg_reload_conf()");
        var crowd = await CrowdAsync(cluster);
        await using (crowd)
        {
            await crowd.WaitForAsync(200, Stop);
            Print("a report where every commit takes 0.1 s more", await crowd.WaitForAllAsync(Stopwatch.GetTimestamp(), Stop));
        }
        await AssertNothingLostAsync(cluster, crowd);
    }

    private static void Print(string what, (TimeSpan Time, string Way) slowest) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{what}: the slowest report took {slowest.Time.TotalSeconds:0.0} s ({slowest.Way})"));

    private static async Task<ReportingCrowd> CrowdAsync(ProcessCluster cluster) =>
        new(cluster.Http, await SquareCity.BoundsAsync(cluster.Http[0], Stop), Clients);

    private static async Task AssertNotReadyAsync(ProcessCluster cluster)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await timer.WaitForNextTickAsync(Stop))
        {
            using var health = await cluster.Http[0].GetAsync("/health/ready", Stop);
            var said = await health.Content.ReadAsStringAsync(Stop);
            if (health.StatusCode == HttpStatusCode.ServiceUnavailable && said.Contains("cannot be reached", StringComparison.Ordinal))
            {
                return;
            }
        }
    }

    private static async Task AssertNothingLostAsync(ProcessCluster cluster, ReportingCrowd crowd)
    {
        Assert.Empty(crowd.Refused);
        var kept = await cluster.VerifyAsync(Stop);
        // Everything that was answered is there; and nobody asked for anything that was not answered.
        Assert.Equal(crowd.Answered.Keys.Order(), kept.Order());
        foreach (var (command, known) in crowd.Answered.Take(50))
        {
            var row = await cluster.AskAsync($"SELECT id FROM gridcity.cases WHERE command = '{command}'");
            Assert.Equal(known, row);
        }
        Console.WriteLine($"{kept.Count} reports, each once.");
    }
}
