using System.Collections.Concurrent;
using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Grains;
using GridCity.Grains.InProcess;
using GridCity.Journal;
using GridCity.Simulation.Demand;
using GridCity.Tests.Hosting;
using GridCity.Tests.Stories;
using Xunit;

namespace GridCity.Tests.Simulation;

/// <summary>
/// What <c>--demo</c> shows: some days of made-up people in the demonstration city, driven as the server drives them, in which
/// every kind of thing happens that a journal can tell.
/// </summary>
public sealed class SyntheticCityTests
{
    private static readonly DateTimeOffset Start = new(2026, 9, 1, 0, 30, 0, TimeSpan.Zero);
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(10);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_few_days_of_it_exercise_every_row_of_the_mission()
    {
        var city = StoryCity.LoadCity();
        var seen = await LiveAsync(city, days: 4);
        var reports = seen.Select(one => one.Event).OfType<CaseReported>().ToList();
        var sent = seen.Select(one => one.Event).OfType<CaseDispatched>().ToList();
        var rules = sent.Select(one => one.Reason.Rule).ToHashSet();

        var kinds = typeof(CaseEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(CaseEvent)) && !type.IsAbstract);
        // Remarks come from other systems, by Open311.
        Assert.Equal([nameof(CaseRemarked)], kinds.Except(seen.Select(one => one.Event.GetType())).Select(type => type.Name));

        Assert.Empty(city.Channels.Keys.Except(reports.Select(one => one.Report.Channel)));
        Assert.Contains("water-in-river", rules);
        Assert.Contains("water-in-city-river", rules);
        Assert.Contains("border", rules);
        Assert.Contains(sent, one => one.Event == "temple-season");
        Assert.Contains(reports, one => one.Report.Source is not null && one.Report.Channel == "inspector");
        Assert.Contains(reports, one => city.Classes[one.Report.Class].Service == ServiceGrid.Social);
        Assert.Contains(seen, one => one.Event is SampleTaken { MeetsTarget: false });

        Assert.Empty(Enum.GetValues<CallKind>().Except(seen.Select(one => one.Event).OfType<CallMade>().Select(call => call.Call)));
        Assert.Empty(Enum.GetValues<EscalationCause>()
            .Except(seen.Select(one => one.Event).OfType<CaseEscalated>().Select(escalated => escalated.Cause)));
        Assert.Empty(Enum.GetValues<ApplicationKind>()
            .Except(seen.Select(one => one.Event).OfType<ApplicationDecided>().Where(one => one.IsGranted).Select(one => one.Application)));
        Assert.Superset(
            new HashSet<PatrolKind> { PatrolKind.Inspector, PatrolKind.RiverChief, PatrolKind.RiverPatrol, PatrolKind.LaneKeeper, PatrolKind.LaneChief, PatrolKind.Vehicle },
            seen.Select(one => one.Event).OfType<PatrolWalked>().Select(walked => city.KindOf(walked.By.Id)!.Value).ToHashSet());
        Assert.Contains(seen, one => one.Event is PatrolWalked walked && city.Sources.ContainsKey(walked.Subject));
    }

    private static async Task<IReadOnlyList<Entry>> LiveAsync(City city, int days)
    {
        var time = new ManualTime(Start);
        var seen = new Witness();
        var all = new List<Entry>();
        await using var journal = new MemoryJournal(city.Id, time);
        await using var host = await InProcessHost.OpenAsync(city, journal, new InProcessOptions(), time, [seen], Stop);
        var people = new SyntheticCity(city, 1, Start);
        while (time.GetUtcNow() < Start.AddDays(days))
        {
            time.Advance(Step);
            var now = time.GetUtcNow();
            while (seen.TryTake(out var one))
            {
                all.Add(one.Entry);
                people.See(one.Entry.Case, one.Case, one.Entry.Event, now);
            }
            IReadOnlyList<Command> commands;
            do
            {
                commands = people.Next(now, refusal => Assert.Fail(refusal.Detail));
                await host.SendAsync(commands, Stop);
            }
            while (commands.Count >= 500);
        }
        return all;
    }

    private sealed class Witness : ICommitObserver
    {
        private readonly ConcurrentQueue<Committed> _seen = new();

        public void OnOpened(IReadOnlyCollection<Case> open, long position)
        {
        }

        public void OnCommitted(IReadOnlyList<Committed> committed)
        {
            foreach (var one in committed)
            {
                _seen.Enqueue(one);
            }
        }

        public bool TryTake(out Committed one) => _seen.TryDequeue(out one);
    }
}
