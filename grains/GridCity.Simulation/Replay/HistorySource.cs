using GridCity.Core.Cities;
using GridCity.Simulation.Runs;

namespace GridCity.Simulation.Replay;

/// <summary>
/// The reports of a history in the order of time, and how long history took to close them. Where the city is given, reports are
/// made and asked at its door a part ahead on another thread: that depends on nothing that happens in the run.
/// </summary>
internal sealed class HistorySource(HistoryTable table, long from = long.MinValue, long until = long.MaxValue, City? city = null)
    : IReportSource
{
    private const int PartRows = 1 << 9;

    private List<PlannedReport> _part = [];
    private int _taken;
    private Task<List<PlannedReport>>? _ahead;
    private int _next;

    /// <summary>From report to closing, in hours, of the reports so far.</summary>
    public TimeHistogram RecordedClosing { get; } = new();

    /// <inheritdoc/>
    public bool TryNext(out PlannedReport? planned)
    {
        while (_taken == _part.Count && (_next < table.Replayed || _ahead is not null))
        {
            (_part, _taken) = (_ahead?.GetAwaiter().GetResult() ?? Make(Take()), 0);
            _ahead = city is null || _next == table.Replayed ? null : Task.Run(Later(Take()));
        }
        planned = _taken < _part.Count ? _part[_taken++] : null;
        if (planned?.ClosedAt is { } closed)
        {
            RecordedClosing.Add((closed - planned.At) / 3_600_000.0);
        }
        return planned is not null;
    }

    private Func<List<PlannedReport>> Later(Range rows) => () => Make(rows);

    private Range Take()
    {
        var first = _next;
        _next = Math.Min(_next + PartRows, table.Replayed);
        return first.._next;
    }

    private List<PlannedReport> Make(Range rows)
    {
        var made = new List<PlannedReport>(PartRows);
        for (var place = rows.Start.Value; place < rows.End.Value; place++)
        {
            var planned = table.Planned(place);
            if (planned.At >= from && planned.At < until)
            {
                made.Add(city is null ? planned : planned with { Checked = CheckedReport.Of(city, planned.Draft, planned.At) });
            }
        }
        return made;
    }
}
