using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Rules;
using GridCity.Core.Space;

namespace GridCity.Core.Evaluation;

/// <summary>
/// Holds the patrols of a period against what great events and registers ask for. A patrol belongs to the local day on which it
/// began; it counts once it is known.
/// </summary>
internal sealed class PatrolReader
{
    private readonly City _city;
    private readonly DateOnly _first;
    private readonly DateOnly _last;
    private readonly List<(CellCode Cell, DateTime Local, PatrolWalked Walked)> _walks;

    public PatrolReader(City city, Facts facts, Period period, DateTimeOffset asOf)
    {
        _city = city;
        // Nobody owes a day that has not begun, or one of which the journal cannot know.
        var (next, now) = (period.Next > period.First ? period.Next : period.First.AddDays(1), DayOf(asOf));
        _last = now < next ? now : next.AddDays(-1);
        _first = facts.FirstAt is { } at && DayOf(at) is var begun ? (begun > period.First ? begun : period.First) : _last.AddDays(1);
        _walks =
        [
            .. facts.Patrols.Where(walk => walk.At <= asOf)
                .Select(walk => (walk.Cell, TimeZoneInfo.ConvertTime(walk.Walked.From, city.TimeZone).DateTime, walk.Walked)),
        ];
    }

    /// <summary>What great events ask for, area by area.</summary>
    public IReadOnlyList<EventPatrolLine> Events() =>
    [
        .. _city.Rules.Overlays.SelectMany(great => great.Patrols, (great, duty) => (great, duty))
            .Where(asked => DaysOf(asked.duty) > 0)
            .SelectMany(asked => Lines(asked.great, asked.duty)),
    ];

    /// <summary>What registers ask for, and what else was walked of them.</summary>
    public IReadOnlyList<SourcePatrolLine> Sources()
    {
        var bySubject = _walks.Where(walk => IsKnown(DateOnly.FromDateTime(walk.Local)))
            .ToLookup(walk => walk.Walked.Subject, StringComparer.Ordinal);
        return
        [
            .. _city.Sources.Values.OrderBy(source => source.Id, StringComparer.Ordinal)
                .Select(source => Line(source, [.. bySubject[source.Id].Select(walk => walk.Walked)]))
                .Where(line => line.Required is not null || line.Walked > 0),
        ];
    }

    private IEnumerable<EventPatrolLine> Lines(EventOverlay great, EventPatrol duty)
    {
        var walks = _walks.Where(walk => great.RunsAt(walk.Local)
                && duty.DayOf(walk.Local) is { } day && IsKnown(day) && duty.IsFor(_city.KindOf(walk.Walked.By.Id)))
            .ToList();
        var required = DaysOf(duty) * duty.TimesADay;
        foreach (var area in duty.Areas)
        {
            var there = walks.Where(walk => area.Contains(walk.Cell)).ToList();
            yield return new EventPatrolLine(
                great.Id, duty.Id, area, required, there.Count, there.Sum(walk => walk.Walked.Problems));
        }
    }

    // To the nearest whole number, as rivers are: once a month is once in February too.
    private SourcePatrolLine Line(Source source, List<PatrolWalked> walks) => new(
        source.Id,
        source.Kind,
        source.Unit,
        source.PatrolDays is { } every
            ? (int)Math.Round((double)DaysOf(source.Since, source.Until) / every, MidpointRounding.AwayFromZero)
            : null,
        walks.Count,
        walks.Sum(walk => walk.Problems));

    /// <summary>On how many of the known days of the period a duty is owed.</summary>
    private int DaysOf(EventPatrol duty) =>
        Enumerable.Range(0, Math.Max(0, _last.DayNumber - _first.DayNumber + 1)).Count(day => duty.IsOn(_first.AddDays(day)));

    /// <summary>How many of the known days of the period lie between two days, both included.</summary>
    private int DaysOf(DateOnly? from, DateOnly? until)
    {
        var first = from > _first ? from.Value : _first;
        var last = until < _last ? until.Value : _last;
        return Math.Max(0, last.DayNumber - first.DayNumber + 1);
    }

    private bool IsKnown(DateOnly day) => day >= _first && day <= _last;

    private DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, _city.TimeZone).DateTime);
}
