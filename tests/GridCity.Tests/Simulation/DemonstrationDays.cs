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

/// <summary>The first days of the demonstration, lived once for all tests that look at them.</summary>
public sealed class DemonstrationDays : IAsyncLifetime
{
    /// <summary>How many days are lived: what the demand deals in turns comes round about twice.</summary>
    public const int Count = 10;

    private static readonly DateTimeOffset Start = new(2026, 11, 23, 0, 30, 0, TimeSpan.Zero);
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(10);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public City City { get; } = StoryCity.LoadCity();

    public IReadOnlyList<Entry> Seen { get; private set; } = [];

    public async ValueTask InitializeAsync() => Seen = await LiveAsync(City);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task<IReadOnlyList<Entry>> LiveAsync(City city)
    {
        var time = new ManualTime(Start);
        var seen = new Witness();
        var all = new List<Entry>();
        await using var journal = new MemoryJournal(city.Id, time);
        await using var host = await InProcessHost.OpenAsync(city, journal, new InProcessOptions(), time, [seen], Stop);
        var people = new SyntheticCity(city, 1, Start);
        while (time.GetUtcNow() < Start.AddDays(Count))
        {
            time.Advance(Step);
            await host.SettleAsync(Stop);
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
