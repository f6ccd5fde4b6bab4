using System.Runtime.CompilerServices;

namespace GridCity.Simulation.Engine;

/// <summary>
/// What is going to happen, in one total order: by time, at the same instant by rank (low first), and inside a rank in the
/// order in which it was scheduled. Time only goes forward. A heap of four children a node: half as deep as one of two, and
/// children lie beside each other in memory. Where it can be told that an event has become void, what lies far ahead waits
/// outside the heap, which stays small, and what is void when its time comes near is left out. One thread at a time.
/// </summary>
/// <param name="isVoid">Whether nobody waits for an event any more; null when that never is.</param>
public sealed class EventQueue<T>(Predicate<T>? isVoid = null)
{
    /// <summary>Ranks are below this.</summary>
    public const int RankMax = 1 << 8;

    private const int RankShift = 55;

    // What waits outside the heap is kept by the 70 minutes (in milliseconds) in which it happens.
    private const int SpanShift = 22;

    private readonly SortedDictionary<long, List<Node>> _far = [];
    private readonly Stack<List<Node>> _spare = new();
    private Node[] _nodes = new Node[64];
    private int _count;
    private int _farCount;
    private long _farFrom = isVoid is null ? long.MaxValue : long.MinValue;
    private long _sequence;

    /// <summary>How many events wait.</summary>
    public int Count => _count + _farCount;

    /// <summary>How many events have been scheduled.</summary>
    public long Scheduled => _sequence;

    /// <summary>The time of the event that was taken last: nothing can be scheduled before it.</summary>
    public long Now { get; private set; } = long.MinValue;

    /// <summary>The time of the next event, or the end of time when none waits.</summary>
    public long NextAt
    {
        get
        {
            ComeNearer();
            return _count == 0 ? long.MaxValue : _nodes[0].At;
        }
    }

    /// <summary>Schedules an event.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time lies before <see cref="Now"/>, or there is no such rank.</exception>
    public void Schedule(long at, int rank, T what)
    {
        if (at < Now)
        {
            throw new ArgumentOutOfRangeException(nameof(at), at, $"Nothing can be scheduled before {Now}: time goes forward.");
        }
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)rank, (uint)RankMax, nameof(rank));
        var order = ((long)rank << RankShift) | _sequence++;
        var node = new Node(at, order, what);
        // Where nothing can be void, and beyond the last span of all, nothing is far.
        if (at < _farFrom || _farFrom == long.MaxValue)
        {
            Insert(node);
            return;
        }
        if (!_far.TryGetValue(at >> SpanShift, out var span))
        {
            _far.Add(at >> SpanShift, span = _spare.TryPop(out var spare) ? spare : []);
        }
        span.Add(node);
        _farCount++;
    }

    /// <summary>Takes the next event and moves time to it; false when none waits.</summary>
    public bool TryTake(out long at, out T what)
    {
        ComeNearer();
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

    // Whenever the heap is empty the next span comes into it; all that is in the heap lies before all that is not.
    private void ComeNearer()
    {
        while (_count == 0 && _farCount > 0)
        {
            var (number, span) = _far.First();
            _far.Remove(number);
            _farCount -= span.Count;
            _farFrom = number == long.MaxValue >> SpanShift ? long.MaxValue : (number + 1) << SpanShift;
            foreach (var node in span)
            {
                if (!isVoid!(node.What))
                {
                    Insert(node);
                }
            }
            span.Clear();
            _spare.Push(span);
        }
    }

    private void Insert(Node node)
    {
        if (_count == _nodes.Length)
        {
            Array.Resize(ref _nodes, _count * 2);
        }
        Rise(_count++, node);
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
