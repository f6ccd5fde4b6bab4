namespace GridCity.Simulation.Reports;

/// <summary>
/// A picture of the film: how many cases of each area were open, and how many of these overdue, on average over the step that
/// ends at a moment.
/// </summary>
internal sealed record FilmFrame(long At, double[] Open, double[] Late);

/// <summary>
/// The load of areas over time in a bounded number of pictures: when there are too many, two neighbours become one and steps twice
/// as long, so that a day and ten years both fit. Pictures are means over their steps, so that a step of days does not show
/// whatever hour it happens to end at.
/// </summary>
/// <param name="areas">How many areas there are.</param>
/// <param name="shift">How far the days of the city's clock begin from those of UTC, in milliseconds.</param>
internal sealed class Film(int areas, long shift)
{
    private const int FramesMax = 168;
    private const long ShortestStep = 45 * 60_000;

    private readonly Load _open = new(areas);
    private readonly Load _late = new(areas);
    private readonly List<FilmFrame> _frames = [];
    private long _from = long.MinValue;

    /// <summary>How long the steps are, in milliseconds.</summary>
    public long Step { get; private set; } = ShortestStep;

    /// <summary>The pictures, in their order.</summary>
    public IReadOnlyList<FilmFrame> Frames => _frames;

    /// <summary>Time goes on to a moment: pictures are taken of the steps that have ended.</summary>
    public void MoveTo(long at)
    {
        if (_from == long.MinValue)
        {
            _from = at - Beyond(at, Step);
            _open.Begin(_from);
            _late.Begin(_from);
        }
        while (at >= _from + Step)
        {
            _from += Step;
            _frames.Add(new FilmFrame(_from, _open.Mean(_from, Step), _late.Mean(_from, Step)));
            if (_frames.Count >= FramesMax && Beyond(_from, 2 * Step) == 0)
            {
                Halve();
            }
        }
    }

    /// <summary>A case comes to an area or leaves it.</summary>
    public void Count(long at, int area, bool isLate, int by)
    {
        _open.Count(at, area, by);
        if (isLate)
        {
            _late.Count(at, area, by);
        }
    }

    private long Beyond(long at, long step) => (((at + shift) % step) + step) % step;

    private void Halve()
    {
        Step *= 2;
        var halved = new List<FilmFrame>(FramesMax);
        for (var index = 0; index < _frames.Count; index++)
        {
            var frame = _frames[index];
            // The first may have no neighbour before it; it then stands for its half of the step.
            var hasOther = Beyond(frame.At, Step) != 0;
            halved.Add(hasOther ? Middle(frame, _frames[++index]) : frame);
        }
        _frames.Clear();
        _frames.AddRange(halved);
    }

    private static FilmFrame Middle(FilmFrame one, FilmFrame other) => new(
        other.At,
        [.. one.Open.Zip(other.Open, (left, right) => (left + right) / 2)],
        [.. one.Late.Zip(other.Late, (left, right) => (left + right) / 2)]);

    /// <summary>Counts of areas and their sums over time since the step began.</summary>
    private sealed class Load(int areas)
    {
        private readonly int[] _counts = new int[areas];
        private readonly long[] _sums = new long[areas];
        private readonly long[] _since = new long[areas];

        public void Begin(long at)
        {
            Array.Fill(_since, at);
            Array.Clear(_sums);
        }

        public void Count(long at, int area, int by)
        {
            _sums[area] += _counts[area] * Math.Max(0, at - _since[area]);
            _since[area] = Math.Max(at, _since[area]);
            _counts[area] += by;
        }

        public double[] Mean(long at, long step)
        {
            var means = new double[_counts.Length];
            for (var area = 0; area < means.Length; area++)
            {
                Count(at, area, 0);
                means[area] = Math.Round((double)_sums[area] / step, 2);
                _sums[area] = 0;
            }
            return means;
        }
    }
}
