using System.Security.Cryptography;
using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Simulation.Demand;
using GridCity.Simulation.Engine;
using GridCity.Simulation.Runs;
using GridCity.Tests.Cases;
using Xunit;

namespace GridCity.Tests.Simulation;

public sealed class CityRunTests
{
    private static readonly DateTimeOffset Monday = new(2026, 9, 14, 1, 0, 0, TimeSpan.Zero);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Recorded_handling_follows_history()
    {
        var result = Recorded(TestCity.Make(), out var log, Report(0, 0, 150, 150, closedAfter: 60));

        Assert.Equal((1, 1, 0), (result.All.Filed, result.All.Closed, result.All.Late));
        Assert.Equal(
            ["reported", "filed", "dispatched", "accepted", "finished", "task-given", "checked", "closed", "reporters-told"], Kinds(log));
        Assert.Equal(1.0, result.All.Closing.Mean, 6);
    }

    [Fact]
    public void An_untrusted_report_is_verified_before_it_is_filed()
    {
        Recorded(TestCity.Make(), out var log, Report(0, 0, 150, 150, closedAfter: 60, channel: "hotline", filedAfter: 20));

        Assert.Equal(
            [
                "reported", "verification-asked", "task-given", "verified", "filed", "dispatched", "accepted", "finished", "task-given",
                "checked", "closed", "reporters-told",
            ],
            Kinds(log));
        Assert.Contains("T01:20:00.000Z,filed,", log, StringComparison.Ordinal);
    }

    [Theory]
    // Four working hours from nine in the morning in Shanghai, over the break, are fifteen o'clock.
    [InlineData(6 * 60, 0)]
    [InlineData((6 * 60) + 1, 1)]
    public void What_is_done_at_the_very_moment_of_its_due_time_is_in_time(int minutes, int late)
    {
        var result = Recorded(TestCity.Make(), out _, Report(0, 0, 150, 150, closedAfter: minutes));

        Assert.Equal((late, 1), (result.All.Late, result.All.Closed));
    }

    [Fact]
    public void What_was_never_closed_stays_open_and_becomes_late()
    {
        var result = Recorded(TestCity.Make(), out var log, Report(0, 0, 150, 150, closedAfter: null));

        Assert.Equal((1, 0, 1), (result.All.Open, result.All.Closed, result.All.Late));
        Assert.Equal(["due-passed", "escalated"], Kinds(log)[^2..]);
    }

    [Fact]
    public void A_duplicate_is_seen_over_the_border_of_its_cell()
    {
        // Ten metres to both sides of a border, then the same too far away, then after the first was closed.
        var result = Recorded(
            TestCity.Make(),
            out var log,
            Report(0, 0, 195, 150, closedAfter: 120),
            Report(1, 30, 205, 150, closedAfter: 90),
            Report(2, 40, 260, 150, closedAfter: 90),
            Report(3, 130, 205, 150, closedAfter: 200));

        Assert.Equal((1, 3), (result.All.Duplicates, result.All.Filed));
        Assert.Contains(",duplicate,", log, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_outside_is_counted_and_told()
    {
        var result = Recorded(TestCity.Make(), out _, Report(0, 0, 5_000, 150, closedAfter: 60));

        var refused = Assert.Single(result.Refused);
        Assert.Equal((RefusalCode.PointOutsideCity, 1, "r0"), (refused.Code, refused.Count, refused.FirstReference));
        Assert.Equal((1, 1, 0), (result.All.Reports, result.All.Refused, result.All.Filed));
    }

    [Fact]
    public void The_hash_is_the_sum_of_the_log_as_it_is_written()
    {
        using var log = new MemoryStream();
        var city = TestCity.Make();
        var result = Assert.Single(Simulator.Run(city, Busy(city), new SimulationOptions { Log = log }, Stop));

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(log.ToArray())), result.Hash);
        AssertSound(System.Text.Encoding.UTF8.GetString(log.ToArray()), result.Entries);
    }

    [Fact]
    public void A_log_that_cannot_be_written_stops_the_run_with_what_went_wrong()
    {
        var city = TestCity.Make();
        using var full = new FullDisk();
        var (scenario, watchers) = (Busy(city) with { Days = 30 }, new RunWatchers(full, []));

        Assert.Throws<IOException>(() => Simulator.RunOne(city, scenario, 1, watchers, keepsFates: false, _ => { }, Stop));
        Assert.InRange(full.Position, 1, long.MaxValue);
    }

    [Fact]
    public void The_log_is_the_same_on_one_thread_and_on_many_and_from_run_to_run()
    {
        var city = TestCity.Make();
        string[] Hashes(int threads) =>
            [.. Simulator.Run(city, Busy(city), new SimulationOptions { Replications = 6, Threads = threads }, Stop).Select(result => result.Hash)];
        var one = Hashes(1);

        Assert.Equal(one, Hashes(4));
        Assert.Equal(one, Hashes(2));
        Assert.Equal(6, one.Distinct().Count());
    }

    [Fact]
    public void The_log_is_the_same_as_it_was_when_this_was_written()
    {
        var city = TestCity.Make();
        var result = Assert.Single(Simulator.Run(city, Busy(city), new SimulationOptions { Seed = 2017 }, Stop));

        // Changes when rules, demand, handling or the log's form do: say so in the changelog.
        Assert.Equal("c0c285161b4d84b3", result.Hash[..16]);
    }

    [Fact]
    public void Another_stream_more_leaves_the_reports_of_the_others_as_they_were()
    {
        var city = TestCity.Make();
        var scenario = Busy(city);
        var more = scenario with { Demand = [Stream("extra", 40, "09001"), .. scenario.Demand] };
        var before = Drawn(city, scenario);
        var after = Drawn(city, more);

        Assert.Equal(before, after.Where(report => report.Draft.Class != "09001" || before.Contains(report)));
        Assert.True(after.Count > before.Count + 50);
    }

    [Fact]
    public void A_longer_run_begins_with_the_same_reports()
    {
        var city = TestCity.Make();
        var scenario = Busy(city);

        Assert.Equal(Drawn(city, scenario), Drawn(city, scenario with { Days = 9 }).Take(Drawn(city, scenario).Count));
    }

    [Fact]
    public void Cases_go_through_crews_and_inspectors()
    {
        var city = TestCity.Make();
        var result = Assert.Single(Simulator.Run(city, Busy(city), new SimulationOptions(), Stop));

        Assert.True(result.All.Closed > 300, $"{result.All.Closed} closed");
        Assert.True(result.All.Reworks > 0 && result.All.Redispatches > 0 && result.All.Rejected > 0 && result.MendedOnTheSpot > 0);
        Assert.Equal(result.All.Reports, result.All.Refused + result.All.Duplicates + result.All.Rejected + result.All.Closed + result.All.Open);
        Assert.Equal(result.All.Filed, result.Units.Sum(unit => unit.Counts.Filed));
        Assert.Equal(result.All.Reports, result.Days.Sum(day => day.Reports));
        Assert.All(result.Crews, crew => Assert.InRange(crew.Load, 0, 1.2));
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void A_queue_without_end_is_said_to_be_one()
    {
        var city = TestCity.Make();
        var work = Work(city) with
        {
            OtherCrews = [new Manning(new WorkShift("all", TimeSpan.Zero, TimeSpan.FromDays(1), []), 1)],
            Services = [new([], [], new Constant(3), null)],
        };
        var result = Assert.Single(Simulator.Run(city, Busy(city) with { Work = work }, new SimulationOptions(), Stop));

        Assert.Contains(result.Warnings, warning => warning.Contains("The queue of sanitation has no end", StringComparison.Ordinal));
    }

    [Fact]
    public void A_unit_without_a_crew_is_said_to_have_none()
    {
        var city = TestCity.Make();
        var none = Work(city) with { OtherCrews = [] };
        var result = Assert.Single(Simulator.Run(city, Busy(city) with { Work = none }, new SimulationOptions(), Stop));

        Assert.Contains(result.Warnings, warning => warning.StartsWith("sanitation has no crew", StringComparison.Ordinal));
        Assert.Equal(0, result.All.Closed);
    }

    [Fact]
    public void Who_stops_a_run_gets_what_it_came_to()
    {
        using var stop = new CancellationTokenSource();
        var city = TestCity.Make();
        var options = new SimulationOptions { Progress = part => Cancel(stop, part) };
        var result = Assert.Single(Simulator.Run(city, Busy(city) with { Days = 400 }, options, stop.Token));

        Assert.True(result.IsPartial);
        Assert.True(result.All.Closed > 0);

        static void Cancel(CancellationTokenSource stop, double part)
        {
            if (part > 0.1)
            {
                stop.Cancel();
            }
        }
    }

    [Fact]
    public void A_problem_is_found_when_the_inspector_passes_and_later_when_tasks_hold_him_up()
    {
        var city = TestCity.Make();
        var scenario = Busy(city) with { Demand = [Stream("hidden", 30, "06010") with { IsHidden = true }] };
        var work = scenario.Work with { MendShare = 0, SeeShare = 1, Lifetime = new Constant(1_000) };
        var free = Assert.Single(Simulator.Run(city, scenario with { Work = work }, new SimulationOptions(), Stop));
        var slow = Assert.Single(Simulator.Run(city, scenario with { Work = work with { Look = new Constant(1.5) } }, new SimulationOptions(), Stop));

        Assert.InRange(free.All.Reports, 100, 30 * 6);
        Assert.True(slow.All.Reports < free.All.Reports, $"{slow.All.Reports} of {free.All.Reports}");
        Assert.Equal(0, free.NeverFound);
    }

    [Fact]
    public void Duty_is_summed_and_found_again()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
        var from = Monday.AddHours(-9).ToUnixTimeMilliseconds();
        var duty = Duty.Of(
            [new Manning(new WorkShift("day", TimeSpan.FromHours(8), TimeSpan.FromHours(16), []), 2), new Manning(new WorkShift("night", TimeSpan.FromHours(22), TimeSpan.FromHours(6), []), 1)],
            zone,
            from,
            from + (10 * 86_400_000L));

        Assert.Equal(24 * 10 * 3_600_000L, duty.DoneAt(from + (10 * 86_400_000L)));
        for (var done = 1L; done < 24 * 9 * 3_600_000L; done += 7_777_777)
        {
            var at = duty.TimeOf(done);
            Assert.True(duty.DoneAt(at) >= done && duty.DoneAt(at - 1) < done, $"{done}");
        }
        Assert.Equal([1, 0, 2, 0, 1], new[] { 1, 7, 9, 17, 23 }.Select(hour => duty.CountAt(from + (hour * 3_600_000L))));
    }

    private static Scenario Busy(City city) => new()
    {
        Name = "busy",
        From = new DateOnly(2026, 9, 14),
        Days = 5,
        WarmUpDays = 1,
        Demand =
        [
            Stream("found", 60, "06010", "09001") with { IsHidden = true },
            Stream("called", 50, "06010", "01002", "06025") with { Channels = [new Weighted("hotline", 1)], Excess = 0.05 },
        ],
        Work = Work(city),
    };

    private static WorkModel Work(City city) => new()
    {
        PatrolSpeed = 10,
        WalkSpeed = 20,
        Look = new LogNormalTime(0.02, 0.4),
        InspectorShifts = new Dictionary<string, WorkShift> { ["day"] = new("day", TimeSpan.FromHours(6), TimeSpan.FromHours(24), []) },
        OtherCrews = [new Manning(new WorkShift("day", TimeSpan.FromHours(8), TimeSpan.FromHours(20), []), city.Units.Count)],
    };

    private static DemandStream Stream(string name, double perDay, params string[] classes) => new()
    {
        Name = name,
        PerDay = perDay,
        Classes = [.. classes.Select(one => new Weighted(one, 1))],
        Channels = [new Weighted("inspector", 1)],
    };

    private static List<PlannedReport> Drawn(City city, Scenario scenario)
    {
        var source = new DemandSource(city, scenario, new Streams(3), scenario.From, scenario.From.AddDays(scenario.Days));
        var all = new List<PlannedReport>();
        while (source.TryNext(out var planned))
        {
            all.Add(planned!);
        }
        return all;
    }

    private static PlannedReport Report(
        int number, int minute, double x, double y, int? closedAfter, string channel = "inspector", int? filedAfter = null)
    {
        var at = Monday.AddMinutes(minute);
        var point = TestCity.At(x, y);
        var draft = new ReportDraft("06010", null, channel, point.Longitude, point.Latitude, Frame.Wgs84, null, null, null, $"r{number}");
        return new PlannedReport(number, at.ToUnixTimeMilliseconds(), new Guid(number + 1, 0, 0, new byte[8]), new Actor(Role.Public, "p"), draft)
        {
            ClosedAt = closedAfter is { } minutes ? Monday.AddMinutes(minutes).ToUnixTimeMilliseconds() : null,
            FiledAt = filedAfter is { } filed ? Monday.AddMinutes(filed).ToUnixTimeMilliseconds() : null,
        };
    }

    private static RunResult Recorded(City city, out string log, params PlannedReport[] reports)
    {
        using var copy = new MemoryStream();
        var result = new CityRun(city, new RunPlan
        {
            Source = new ListSource(reports),
            Handling = new RecordedHandling(),
            Streams = new Streams(1),
            From = Monday.ToUnixTimeMilliseconds(),
            Until = Monday.AddDays(3).ToUnixTimeMilliseconds(),
            Log = copy,
        }).Run(Stop);
        log = System.Text.Encoding.UTF8.GetString(copy.ToArray());
        AssertSound(log, result.Entries);
        return result;
    }

    private static string[] Kinds(string log) => [.. log.Split('\n').Skip(1).Where(line => line.Length > 0).Select(line => line.Split(',')[4])];

    /// <summary>Positions and cells' numbers have no gap, and time goes forward.</summary>
    private static void AssertSound(string log, long entries)
    {
        var lines = log.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(',')).ToList();
        var last = string.Empty;
        var numbers = new Dictionary<string, int>();
        for (var index = 0; index < lines.Count; index++)
        {
            Assert.Equal($"{index + 1}", lines[index][0]);
            Assert.Equal($"{numbers[lines[index][1]] = numbers.GetValueOrDefault(lines[index][1]) + 1}", lines[index][2]);
            Assert.True(string.CompareOrdinal(last, lines[index][3]) <= 0);
            last = lines[index][3];
        }
        Assert.Equal(entries, lines.Count);
    }

    // Takes one write.
    private sealed class FullDisk : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count)
        {
            if (Position > 0)
            {
                throw new IOException("No space left on device.");
            }
            base.Write(buffer, offset, count);
        }
    }

    private sealed class ListSource(IEnumerable<PlannedReport> reports) : IReportSource
    {
        private readonly Queue<PlannedReport> _reports = new(reports);

        public bool TryNext(out PlannedReport? planned) => _reports.TryDequeue(out planned);
    }
}
