using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using GridCity.Silo.Http;

namespace GridCity.Silo.Views;

/// <summary>
/// Sends the board to everybody who watches: a frame twice a second, written once for all. A watcher who is too slow for
/// frames gets the whole board instead of the ones it missed.
/// </summary>
internal sealed class BoardFrames(CityBoard board, TimeProvider time) : BackgroundService
{
    private const int FramesWaitingMax = 4;
    private const int WatchersMax = 1_000;
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private readonly List<Watcher> _watchers = [];

    /// <summary>The board at once, then its frames. Null when there are too many watchers already.</summary>
    public IAsyncEnumerable<BoardEvent>? Watch(CancellationToken stop)
    {
        var watcher = new Watcher();
        lock (_gate)
        {
            if (_watchers.Count >= WatchersMax)
            {
                return null;
            }
            _watchers.Add(watcher);
        }
        return WatchAsync(watcher, stop);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        // A disposed timer ends the loop without a fault, which a cancelled wait would be.
        await using var ending = stoppingToken.Register(timer.Dispose);
        for (var tick = 0; await timer.WaitForNextTickAsync(CancellationToken.None); tick = (tick + 1) % 4)
        {
            // Streets and units change slowly in the eye; every fourth frame carries them.
            if (board.TakeFrame(withLoads: tick == 0) is { } frame)
            {
                Send(new BoardEvent("frame", JsonSerializer.Serialize(frame, WireContext.Default.FrameBody)));
            }
        }
    }

    private void Send(BoardEvent frame)
    {
        lock (_gate)
        {
            foreach (var watcher in _watchers)
            {
                if (!watcher.Frames.Writer.TryWrite(frame))
                {
                    watcher.IsBehind = true;
                }
            }
        }
    }

    private async IAsyncEnumerable<BoardEvent> WatchAsync(Watcher watcher, [EnumeratorCancellation] CancellationToken stop)
    {
        try
        {
            yield return Whole();
            await foreach (var frame in watcher.Frames.Reader.ReadAllAsync(stop))
            {
                if (!watcher.IsBehind)
                {
                    yield return frame;
                    continue;
                }
                // Frames are differences: one that was dropped cannot be made good but by the whole board.
                while (watcher.Frames.Reader.TryRead(out _))
                {
                }
                watcher.IsBehind = false;
                yield return Whole();
            }
        }
        finally
        {
            lock (_gate)
            {
                _watchers.Remove(watcher);
            }
        }
    }

    private BoardEvent Whole() => new("board", JsonSerializer.Serialize(board.Snapshot(), WireContext.Default.BoardBody));

    private sealed class Watcher
    {
        public Channel<BoardEvent> Frames { get; } = Channel.CreateBounded<BoardEvent>(
            new BoundedChannelOptions(FramesWaitingMax) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

        public volatile bool IsBehind;
    }
}

/// <summary>One event of the board's stream: its kind and its JSON.</summary>
internal readonly record struct BoardEvent(string Kind, string Json);
