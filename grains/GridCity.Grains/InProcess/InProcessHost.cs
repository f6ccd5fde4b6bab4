using System.Globalization;
using System.Threading.Channels;
using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Journal;

namespace GridCity.Grains.InProcess;

/// <summary>
/// All cells of a city in one process. Commands wait in a bounded queue; one writer takes what is there, lets the cells
/// decide, makes the whole group durable in one commit, tells the observers, and only then answers, in order.
/// </summary>
public sealed class InProcessHost : ICityHost
{
    private readonly Channel<Waiting> _queue = System.Threading.Channels.Channel.CreateUnbounded<Waiting>(
        new UnboundedChannelOptions { SingleReader = true, AllowSynchronousContinuations = false });

    private readonly InProcessOptions _options;
    private readonly Writer _writer;
    private readonly ITimer _clock;
    private readonly Task _loop;
    private int _waiting;
    private int _tickWaits;
    private int _isStopped;

    private InProcessHost(City city, IJournal journal, InProcessOptions options, TimeProvider time, Writer writer)
    {
        City = city;
        Journal = journal;
        _options = options;
        _writer = writer;
        _loop = Task.Run(RunAsync);
        _clock = time.CreateTimer(_ => Tick(), null, options.ClockPeriod, options.ClockPeriod);
    }

    /// <inheritdoc/>
    public City City { get; }

    /// <inheritdoc/>
    public IJournal Journal { get; }

    /// <inheritdoc/>
    public HostCondition Condition => _writer.Describe(Volatile.Read(ref _waiting), _options.WaitingMax, Volatile.Read(ref _isStopped) != 0);

    /// <summary>Ends when the host has stopped, with the fault that stopped it if there was one.</summary>
    public Task Completion => _loop;

    /// <summary>Rebuilds the cells from the journal and starts to serve.</summary>
    /// <exception cref="JournalUnavailableException">The journal ends later than the clock allows.</exception>
    public static async Task<InProcessHost> OpenAsync(
        City city,
        IJournal journal,
        InProcessOptions options,
        TimeProvider time,
        IReadOnlyList<ICommitObserver> observers,
        CancellationToken stop)
    {
        var lastAt = await LastAtAsync(city, journal, time, stop);
        var cells = await CellSet.LoadAsync(city, journal, stop);
        var open = cells.Open;
        foreach (var observer in observers)
        {
            observer.OnOpened(open, journal.LastPosition);
        }
        var writer = new Writer(city, journal, cells, options, time, lastAt, observers);
        return new InProcessHost(city, journal, options, time, writer);
    }

    /// <inheritdoc/>
    public async ValueTask<Reply> SendAsync(Command command, CancellationToken stop) =>
        (await SendAsync([command], stop))[0];

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Reply>> SendAsync(IReadOnlyList<Command> commands, CancellationToken stop)
    {
        if (commands.Count == 0)
        {
            return [];
        }
        var waiting = new Waiting(commands);
        // The bound counts commands, so that a few large groups cannot hide a long queue. An empty queue takes any group.
        var length = Interlocked.Add(ref _waiting, commands.Count);
        if ((length > _options.WaitingMax && length > commands.Count) || !_queue.Writer.TryWrite(waiting))
        {
            Interlocked.Add(ref _waiting, -commands.Count);
            return [.. commands.Select(command => new Reply(
                ReplyKind.Overloaded, command.Id, null, null, $"{length - commands.Count} commands wait; at most {_options.WaitingMax} may."))];
        }
        return await waiting.Done.Task.WaitAsync(stop);
    }

    /// <summary>Stops taking commands, answers those that wait, and saves a snapshot. The journal stays open.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isStopped, 1) != 0)
        {
            return;
        }
        await _clock.DisposeAsync();
        _queue.Writer.TryComplete();
        await _loop;
        await _writer.SaveSnapshotsAsync(CancellationToken.None);
    }

    // The time of entries never goes back, over a restart neither. A clock that is far behind must not put its time on what comes.
    private static async ValueTask<DateTimeOffset> LastAtAsync(City city, IJournal journal, TimeProvider time, CancellationToken stop)
    {
        if (journal.LastPosition == 0)
        {
            return default;
        }
        var last = (await journal.ReadPageAsync(journal.LastPosition - 1, 1, stop))[0].At;
        var now = time.GetUtcNow();
        return last <= now + city.Policy.ClockTolerance
            ? last
            : throw new JournalUnavailableException(string.Create(
                CultureInfo.InvariantCulture,
                $"its last entry is of {last:O}, and this machine's clock says {now:O}: the clock went back, by more than the "
                + $"{city.Policy.ClockTolerance.TotalMinutes:0} minutes that the city allows (clock_tolerance_minutes). Set the clock right. "
                + $"The journal of a demonstration, whose clock runs faster, goes on with --demo; without it take another file with --data."));
    }

    private void Tick()
    {
        // One tick waits at most: a slow writer must not find a heap of them.
        if (Interlocked.Exchange(ref _tickWaits, 1) == 0)
        {
            _queue.Writer.TryWrite(Waiting.Tick);
        }
    }

    private async Task RunAsync()
    {
        var group = new List<Waiting>();
        try
        {
            await ServeAsync(group);
        }
        catch (Exception e)
        {
            // A broken invariant stops the host: what waits is told, nothing more is taken, and whoever runs the host ends.
            _writer.Stop(e);
            _queue.Writer.TryComplete(e);
            while (_queue.Reader.TryRead(out var waiting))
            {
                group.Add(waiting);
            }
            foreach (var waiting in group)
            {
                waiting.Done.TrySetException(e);
            }
            throw;
        }
    }

    private async Task ServeAsync(List<Waiting> group)
    {
        while (await _queue.Reader.WaitToReadAsync())
        {
            var commands = 0;
            var ticks = false;
            while (commands < _options.BatchCommandsMax && _queue.Reader.TryRead(out var waiting))
            {
                if (ReferenceEquals(waiting, Waiting.Tick))
                {
                    Volatile.Write(ref _tickWaits, 0);
                    ticks = true;
                    continue;
                }
                group.Add(waiting);
                commands += waiting.Commands.Count;
            }
            await _writer.WriteAsync(group, ticks);
            Interlocked.Add(ref _waiting, -commands);
            foreach (var waiting in group)
            {
                waiting.Done.TrySetResult(waiting.Replies);
            }
            group.Clear();
        }
    }
}

/// <summary>Commands that wait for their replies.</summary>
internal sealed class Waiting(IReadOnlyList<Command> commands)
{
    /// <summary>Not a command: the clock asks for due times.</summary>
    public static Waiting Tick { get; } = new([]);

    public IReadOnlyList<Command> Commands { get; } = commands;

    public Reply[] Replies { get; } = new Reply[commands.Count];

    // Whoever waits continues on another thread: the writer has more to do.
    public TaskCompletionSource<IReadOnlyList<Reply>> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
