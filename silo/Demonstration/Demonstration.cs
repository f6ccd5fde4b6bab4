using GridCity.Core.Cases;
using GridCity.Grains;
using GridCity.Simulation.Demand;

namespace GridCity.Silo.Demonstration;

/// <summary>
/// Drives the city with made-up people through the same door as everybody else, so that a newcomer sees a living map. All of
/// it says that it is synthetic.
/// </summary>
internal sealed class Demonstration : BackgroundService
{
    private const int ActsMax = 50_000;
    private const int BatchMax = 500;

    private readonly PriorityQueue<Command, DateTimeOffset> _acts = new();
    private readonly ICityHost _host;
    private readonly Audience _audience;
    private readonly TimeProvider _time;
    private readonly ILogger<Demonstration> _log;
    private readonly SyntheticStreet _street;
    private readonly SyntheticWork _work;
    private readonly SyntheticWaters _waters;

    public Demonstration(
        ICityHost host, Audience audience, SiloOptions options, TimeProvider time, ILogger<Demonstration> log)
    {
        (_host, _audience, _time, _log) = (host, audience, time, log);
        // The seed goes on where the journal is, so that a second start tells the next chapter and not the first again.
        var seed = unchecked(options.Seed + (int)(host.Journal.LastPosition * 31));
        _street = new SyntheticStreet(host.City, seed);
        _work = new SyntheticWork(host.City, unchecked(seed + 1));
        _waters = new SyntheticWaters(host.City, unchecked(seed + 2));
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Cases that were open when the server stopped go on.
        var now = _time.GetUtcNow();
        foreach (var item in _audience.OpenedWith)
        {
            Plan(_work.TakeUp(item), now);
        }
        var nextReport = now;
        var nextWater = now;
        while (!stoppingToken.IsCancellationRequested)
        {
            now = _time.GetUtcNow();
            while (_audience.TryTake(out var seen))
            {
                Plan(_work.React(seen.Entry.Case, seen.Case, seen.Entry.Event), now);
            }
            var commands = new List<Command>();
            while (nextReport <= now)
            {
                if (NextReport(now) is { } report)
                {
                    commands.Add(report);
                }
                nextReport += _street.NextPause(nextReport);
            }
            while (nextWater <= now)
            {
                commands.AddRange(_waters.Next(nextWater));
                nextWater += SyntheticWaters.Round;
            }
            while (commands.Count < BatchMax && _acts.TryPeek(out var act, out var due) && due <= now)
            {
                _acts.Dequeue();
                commands.Add(act);
            }
            // A refusal means that somebody else was faster with the case, which is what people are free to be.
            await _host.SendAsync(commands, stoppingToken);
            await Task.Delay(TimeSpan.FromMilliseconds(50), stoppingToken);
        }
    }

    private ReportCommand? NextReport(DateTimeOffset now)
    {
        if (_acts.Count >= ActsMax)
        {
            return null;
        }
        var (by, draft, selfFixed) = _street.NextReport();
        if (Intake.Check(_host.City, draft, now, out var report, out var placement) is { } refusal)
        {
            Log.ReportRefused(_log, refusal.Code, refusal.Detail);
            return null;
        }
        return new ReportCommand(Guid.CreateVersion7(), now, by, report!, placement!) { SelfFixed = selfFixed };
    }

    private void Plan(IEnumerable<SyntheticAct> acts, DateTimeOffset now)
    {
        foreach (var act in acts)
        {
            _acts.Enqueue(act.Command, now + act.After);
        }
    }
}
