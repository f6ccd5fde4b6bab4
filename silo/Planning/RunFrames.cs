using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Simulation.Runs;

namespace GridCity.Silo.Planning;

/// <summary>
/// A run as a film: for each step of time one byte for each cell's open and one for its overdue cases, and the city's totals.
/// The step grows with days and cells, so that a film stays small enough to be sent at once.
/// </summary>
internal sealed class RunFrames : IRunObserver
{
    private const long BytesMax = 48L * 1024 * 1024;
    private const int FramesMax = 500;

    private readonly City _city;
    private readonly long _from;
    private readonly long _step;
    private readonly int[] _open;
    private readonly int[] _late;
    private readonly Dictionary<CaseId, (int Cell, bool IsLate)> _cases = [];
    private readonly List<byte[]> _frames = [];
    private int _openAll;
    private int _lateAll;
    private int _reported;
    private int _closed;

    public RunFrames(City city, DateTimeOffset from, DateTimeOffset until)
    {
        _city = city;
        _from = from.ToUnixTimeMilliseconds();
        _open = new int[city.Grid.Count];
        _late = new int[city.Grid.Count];
        var hours = (int)Math.Ceiling((until - from).TotalHours);
        var framesMax = (int)Math.Clamp(BytesMax / (2L * city.Grid.Count), 1, FramesMax);
        (From, Length) = (from, until - from);
        StepHours = Math.Max(1, (int)Math.Ceiling((double)hours / framesMax));
        Count = Math.Max(1, hours / StepHours);
        _step = StepHours * 3_600_000L;
    }

    /// <summary>When the film begins.</summary>
    public DateTimeOffset From { get; }

    /// <summary>How long it is.</summary>
    public TimeSpan Length { get; }

    /// <summary>How many hours lie between two frames.</summary>
    public int StepHours { get; }

    /// <summary>How many frames there are.</summary>
    public int Count { get; }

    /// <summary>Open cases of the city, frame by frame.</summary>
    public List<int> Open { get; } = [];

    /// <summary>Overdue ones.</summary>
    public List<int> Late { get; } = [];

    /// <summary>Reports since the beginning.</summary>
    public List<int> Reported { get; } = [];

    /// <summary>Cases closed since the beginning.</summary>
    public List<int> Closed { get; } = [];

    /// <inheritdoc/>
    public void OnEntry(in LogEntry entry, Case after)
    {
        MoveTo(entry.At);
        if (entry.At >= _from)
        {
            _reported += entry.Event is CaseReported ? 1 : 0;
            _closed += entry.Event is CaseClosed or CaseForceClosed ? 1 : 0;
        }
        if (_cases.Remove(after.Id, out var before))
        {
            Add(before.Cell, before.IsLate, -1);
        }
        if (after.Stage.IsOpen() && _city.Grid.IndexOf(after.Cell) is >= 0 and var cell)
        {
            Add(cell, after.IsOverdue, 1);
            _cases.Add(after.Id, (cell, after.IsOverdue));
        }
    }

    /// <summary>Takes the frames that are left when nothing more happens.</summary>
    public void End() => MoveTo(long.MaxValue);

    /// <summary>All frames: the open cases of every cell frame by frame, then the overdue ones.</summary>
    public byte[] ToBytes()
    {
        var cells = _open.Length;
        var bytes = new byte[2 * cells * _frames.Count];
        for (var frame = 0; frame < _frames.Count; frame++)
        {
            _frames[frame].AsSpan(0, cells).CopyTo(bytes.AsSpan(frame * cells));
            _frames[frame].AsSpan(cells).CopyTo(bytes.AsSpan((_frames.Count + frame) * cells));
        }
        return bytes;
    }

    // A frame shows the moment at its end: what happened in its step is in it.
    private void MoveTo(long at)
    {
        while (_frames.Count < Count && at >= _from + ((_frames.Count + 1) * _step))
        {
            var frame = new byte[2 * _open.Length];
            for (var cell = 0; cell < _open.Length; cell++)
            {
                frame[cell] = (byte)Math.Min(_open[cell], byte.MaxValue);
                frame[_open.Length + cell] = (byte)Math.Min(_late[cell], byte.MaxValue);
            }
            _frames.Add(frame);
            Open.Add(_openAll);
            Late.Add(_lateAll);
            Reported.Add(_reported);
            Closed.Add(_closed);
        }
    }

    private void Add(int cell, bool isLate, int by)
    {
        _open[cell] += by;
        _openAll += by;
        _late[cell] += isLate ? by : 0;
        _lateAll += isLate ? by : 0;
    }
}
