using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Journal;

namespace GridCity.Grains.Cluster;

/// <summary>What the cells of one silo share.</summary>
internal sealed class CellServices(ClusterOptions options, City city, PostgresJournal journal, CityReplica replica, TimeProvider time)
{
    private readonly SemaphoreSlim _hands = new(Math.Max(1, Environment.ProcessorCount / 2));
    private IGrainFactory _grains = null!;
    private int _turn;

    public ClusterOptions Options { get; } = options;

    public City City { get; } = city;

    public PostgresJournal Journal { get; } = journal;

    /// <summary>The whole city as this silo has read it from the journal.</summary>
    public CityReplica Replica { get; } = replica;

    public TimeProvider Time { get; } = time;

    public Committer Committer { get; } = new(journal, replica, options.BatchCommandsMax);

    public Past Past { get; } = new(journal);

    /// <summary>How far from a report another cell's case may matter to it.</summary>
    public double NearMetres { get; } = Math.Max(city.Policy.DuplicateMetres, city.Policy.Escalation.RepeatMetres);

    public Neighbours Neighbours { get; private set; } = null!;

    public CellStates States { get; private set; } = null!;

    /// <summary>What exists only when the silo has been built.</summary>
    public void Begin(IGrainFactory grains, CellStates states)
    {
        _grains = grains;
        States = states;
        Neighbours = new Neighbours(City, grains, NearMetres);
    }

    public ICellGrain GrainOf(CellCode code) => _grains.GetGrain<ICellGrain>(CellKeys.KeyOf(code));

    /// <summary>Runs a piece of work that a silo was given, on half of the machine.</summary>
    public async Task<byte[]?> WorkAsync(byte[] order, CancellationToken stop)
    {
        if (Options.Work is not { } work)
        {
            return null;
        }
        await _hands.WaitAsync(stop);
        try
        {
            return await Task.Run(() => work(order, stop), stop);
        }
        finally
        {
            _hands.Release();
        }
    }

    /// <summary>Gives a piece of work to the silo whose turn it is.</summary>
    public Task<byte[]?> WorkInTurnAsync(byte[] order, CancellationToken stop) =>
        _grains.GetGrain<IWorkGrain>(TurnPlacementDirector.KeyOf(Interlocked.Increment(ref _turn) & int.MaxValue)).RunAsync(order, stop);

    /// <summary>Tells a cell that another one wrote for it; one that does not hear it finds out when it writes next.</summary>
    public async Task TellAsync(CellCode code, int seq)
    {
        try
        {
            await GrainOf(code).CatchUpAsync(seq);
        }
        catch (Exception e) when (Passing.Is(e))
        {
            Telemetry.Untold.Add(1);
        }
    }
}
