namespace GridCity.Simulation.Runs;

/// <summary>
/// The open lives of a run. Alarms name a life by its number and do not hold it: they wait in the queue for days, and nearly all
/// are void long before they come.
/// </summary>
internal sealed class OpenLives
{
    // A number is the place in the list, which another life gets after the end, below a count of all lives, which nobody gets twice.
    private const int CountShift = 32;

    private readonly List<Life?> _lives = [];
    private readonly Stack<int> _free = new();
    private long _count;

    /// <summary>Adds one.</summary>
    public void Add(Life life)
    {
        if (!_free.TryPop(out var place))
        {
            place = _lives.Count;
            _lives.Add(null);
        }
        _lives[place] = life;
        life.Number = (++_count << CountShift) | (uint)place;
    }

    /// <summary>One has ended.</summary>
    public void Remove(Life life)
    {
        _lives[PlaceOf(life.Number)] = null;
        _free.Push(PlaceOf(life.Number));
    }

    /// <summary>All of them.</summary>
    public IEnumerable<Life> All() => _lives.OfType<Life>();

    /// <summary>The life of a number, or null when it has ended.</summary>
    public Life? Find(long number) => _lives[PlaceOf(number)] is { } life && life.Number == number ? life : null;

    private static int PlaceOf(long number) => unchecked((int)number);
}
