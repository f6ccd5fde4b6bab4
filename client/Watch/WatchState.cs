using GridCity.Client.Api;

namespace GridCity.Client.Watch;

/// <summary>What the live screen knows: the latest totals and loads, and the last events.</summary>
internal sealed class WatchState
{
    /// <summary>How many events are remembered, more than any screen shows.</summary>
    private const int FlowLengthMax = 200;

    private readonly LinkedList<Happening> _flow = [];

    /// <summary>The position of the journal that the screen shows.</summary>
    public long Position { get; private set; }

    /// <summary>The moment that the screen shows.</summary>
    public DateTimeOffset? At { get; private set; }

    /// <summary>The city's totals, once there are some.</summary>
    public Totals? Totals { get; private set; }

    /// <summary>The load of the streets.</summary>
    public IReadOnlyList<StreetLoad> Streets { get; private set; } = [];

    /// <summary>The last events, newest first.</summary>
    public IReadOnlyCollection<Happening> Flow => _flow;

    /// <summary>How many events were left out of the flow because there were too many to read.</summary>
    public long Skipped { get; private set; }

    /// <summary>Why nothing arrives, or none when all is well.</summary>
    public string? Interruption { get; private set; }

    /// <summary>Takes in what a board's stream sent.</summary>
    public void Take(StreamEvent happened)
    {
        switch (happened)
        {
            case BoardArrived { Board: var board }:
                Move(board.Position, board.At, board.Totals, board.Streets);
                break;
            case FrameArrived { Frame: var frame }:
                Move(frame.Position, frame.At, frame.Totals, frame.Streets);
                Skipped += frame.Skipped;
                Remember(frame.Cases ?? []);
                break;
            case StreamInterrupted interrupted:
                Interruption = $"{interrupted.Because}; trying again in {interrupted.RetryIn.TotalSeconds:0} s";
                break;
        }
    }

    private void Move(long position, DateTimeOffset at, Totals? totals, IReadOnlyList<StreetLoad>? streets)
    {
        Position = position;
        At = at;
        Totals = totals ?? Totals;
        Streets = streets ?? Streets;
        Interruption = null;
    }

    private void Remember(IReadOnlyList<Happening> happenings)
    {
        foreach (var happening in happenings)
        {
            _flow.AddFirst(happening);
        }
        while (_flow.Count > FlowLengthMax)
        {
            _flow.RemoveLast();
        }
    }
}
