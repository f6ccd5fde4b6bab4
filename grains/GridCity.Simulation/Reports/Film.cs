namespace GridCity.Simulation.Reports;

/// <summary>A moment of the film: how many cases of each area are open, and how many of these overdue.</summary>
internal sealed record FilmFrame(long At, int[] Open, int[] Late);

/// <summary>
/// The load of areas over time in a bounded number of pictures: when there are too many, every second one goes and the others
/// stand twice as far apart, so that a day and ten years both fit.
/// </summary>
internal sealed class Film(int areas)
{
    private const int FramesMax = 168;
    private const long ShortestStep = 45 * 60_000;

    private readonly int[] _open = new int[areas];
    private readonly int[] _late = new int[areas];
    private readonly List<FilmFrame> _frames = [];
    private long _next = long.MinValue;

    /// <summary>How far apart the pictures are, in milliseconds.</summary>
    public long Step { get; private set; } = ShortestStep;

    /// <summary>The pictures, in their order.</summary>
    public IReadOnlyList<FilmFrame> Frames => _frames;

    /// <summary>Time goes on to a moment: pictures are taken of what was there until then.</summary>
    public void MoveTo(long at)
    {
        if (_next == long.MinValue)
        {
            _next = at - (((at % Step) + Step) % Step) + Step;
        }
        while (at >= _next)
        {
            _frames.Add(new FilmFrame(_next, (int[])_open.Clone(), (int[])_late.Clone()));
            if (_frames.Count > FramesMax)
            {
                Thin();
            }
            _next = _frames[^1].At + Step;
        }
    }

    /// <summary>A case comes to an area or leaves it.</summary>
    public void Count(int area, bool isLate, int by)
    {
        _open[area] += by;
        _late[area] += isLate ? by : 0;
    }

    // Of two neighbours the later one stays when it lies on a whole step, so that days begin at the same hour.
    private void Thin()
    {
        Step *= 2;
        var kept = _frames.FindAll(frame => frame.At % Step == 0);
        _frames.Clear();
        _frames.AddRange(kept);
    }
}
