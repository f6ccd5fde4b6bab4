namespace GridCity.Silo.Planning;

/// <summary>Who runs the replications of planners: half of this machine, so that the living city is not held up.</summary>
internal abstract class ReplicationHands
{
    /// <summary>How many replications a machine runs at once.</summary>
    public static int PerMachine { get; } = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>How many run at once in all.</summary>
    public virtual int Threads => PerMachine;

    /// <summary>Runs a replication of an order by its seed on another machine; null where there is none.</summary>
    public abstract Func<ulong, CancellationToken, byte[]?>? Of(ReplicationOrder order);
}

/// <summary>There is no machine but this one.</summary>
internal sealed class OwnHands : ReplicationHands
{
    /// <inheritdoc/>
    public override Func<ulong, CancellationToken, byte[]?>? Of(ReplicationOrder order) => null;
}
