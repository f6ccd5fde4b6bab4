using System.Collections.Concurrent;
using GridCity.Core.Cities;
using GridCity.Simulation.Runs;

namespace GridCity.Simulation.Replay;

/// <summary>
/// The reports of a history in the order of time, and how long history took to close them. Where the city is given, reports are
/// made and asked at its door a few parts ahead on a thread of their own: that depends on nothing that happens in the run.
/// </summary>
internal sealed class HistorySource(HistoryTable table, long from = long.MinValue, long until = long.MaxValue, City? city = null)
    : IReportSource, IDisposable
{
    private const int PartRows = 1 << 9;
    private const int PartsAhead = 3;

    private readonly RecentReports? _recent = city is null ? null : new RecentReports(city);
    private readonly BlockingCollection<List<PlannedReport>> _made = new(PartsAhead);
    private readonly CancellationTokenSource _stop = new();
    private List<PlannedReport> _part = [];
    private int _taken;
    private Task? _making;
    private int _next;

    /// <summary>From report to closing, in hours, of the reports so far.</summary>
    public TimeHistogram RecordedClosing { get; } = new();

    /// <inheritdoc/>
    public bool SaysWhoIsAlone => city is not null;

    /// <inheritdoc/>
    public bool TryNext(out PlannedReport? planned)
    {
        while (_taken == _part.Count && NextPart() is { } part)
        {
            (_part, _taken) = (part, 0);
        }
        planned = _taken < _part.Count ? _part[_taken++] : null;
        if (planned?.ClosedAt is { } closed)
        {
            RecordedClosing.Add((closed - planned.At) / 3_600_000.0);
        }
        return planned is not null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        ((IAsyncResult?)_making)?.AsyncWaitHandle.WaitOne();
        _made.Dispose();
        _stop.Dispose();
    }

    private List<PlannedReport>? NextPart()
    {
        if (city is null)
        {
            return _next < table.Replayed ? Make() : null;
        }
        _making ??= Task.Factory.StartNew(MakeAll, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        if (_made.TryTake(out var part, Timeout.Infinite))
        {
            return part;
        }
        // What went wrong while the last ones were made is thrown here.
        _making.GetAwaiter().GetResult();
        return null;
    }

    private void MakeAll()
    {
        try
        {
            while (_next < table.Replayed)
            {
                _made.Add(Make(), _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody takes any more.
        }
        finally
        {
            _made.CompleteAdding();
        }
    }

    private List<PlannedReport> Make()
    {
        var made = new List<PlannedReport>(PartRows);
        var end = Math.Min(_next + PartRows, table.Replayed);
        for (; _next < end; _next++)
        {
            var planned = table.Planned(_next);
            if (planned.At >= from && planned.At < until)
            {
                planned.Checked = city is null ? null : Check(city, planned);
                made.Add(planned);
            }
        }
        return made;
    }

    private CheckedReport Check(City city, PlannedReport planned)
    {
        var door = CheckedReport.Of(city, planned.Draft, planned.At);
        if (door is { Report: { } report, Placement.Point: var place })
        {
            door.IsAlone = !_recent!.MayKnow(report, place);
            _recent.Add(report, place);
        }
        return door;
    }
}
