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
    private readonly ICityHost _host;
    private readonly Audience _audience;
    private readonly TimeProvider _time;
    private readonly ILogger<Demonstration> _log;
    private readonly SyntheticCity _people;

    public Demonstration(
        ICityHost host, Audience audience, SiloOptions options, TimeProvider time, ILogger<Demonstration> log)
    {
        (_host, _audience, _time, _log) = (host, audience, time, log);
        // The seed goes on where the journal is, so that a second start tells the next chapter and not the first again.
        var seed = unchecked(options.Seed + (int)(host.Journal.LastPosition * 31));
        _people = new SyntheticCity(host.City, seed, time.GetUtcNow());
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Cases that were open when the server stopped go on.
        foreach (var item in _audience.OpenedWith)
        {
            _people.TakeUp(item, _time.GetUtcNow());
        }
        while (!stoppingToken.IsCancellationRequested)
        {
            var now = _time.GetUtcNow();
            while (_audience.TryTake(out var seen))
            {
                _people.See(seen.Entry.Case, seen.Case, seen.Entry.Event, now);
            }
            // A refusal means that somebody else was faster with the case, which is what people are free to be.
            await _host.SendAsync(_people.Next(now, Refused), stoppingToken);
            await Task.Delay(TimeSpan.FromMilliseconds(50), stoppingToken);
        }
    }

    private void Refused(Refusal refusal) => Log.ReportRefused(_log, refusal.Code, refusal.Detail);
}
