using System.Diagnostics;
using GridCity.Core.Evaluation;
using GridCity.Grains;
using GridCity.Simulation.Bulletins;

namespace GridCity.Silo.Views;

/// <summary>How far the journal has been read for the bulletins; it cannot be read to its end when it has too many cases.</summary>
internal sealed record FoldState(long Position, long Last, bool IsFull);

/// <summary>
/// The journal folded for the bulletins, in the background and as entries come, so that nobody who asks waits for all of it. It
/// reads a few thousand entries at a time and keeps what evaluation needs of a case (some 440 bytes), for so many cases at most.
/// As long as nobody asks it takes half of a core at most.
/// </summary>
internal sealed class BulletinFold(ICityHost host, ILogger<BulletinFold> log) : BackgroundService
{
    private const int BatchEntries = 5_000;
    private const int HurryMilliseconds = 10_000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _gate = new(1);
    private readonly BulletinDesk _desk = new(host.City);
    private long _hurryUntil;

    /// <summary>So many entries a question reads itself; with more it is told how far the reading is.</summary>
    public int AskedEntries { get; init; } = 50_000;

    /// <summary>So many cases are kept at most, which is two gigabytes.</summary>
    public int CasesMax { get; init; } = 5_000_000;

    /// <summary>Asks the desk when it is up to date, or says how far it is.</summary>
    public async Task<(T? Answer, FoldState? Behind)> AskAsync<T>(Func<BulletinDesk, T> ask, CancellationToken stop)
        where T : class
    {
        Volatile.Write(ref _hurryUntil, Environment.TickCount64 + HurryMilliseconds);
        await _gate.WaitAsync(stop);
        try
        {
            if (host.Journal.LastPosition - _desk.Position <= AskedEntries)
            {
                await FoldAsync(int.MaxValue, stop);
            }
            return IsDone ? (ask(_desk), null) : (null, new FoldState(_desk.Position, host.Journal.LastPosition, IsFull));
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _gate.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var started = Stopwatch.GetTimestamp();
            await _gate.WaitAsync(stoppingToken);
            try
            {
                await FoldAsync(BatchEntries, stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // Whoever asks is told the fault; the city goes on without bulletins.
                Log.BulletinsStopped(log, fault, _desk.Position);
                return;
            }
            finally
            {
                _gate.Release();
            }
            var isHurried = Environment.TickCount64 < Volatile.Read(ref _hurryUntil);
            await Task.Delay(IsDone || IsFull ? Pause : isHurried ? TimeSpan.Zero : Stopwatch.GetElapsedTime(started), stoppingToken);
        }
    }

    private bool IsFull => _desk.CaseCount >= CasesMax;

    // What is written while a question is answered comes with the next one.
    private bool IsDone => host.Journal.LastPosition - _desk.Position <= AskedEntries && !IsFull;

    private async Task FoldAsync(int entriesMax, CancellationToken stop)
    {
        if (IsFull || host.Journal.LastPosition == _desk.Position)
        {
            return;
        }
        var left = entriesMax;
        await foreach (var entry in host.Journal.ReadAsync(_desk.Position, stop))
        {
            _desk.Add(new Happening(entry.Position, entry.At, entry.Cell, entry.Case, entry.Event));
            if (--left == 0 || IsFull)
            {
                return;
            }
        }
    }
}
