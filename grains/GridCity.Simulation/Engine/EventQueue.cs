using System.Runtime.CompilerServices;

namespace GridCity.Simulation.Engine;

/// <summary>
/// What is going to happen, in one total order: by time, at the same instant by rank (low first), and inside a rank in the
/// order in which it was scheduled. Time only goes forward. A heap of four children a node: half as deep as one of two, and
/// children lie beside each other in memory. One thread at a time.
/// </summary>
public sealed class EventQueue<T>
{
    /// <summary>Ranks are below this.</summary>
    public const int RankMax = 1 << 8;

    private const int RankShift = 55;

    private Node[] _nodes = new Node[64];
    private int _count;
    private long _sequence;

    /// <summary>How many events wait.</summary>
    public int Count => _count;

    /// <summary>How many events have been scheduled.</summary>
    public long Scheduled => _sequence;

    /// <summary>The time of the event that was taken last: nothing can be scheduled before it.</summary>
    public long Now { get; private set; } = long.MinValue;

    /// <summary>The time of the next event, or the end of time when none waits.</summary>
    public long NextAt => _count == 0 ? long.MaxValue : _nodes[0].At;

    /// <summary>Schedules an event.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time lies before <see cref="Now"/>, or there is no such rank.</exception>
    public void Schedule(long at, int rank, T what)
    {
        if (at < Now)
        {
            throw new ArgumentOutOfRangeException(nameof(at), at, $"Nothing can be scheduled before {Now}: time goes forward.");
        }
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)rank, (uint)RankMax, nameof(rank));
        if (_count == _nodes.Length)
        {
            Array.Resize(ref _nodes, _count * 2);
        }
        var order = ((long)rank << RankShift) | _sequence++;
        Rise(_count++, new Node(at, order, what));
    }

    /// <summary>Takes the next event and moves time to it; false when none waits.</summary>
    public bool TryTake(out long at, out T what)
    {
        if (_count == 0)
        {
            (at, what) = (Now, default!);
            return false;
        }
        ref readonly var top = ref _nodes[0];
        (at, what) = (top.At, top.What);
        Now = at;
        var last = _nodes[--_count];
        _nodes[_count] = default;
        if (_count > 0)
        {
            Sink(last);
        }
        return true;
    }

    private void Rise(int place, Node node)
    {
        var nodes = _nodes;
        while (place > 0)
        {
            var parent = (place - 1) >> 2;
            if (!node.IsBefore(nodes[parent]))
            {
                break;
            }
            nodes[place] = nodes[parent];
            place = parent;
        }
        nodes[place] = node;
    }

    private void Sink(Node node)
    {
        var nodes = _nodes;
        var count = _count;
        var place = 0;
        while (true)
        {
            var first = (place << 2) + 1;
            if (first >= count)
            {
                break;
            }
            var best = first;
            var end = Math.Min(first + 4, count);
            for (var child = first + 1; child < end; child++)
            {
                if (nodes[child].IsBefore(nodes[best]))
                {
                    best = child;
                }
            }
            if (!nodes[best].IsBefore(node))
            {
                break;
            }
            nodes[place] = nodes[best];
            place = best;
        }
        nodes[place] = node;
    }

    private readonly struct Node(long at, long order, T what)
    {
        public readonly long At = at;
        public readonly long Order = order;
        public readonly T What = what;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool IsBefore(in Node other) => At < other.At || (At == other.At && Order < other.Order);
    }
}
