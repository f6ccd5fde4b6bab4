namespace GridCity.Simulation.Demand;

/// <summary>Cards dealt by luck, each once before any comes again, so that what is rare does not wait for chance.</summary>
internal sealed class Deck<T>(IEnumerable<T> cards, Random random)
{
    private readonly T[] _cards = [.. cards];
    private int _left;

    /// <summary>How many cards there are.</summary>
    public int Count => _cards.Length;

    /// <summary>The next card; there must be one.</summary>
    public T Deal()
    {
        if (_left == 0)
        {
            random.Shuffle(_cards);
            _left = _cards.Length;
        }
        _left--;
        return _cards[_left];
    }
}
