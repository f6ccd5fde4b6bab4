using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Space;

namespace GridCity.Core.Evaluation;

/// <summary>Collects the cases of a window that could make a place one that repeats, and finds these places.</summary>
internal sealed class RepeatReader : ICaseReader
{
    private readonly EscalationPolicy _policy;
    private readonly Words _words;
    private readonly Window _window;
    private readonly ChannelTraits[] _traits;
    private readonly List<Sight> _sights = [];

    public RepeatReader(City city, Facts facts, in Window window)
    {
        (_policy, _words, _window) = (city.Policy.Escalation, facts.Words, window);
        _traits = ChannelTraits.Of(city, facts.Words);
        Slack = TimeSpan.FromDays(_policy.RepeatDays);
    }

    /// <summary>How long before the period cases may lie that make a place repeat in it.</summary>
    public TimeSpan Slack { get; }

    public void Add(CaseLife life)
    {
        var facts = life.Facts;
        // A report that was no problem, or the problem of another case, makes no place one where it comes again.
        if (life.IsSound && facts.Seen < _window.To && facts.Seen >= _window.From - (long)Slack.TotalMilliseconds)
        {
            var unit = life.LastStint >= 0 ? life.Stints.Last.Unit : Words.None;
            _sights.Add(new Sight(facts.Class, facts.Seen, facts.Id, life.Place, life.Cell, life.Tier, unit, life.IsOpen, _traits[facts.Channel].IsPublic));
        }
    }

    /// <summary>The places, those with the most cases in the period first, then by class and first case.</summary>
    public IReadOnlyList<RepeatingPlace> Places()
    {
        var places = new List<RepeatingPlace>();
        if (_policy.Repeats < 1 || !(_policy.RepeatMetres > 0))
        {
            return places;
        }
        _sights.Sort(Compare);
        for (var (from, to) = (0, 0); from < _sights.Count; from = to)
        {
            to = from;
            while (to < _sights.Count && _sights[to].Class == _sights[from].Class)
            {
                to++;
            }
            FindIn(from, to, places);
        }
        return [.. places
            .OrderByDescending(place => place.InPeriod)
            .ThenByDescending(place => place.Cases.Count)
            .ThenBy(place => place.Class, StringComparer.Ordinal)
            .ThenBy(place => place.Cases[0])];
    }

    private static int Compare(Sight left, Sight right)
    {
        var byClass = left.Class.CompareTo(right.Class);
        if (byClass != 0)
        {
            return byClass;
        }
        var bySeen = left.Seen.CompareTo(right.Seen);
        return bySeen != 0 ? bySeen : left.Case.CompareTo(right.Case);
    }

    private void FindIn(int from, int to, List<RepeatingPlace> places)
    {
        if (to - from < _policy.Repeats)
        {
            return;
        }
        var circles = new Circles(_policy.RepeatMetres);
        for (var index = from; index < to; index++)
        {
            circles.Add(_sights[index].Place, index);
        }
        foreach (var members in circles.Members)
        {
            if (members.Count >= _policy.Repeats && PlaceOf(members) is { } place)
            {
                places.Add(place);
            }
        }
    }

    private RepeatingPlace? PlaceOf(List<int> members)
    {
        var days = (long)TimeSpan.FromDays(_policy.RepeatDays).TotalMilliseconds;
        var (peak, isRepeating) = (0, false);
        for (var (oldest, newest) = (0, 0); newest < members.Count; newest++)
        {
            var seen = SeenAt(members[newest]);
            while (seen - SeenAt(members[oldest]) > days)
            {
                oldest++;
            }
            peak = Math.Max(peak, newest - oldest + 1);
            isRepeating |= newest - oldest + 1 >= _policy.Repeats && _window.Has(seen);
        }
        return isRepeating ? Describe(members, peak) : null;
    }

    private RepeatingPlace Describe(List<int> members, int peak)
    {
        var (first, last) = (_sights[members[0]], _sights[members[^1]]);
        return new RepeatingPlace
        {
            Class = _words[first.Class],
            Middle = first.Place,
            Cell = last.Cell,
            Unit = last.Unit == Words.None ? null : _words[last.Unit],
            Tier = members.Max(member => _sights[member].Tier),
            Cases = [.. members.Select(member => _sights[member].Case)],
            InPeriod = members.Count(member => _window.Has(SeenAt(member))),
            Open = members.Count(member => _sights[member].IsOpen),
            ByPublic = members.Count(member => _sights[member].IsPublic),
            Peak = peak,
            First = Moments.ToTime(first.Seen),
            Last = Moments.ToTime(last.Seen),
            Rhythm = TimeSpan.FromMilliseconds(Rhythm(members)),
        };
    }

    private long Rhythm(List<int> members)
    {
        var gaps = new List<long>(members.Count);
        for (var index = 1; index < members.Count; index++)
        {
            gaps.Add(SeenAt(members[index]) - SeenAt(members[index - 1]));
        }
        gaps.Sort();
        return gaps.Count == 0 ? 0 : gaps[gaps.Count / 2];
    }

    private long SeenAt(int index) => _sights[index].Seen;

    private readonly record struct Sight(
        int Class, long Seen, CaseId Case, PlanePoint Place, CellCode Cell, Tier Tier, int Unit, bool IsOpen, bool IsPublic);
}
