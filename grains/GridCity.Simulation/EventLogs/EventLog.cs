using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Simulation.Runs;

namespace GridCity.Simulation.EventLogs;

/// <summary>
/// Writes the lives of cases as an event log for process mining. Entries of a journal or a run are added in order and from the
/// beginning, because a case is known by its report; then the log is ended. A table goes out as it comes; of XES, where a case
/// is one piece, events wait in a temporary file, so that memory holds some 200 bytes a case and no more. One thread at a time.
/// </summary>
public sealed class EventLog : IRunObserver, IAsyncDisposable
{
    private const int FlushBytes = 1 << 16;

    private readonly EventLogOptions _options;
    private readonly Stream _to;
    private readonly Dictionary<CaseId, int> _numbers = [];
    private readonly List<LoggedCase> _cases = [];
    private readonly ByteText _text = new();
    private readonly ByteText _piece = new();
    private readonly TraceSpool? _spool;
    private readonly XesText _xes;
    private readonly EventTable _table;

    /// <summary>Begins a log in a stream, which stays open.</summary>
    public EventLog(City city, EventLogOptions options, Stream to)
    {
        (_options, _to) = (options, to);
        _xes = new XesText(city);
        _table = new EventTable(city);
        if (options.Form == EventLogForm.Xes)
        {
            _spool = new TraceSpool();
            _xes.WriteHead(_text, options);
        }
        else
        {
            EventTable.WriteHead(_text);
        }
    }

    /// <summary>How many cases are in it.</summary>
    public int CaseCount => _cases.Count;

    /// <summary>How many events are in it.</summary>
    public long EventCount { get; private set; }

    /// <summary>Writes the log of a whole journal.</summary>
    public static async Task<(int Cases, long Events)> WriteAsync(
        City city, IAsyncEnumerable<Core.Evaluation.Happening> journal, EventLogOptions options, Stream to, CancellationToken stop)
    {
        var log = new EventLog(city, options, to);
        await using (log.ConfigureAwait(false))
        {
            await foreach (var happening in journal.WithCancellation(stop).ConfigureAwait(false))
            {
                log.Add(happening);
                await log.FlushFullAsync(stop).ConfigureAwait(false);
            }
            await log.EndAsync(stop).ConfigureAwait(false);
            return (log.CaseCount, log.EventCount);
        }
    }

    /// <summary>Adds the next entry; what belongs to no case of the log is left out.</summary>
    public void Add(in Core.Evaluation.Happening happening)
    {
        if (happening.Event is CaseReported reported && IsWanted(happening.At))
        {
            _numbers.Add(happening.Case, _cases.Count);
            _cases.Add(new LoggedCase(reported, happening.Cell));
        }
        if (happening.Case.IsNone || !_numbers.TryGetValue(happening.Case, out var number))
        {
            return;
        }
        EventCount++;
        var known = _cases[number];
        var step = known.Take(happening);
        if (_spool is null)
        {
            _table.Write(_text, known, step);
            return;
        }
        _piece.Clear();
        _xes.WriteEvent(_piece, step);
        _spool.Add(number, _piece.Written);
    }

    /// <summary>Writes what waits in memory when there is enough of it.</summary>
    public ValueTask FlushFullAsync(CancellationToken stop) => _text.Length >= FlushBytes ? FlushAsync(stop) : ValueTask.CompletedTask;

    /// <inheritdoc/>
    public void OnEntry(in LogEntry entry, Case after)
    {
        Add(entry.ToHappening());
        if (_text.Length >= FlushBytes)
        {
            _to.Write(_text.Written);
            _text.Clear();
        }
    }

    /// <summary>Ends the log.</summary>
    public async Task EndAsync(CancellationToken stop)
    {
        if (_spool is not null)
        {
            _spool.Seal();
            var ids = new CaseId[_cases.Count];
            foreach (var (id, number) in _numbers)
            {
                ids[number] = id;
            }
            for (var number = 0; number < ids.Length; number++)
            {
                _xes.WriteTraceHead(_text, ids[number], _cases[number]);
                _spool.CopyTo(number, _text);
                XesText.WriteTraceEnd(_text);
                if (_text.Length >= FlushBytes)
                {
                    await FlushAsync(stop).ConfigureAwait(false);
                }
            }
            XesText.WriteEnd(_text);
        }
        await FlushAsync(stop).ConfigureAwait(false);
        await _to.FlushAsync(stop).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _spool?.DisposeAsync() ?? ValueTask.CompletedTask;

    private bool IsWanted(DateTimeOffset reported) => !(reported < _options.From) && !(reported >= _options.Until);

    private async ValueTask FlushAsync(CancellationToken stop)
    {
        await _to.WriteAsync(_text.WrittenMemory, stop).ConfigureAwait(false);
        _text.Clear();
    }
}
