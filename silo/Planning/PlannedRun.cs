using GridCity.Core.Cities;
using GridCity.Simulation.Reports;
using GridCity.Simulation.Runs;

namespace GridCity.Silo.Planning;

/// <summary>How far a run is. Zero is never used.</summary>
internal enum RunState
{
    /// <summary>Others go first.</summary>
    Waiting = 1,

    /// <summary>It is being calculated.</summary>
    Running = 2,

    /// <summary>It has ended.</summary>
    Done = 3,

    /// <summary>Somebody stopped it.</summary>
    Stopped = 4,

    /// <summary>It could not be calculated.</summary>
    Failed = 5,
}

/// <summary>One number of a scenario that a run changes.</summary>
internal sealed record PlannedChange(string What, double Value);

/// <summary>A run that somebody asked for, with what came of it.</summary>
internal sealed class PlannedRun : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile RunState _state = RunState.Waiting;
    private double _progress;

    public required string Id { get; init; }

    public required string Name { get; init; }

    public required PlannedWork Work { get; init; }

    public required IReadOnlyList<PlannedChange> Changes { get; init; }

    public required ulong Seed { get; init; }

    public required int Replications { get; init; }

    public RunState State => _state;

    /// <summary>The part that is done, from 0 to 1.</summary>
    public double Progress => Volatile.Read(ref _progress);

    public IReadOnlyList<RunResult> Results { get; private set; } = [];

    public RunFrames? Frames { get; private set; }

    /// <summary>What the report is made of.</summary>
    public ReportSubject? Report { get; private set; }

    /// <summary>Why it could not be calculated.</summary>
    public string? Fault { get; private set; }

    /// <summary>Ends when nothing more comes.</summary>
    public Task Over => _over.Task;

    /// <summary>Whether nothing more comes.</summary>
    public bool IsOver => _state is RunState.Done or RunState.Stopped or RunState.Failed;

    /// <summary>Calculates it.</summary>
    public void Run(City city, ReplicationHands hands, CancellationToken ending)
    {
        if (_stop.IsCancellationRequested)
        {
            End(RunState.Stopped);
            return;
        }
        _state = RunState.Running;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, ending);
        try
        {
            var outcome = Work.Calculate(
                city, new PlannedLuck(Seed, Replications, hands), part => Volatile.Write(ref _progress, part), stop.Token);
            (Results, Frames, Report) = (outcome.Results, outcome.Frames, outcome.Report);
            End(stop.IsCancellationRequested ? RunState.Stopped : RunState.Done);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            End(RunState.Stopped);
        }
    }

    /// <summary>Says that it could not be calculated.</summary>
    public void Fail(string fault)
    {
        Fault = fault;
        End(RunState.Failed);
    }

    /// <summary>Stops it.</summary>
    public void Stop() => _stop.Cancel();

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    private void End(RunState state)
    {
        _state = state;
        _over.TrySetResult();
    }
}
