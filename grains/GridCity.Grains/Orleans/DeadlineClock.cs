using GridCity.Core.Cases;
using GridCity.Core.Space;

namespace GridCity.Grains.Cluster;

/// <summary>
/// Asks the cells whose due times have come. Every silo knows all due times; each asks the cells of its own streets at once,
/// and those of others only when they have not been asked after a while, so that none is missed when silos come and go. A
/// cell that is asked twice decides once.
/// </summary>
internal sealed class DeadlineClock : IAsyncDisposable
{
    private const int AtOnceMax = 256;

    private readonly CellServices _services;
    private readonly Func<CellCode, bool> _isMine;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private Task _round = Task.CompletedTask;

    public DeadlineClock(CellServices services, Func<CellCode, bool> isMine)
    {
        _services = services;
        _isMine = isMine;
        var period = services.Options.ClockPeriod;
        _timer = services.Time.CreateTimer(_ => Tick(), null, period, period);
    }

    /// <summary>Ends when what the clock has asked for so far has been decided.</summary>
    public Task Settled
    {
        get
        {
            lock (_gate)
            {
                return _round;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        await Settled.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Looks now, beside the usual time.</summary>
    public void Tick()
    {
        lock (_gate)
        {
            if (_round.IsCompleted)
            {
                _round = Task.Run(AskAsync);
            }
        }
    }

    private async Task AskAsync()
    {
        var now = _services.Time.GetUtcNow();
        var asked = new List<Task>();
        while (_services.Replica.TakeDue(now) is { } due)
        {
            var courtesyEnds = due.Alarm.At + _services.Options.Courtesy;
            if (!_isMine(due.Cell) && now < courtesyEnds)
            {
                _services.Replica.LookAgain(due.Case, courtesyEnds);
                continue;
            }
            asked.Add(AskAsync(due, now));
            if (asked.Count == AtOnceMax)
            {
                await Task.WhenAll(asked);
                asked.Clear();
            }
        }
        await Task.WhenAll(asked);
    }

    // One alarm may hide another of the same case: it is looked at again until none is left.
    private async Task AskAsync(CaseAlarmOf due, DateTimeOffset now)
    {
        var again = now + _services.Options.ClockPeriod;
        try
        {
            var command = new ExpireCommand(Guid.CreateVersion7(now), now, due.Case, due.Alarm.For);
            await _services.GrainOf(due.Cell).AskAsync(new CommandParcel(command));
        }
        catch (Exception e) when (Passing.Is(e))
        {
            Telemetry.Unasked.Add(1);
        }
        _services.Replica.LookAgain(due.Case, again);
    }
}
