namespace GridCity.Grains.InProcess;

/// <summary>The limits of an in-process host.</summary>
public sealed record InProcessOptions
{
    /// <summary>How many commands may wait; one more is told that the host is overloaded.</summary>
    public int WaitingMax { get; init; } = 20_000;

    /// <summary>How many commands one commit covers at most.</summary>
    public int BatchCommandsMax { get; init; } = 8_192;

    /// <summary>After how many entries the cells are snapshot, so that a restart folds no more than this tail.</summary>
    public int SnapshotEntries { get; init; } = 100_000;

    /// <summary>How many cells are snapshot after one commit, so that nobody waits long for it.</summary>
    public int SnapshotCellsAtOnce { get; init; } = 24;

    /// <summary>How often the clock looks for due times.</summary>
    public TimeSpan ClockPeriod { get; init; } = TimeSpan.FromSeconds(1);
}
