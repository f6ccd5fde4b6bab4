using GridCity.Core.Cases;
using GridCity.Grains;
using GridCity.Journal;
using GridCity.Simulation.Demand;

namespace GridCity.Silo.Demonstration;

/// <summary>
/// Drives the city with made-up people through the same door as everybody else, so that a newcomer sees a living map. All of
/// it says that it is synthetic.
/// </summary>
internal sealed class Demonstration(ICityHost host, SiloOptions options, TimeProvider time, ILogger<Demonstration> log) : BackgroundService
{
    private const int OpenCasesMax = 20_000;

    private readonly PriorityQueue<CaseCommand, DateTimeOffset> _acts = new();

    // The seed goes on where the journal is, so that a second start tells the next chapter and not the first again.
    private readonly SyntheticStreet _street = new(host.City, unchecked(options.Seed + (int)(host.Journal.LastPosition * 31)));

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await TakeUpAsync(stoppingToken);
        var nextReport = time.GetUtcNow();
        while (!stoppingToken.IsCancellationRequested)
        {
            var now = time.GetUtcNow();
            var replies = new List<Command>();
            while (nextReport <= now)
            {
                if (_acts.Count < OpenCasesMax && NextReport(now) is { } report)
                {
                    replies.Add(report);
                }
                nextReport += _street.NextPause(nextReport);
            }
            while (_acts.TryPeek(out var act, out var due) && due <= now)
            {
                _acts.Dequeue();
                replies.Add(act);
            }
            foreach (var reply in await host.SendAsync(replies, stoppingToken))
            {
                Follow(reply, now);
            }
            await Task.Delay(TimeSpan.FromMilliseconds(50), stoppingToken);
        }
    }

    // Cases that were open when the server stopped go on.
    private async Task TakeUpAsync(CancellationToken stop)
    {
        long? before = null;
        while (true)
        {
            var filter = new CaseFilter { OpenOnly = true, Before = before, Limit = CaseFilter.LimitMax };
            var page = await host.Journal.ReadCasesAsync(filter, stop);
            foreach (var row in page)
            {
                Schedule(row, time.GetUtcNow());
            }
            if (page.Count < CaseFilter.LimitMax || _acts.Count >= OpenCasesMax)
            {
                return;
            }
            before = page[^1].Opened;
        }
    }

    private ReportCommand? NextReport(DateTimeOffset now)
    {
        var (by, draft) = _street.NextReport();
        if (Intake.Check(host.City, draft, now, out var report, out var placement) is { } refusal)
        {
            Log.ReportRefused(log, refusal.Code, refusal.Detail);
            return null;
        }
        return new ReportCommand(Guid.CreateVersion7(), now, by, report!, placement!);
    }

    private void Follow(Reply reply, DateTimeOffset now)
    {
        // A refusal means that somebody else was faster with the case, which is what people are free to be.
        if (reply.Case is { } row)
        {
            Schedule(row, now);
        }
    }

    private void Schedule(CaseRow row, DateTimeOffset now)
    {
        var inspector = host.City.InspectorOf(row.Cell)?.Id;
        if (_street.NextAct(row.Id, row.Stage, row.Unit, inspector, Guid.CreateVersion7()) is { } act)
        {
            _acts.Enqueue(act.Command, now + act.After);
        }
    }
}
