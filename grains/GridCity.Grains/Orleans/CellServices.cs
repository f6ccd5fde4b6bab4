using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Journal;

namespace GridCity.Grains.Cluster;

/// <summary>What the cells of one silo share.</summary>
internal sealed class CellServices(ClusterOptions options, City city, PostgresJournal journal, CityReplica replica, TimeProvider time)
{
    private IGrainFactory _grains = null!;

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
