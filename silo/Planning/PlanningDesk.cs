using System.Threading.Channels;
using GridCity.Grains;
using GridCity.Simulation.Replay;

namespace GridCity.Silo.Planning;

/// <summary>
/// Runs what planners ask for, one after another and on half of the machine, so that the living city is not held up. Runs live in
/// memory: each can be made again from its scenario, its changes and its seed.
/// </summary>
internal sealed class PlanningDesk(ICityHost host, ReplicationHands hands, ILogger<PlanningDesk> log) : BackgroundService
{
    /// <summary>The most runs that are kept.</summary>
    public const int RunsMax = 16;

    private readonly Lock _gate = new();
    private readonly List<PlannedRun> _runs = [];
    private readonly Channel<PlannedRun> _waiting = Channel.CreateUnbounded<PlannedRun>();
    private int _count;

    /// <summary>All runs, the newest first.</summary>
    public IReadOnlyList<PlannedRun> Runs
    {
        get
        {
            lock (_gate)
            {
                return [.. Enumerable.Reverse(_runs)];
            }
        }
    }

    /// <summary>Takes a run; null when as many as are kept have not ended.</summary>
    public PlannedRun? Add(string name, PlannedWork work, IReadOnlyList<PlannedChange> changes, ulong seed, int replications)
    {
        lock (_gate)
        {
            if (_runs.Count >= RunsMax)
            {
                if (_runs.Find(one => one.IsOver) is not { } oldest)
                {
                    return null;
                }
                _runs.Remove(oldest);
                oldest.Dispose();
            }
            var run = new PlannedRun
            {
                Id = "r" + (++_count).ToString(System.Globalization.CultureInfo.InvariantCulture),
                Name = name,
                Work = work,
                Changes = changes,
                Seed = seed,
                Replications = replications,
            };
            _runs.Add(run);
            _waiting.Writer.TryWrite(run);
            return run;
        }
    }

    /// <summary>A run, or null.</summary>
    public PlannedRun? Find(string id)
    {
        lock (_gate)
        {
            return _runs.Find(run => run.Id == id);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var run in _waiting.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await Task.Run(() => run.Run(host.City, hands, stoppingToken), CancellationToken.None);
            }
            catch (InputException e)
            {
                // What a planner sent cannot be used: nothing is wrong here.
                run.Fail(e.Message);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // One run that cannot be calculated must not end the desk, and the planner is told.
                Log.RunFailed(log, e, run.Id);
                run.Fail(e.Message);
            }
        }
    }
}
