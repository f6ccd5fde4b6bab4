using System.Net;
using GridCity.Journal.Postgres;

namespace GridCity.Grains.Cluster;

/// <summary>What one silo of a cluster is told about itself and its limits.</summary>
public sealed record ClusterOptions
{
    /// <summary>The database that all silos of the city share.</summary>
    public required PostgresPlace Place { get; init; }

    /// <summary>The address at which the other silos reach this one.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port at which the other silos reach this one; 0 takes any that is free.</summary>
    public int SiloPort { get; init; }

    /// <summary>How what silos say to each other is encrypted, or null where nobody else is on their network. All of them or none.</summary>
    public SiloEncryption? Encryption { get; init; }

    /// <summary>The name by which silos find each other, or null for the city's id.</summary>
    public string? ClusterId { get; init; }

    /// <summary>How many commands may wait in this silo; one more is told that it is overloaded.</summary>
    public int WaitingMax { get; init; } = 20_000;

    /// <summary>How many commands one commit covers at most.</summary>
    public int BatchCommandsMax { get; init; } = 4_096;

    /// <summary>
    /// After how many entries a cell saves its state, so that nobody folds more than this tail; one with more open cases than that,
    /// after as many as it has.
    /// </summary>
    public int SnapshotEntries { get; init; } = 64;

    /// <summary>How many cells are woken at once after a start.</summary>
    public int WakeAtOnce { get; init; } = 1_024;

    /// <summary>After how long without a call a cell leaves the memory; its state and the journal bring it back.</summary>
    public TimeSpan IdleAge { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How often the clock looks for due times.</summary>
    public TimeSpan ClockPeriod { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a due time is left to the silo that is responsible for it, before any other asks.</summary>
    public TimeSpan Courtesy { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How far the clock of this machine may be from the database's.</summary>
    public TimeSpan ClockTolerance { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a command is tried again while silos come and go, before its caller is told to.</summary>
    public TimeSpan RetryFor { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How this silo runs pieces of calculation for others, or null when it does not.</summary>
    public Func<byte[], CancellationToken, byte[]?>? Work { get; init; }

    /// <summary>The clock of this machine, as it is held against the database's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How often silos look whether the others live; three misses and they are declared dead.</summary>
    public TimeSpan ProbePeriod { get; init; } = TimeSpan.FromMilliseconds(700);
}
