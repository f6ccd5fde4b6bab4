using System.Runtime.InteropServices;
using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Space;

namespace GridCity.Simulation.Runs;

/// <summary>
/// Counts what becomes of the cases of a run, by unit, class, street and cell. Reports are counted by the thread that runs, ended
/// cases by the one that writes its log; neither touches what the other counts, and the run reads all when its log is sealed.
/// </summary>
internal sealed class RunTally(City city, long countFrom, bool keepsFates)
{
    private readonly Counts _all = new();
    private readonly Dictionary<string, Counts> _units = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Counts> _classes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Counts> _channels = new(StringComparer.Ordinal);
    private readonly Dictionary<AreaCode, Counts> _streets = [];
    private readonly Counts?[] _cells = new Counts?[city.Grid.Count];
    private readonly Dictionary<DateOnly, int> _days = [];
    private readonly SortedDictionary<RefusalCode, RefusedReports> _refused = [];
    private readonly Dictionary<long, CaseFate> _fates = [];
    private (long From, long To, DateOnly Day) _today;
    private long _reports;
    private long _refusals;
    private long _recordedDuplicates;
    private long _agreedDuplicates;

    /// <summary>A report is made.</summary>
    public void OnReport(PlannedReport planned)
    {
        if (planned.At < countFrom)
        {
            return;
        }
        _reports++;
        CollectionsMarshal.GetValueRefOrAddDefault(_days, DayOf(planned.At), out _)++;
        if (planned.IsRecordedDuplicate)
        {
            _recordedDuplicates++;
        }
    }

    /// <summary>A report was not taken.</summary>
    public void OnRefused(PlannedReport planned, Refusal refusal)
    {
        if (planned.At < countFrom)
        {
            return;
        }
        _refusals++;
        if (!_refused.TryGetValue(refusal.Code, out var refused))
        {
            _refused.Add(refusal.Code, refused = new RefusedReports(refusal.Code, planned.Draft.Reference, refusal.Detail));
        }
        refused.Count++;
    }

    /// <summary>A case has ended.</summary>
    public void OnEnded(Life life) => Count(life);

    /// <summary>A case is open at the end of the run.</summary>
    public void OnLeftOpen(Life life) => Count(life);

    /// <summary>What the run came to.</summary>
    public RunResult ToResult(ulong seed, long from, long until, long entries, string hash)
    {
        (_all.Reports, _all.Refused) = (_reports, _refusals);
        return new RunResult
        {
            Seed = seed,
            CityHash = city.Hash,
            From = DateTimeOffset.FromUnixTimeMilliseconds(Math.Max(from, countFrom)),
            Until = DateTimeOffset.FromUnixTimeMilliseconds(until),
            Entries = entries,
            Hash = hash,
            All = _all,
            Units = Sorted(_units),
            Classes = Sorted(_classes),
            Channels = Sorted(_channels),
            Streets = [.. _streets.OrderBy(pair => pair.Key).Select(pair => new NamedCounts(pair.Key.ToString(), pair.Value))],
            Cells =
            [
                .. _cells.Index().Where(pair => pair.Item is not null)
                    .Select(pair => new NamedCounts(city.Grid.CodeOf(pair.Index).ToString(), pair.Item!)),
            ],
            Days = [.. _days.OrderBy(pair => pair.Key).Select(pair => new DayCount(pair.Key, pair.Value))],
            Refused = [.. _refused.Values],
            RecordedDuplicates = _recordedDuplicates,
            AgreedDuplicates = _agreedDuplicates,
            Fates = _fates,
        };
    }

    private static List<NamedCounts> Sorted(Dictionary<string, Counts> counts) =>
        [.. counts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new NamedCounts(pair.Key, pair.Value))];

    private static Counts In<TKey>(Dictionary<TKey, Counts> counts, TKey key)
        where TKey : notnull
    {
        if (!counts.TryGetValue(key, out var found))
        {
            counts.Add(key, found = new Counts());
        }
        return found;
    }

    private void Count(Life life)
    {
        if (life.Planned.At < countFrom)
        {
            return;
        }
        var item = life.Case;
        var one = new CaseCount(life);
        _all.Add(one);
        In(_classes, item.Report.Class).AddReported(one);
        In(_channels, item.Report.Channel).AddReported(one);
        In(_streets, item.Cell.Street).AddReported(one);
        (_cells[life.CellIndex] ??= new Counts(keepsTimes: false)).AddReported(one);
        if (item.Unit is { } unit)
        {
            In(_units, unit).AddReported(one);
        }
        if (item.Stage == Stage.Duplicate && life.Planned.IsRecordedDuplicate)
        {
            _agreedDuplicates++;
        }
        if (keepsFates)
        {
            _fates[life.Planned.Ordinal] = CaseFate.Of(life);
        }
    }

    // Asking the time zone for every report would cost more than all the rest.
    private DateOnly DayOf(long at)
    {
        if (at < _today.From || at >= _today.To)
        {
            var local = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(at), city.TimeZone);
            var hour = at - (at % 3_600_000);
            _today = (hour, hour + 3_600_000, DateOnly.FromDateTime(local.Date));
        }
        return _today.Day;
    }
}
