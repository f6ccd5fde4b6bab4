using GridCity.Core.Cases;
using GridCity.Core.Space;

namespace GridCity.Core.Evaluation;

/// <summary>Counts calls to other bodies.</summary>
internal sealed class JointReader(Facts facts, in Window window) : ICaseReader
{
    private readonly Words _words = facts.Words;
    private readonly Window _window = window;
    private readonly Dictionary<CallKind, Sums> _kinds = [];
    private readonly Dictionary<string, int> _topics = new(StringComparer.Ordinal);
    private readonly Dictionary<AreaCode, StreetSums> _streets = [];
    private readonly Dictionary<int, BodySums> _bodies = [];
    private readonly List<WhistleTrace> _whistles = [];
    private int _supervised;
    private int _supervisedEnded;

    public void Add(CaseLife life)
    {
        if (_window.Has(life.Supervised))
        {
            _supervised++;
            _supervisedEnded += life.IsOpen ? 0 : 1;
        }
        var isFiled = life.IsFiled && _window.Has(life.Filing.At);
        if (!isFiled && life.Calls.Count == 0)
        {
            return;
        }
        var street = Of(_streets, life.Cell.Street);
        street.Filed += isFiled ? 1 : 0;
        var kinds = 0;
        foreach (ref readonly var call in life.Calls.AsSpan())
        {
            Add(life, call, street, ref kinds);
        }
    }

    public JointWork Result(int rankingBase) => new()
    {
        Mechanisms = [.. _kinds.OrderBy(kind => kind.Key).Select(kind => new MechanismRow(
            kind.Key, kind.Value.Made, kind.Value.Cases, kind.Value.Closed, kind.Value.InTime))],
        Topics = [.. _topics.Select(topic => new TopicRow(topic.Key, topic.Value))
            .OrderByDescending(topic => topic.Made).ThenBy(topic => topic.Topic, StringComparer.Ordinal)],
        Streets = [.. _streets.OrderBy(street => street.Key).Select(street => new StreetCalls(
            street.Key, street.Value.Made, new Rate(street.Value.FiledWithWhistle, street.Value.Filed), street.Value.Calls.InTime))],
        Bodies = Bodies(),
        Ranking = Evaluation.Ranking.Of(
            Bodies().Where(body => body.InTime.Denominator > 0)
                .Select(body => new Contender(body.Unit, body.InTime.Value!.Value, body.InTime.Interval, body.InTime.Denominator)),
            rankingBase),
        Whistles = [.. _whistles.OrderBy(whistle => whistle.Made).ThenBy(whistle => whistle.Case).ThenBy(whistle => whistle.Number)],
        Supervised = new Rate(_supervisedEnded, _supervised),
    };

    private IReadOnlyList<BodyCalls> Bodies() =>
    [
        .. _bodies.Select(body => new BodyCalls(
            _words[body.Key],
            body.Value.Whistled,
            body.Value.Called,
            body.Value.Whistles.InTime,
            body.Value.All.InTime,
            body.Value.Graded,
            body.Value.Graded == 0 ? null : (double)body.Value.Points / body.Value.Graded))
            .OrderBy(body => body.Unit, StringComparer.Ordinal),
    ];

    private void Add(CaseLife life, in CallLife call, StreetSums street, ref int kinds)
    {
        var sums = Of(_kinds, call.Kind);
        var isMade = _window.Has(call.Made);
        if (isMade)
        {
            sums.Made++;
            sums.Closed += call.Closed == Moments.Never ? 0 : 1;
            sums.Cases += (kinds & (1 << (int)call.Kind)) == 0 ? 1 : 0;
            kinds |= 1 << (int)call.Kind;
            street.Made[call.Kind] = street.Made.GetValueOrDefault(call.Kind) + 1;
        }
        foreach (ref readonly var party in life.Parties.AsSpan())
        {
            if (party.Number == call.Number)
            {
                Add(call, party, sums, street, isMade);
            }
        }
        if (call.Kind == CallKind.Whistle && isMade)
        {
            var topic = _words[call.Topic];
            _topics[topic] = _topics.GetValueOrDefault(topic) + 1;
            street.Whistled(life, _window);
            _whistles.Add(Trace(life, call, topic));
        }
    }

    private void Add(in CallLife call, in PartyLife party, Sums sums, StreetSums street, bool isMade)
    {
        var body = Of(_bodies, party.Unit);
        if (isMade)
        {
            body.Called++;
            body.Whistled += call.Kind == CallKind.Whistle ? 1 : 0;
            body.Graded += party.Score < 0 ? 0 : 1;
            body.Points += Math.Max(0, party.Score);
        }
        if (call.Due != Moments.Never && _window.IsDue(call.Due, Withdrawn(call, party)))
        {
            var isInTime = party.Answered <= call.Due;
            sums.Count(isInTime);
            street.Calls.Count(isInTime);
            body.All.Count(isInTime);
            if (call.Kind == CallKind.Whistle)
            {
                body.Whistles.Count(isInTime);
            }
        }
    }

    // Who has not come when the call ends before its time need not come any more.
    private static long Withdrawn(in CallLife call, in PartyLife party) =>
        party.Answered == Moments.Never ? call.Closed : Moments.Never;

    private WhistleTrace Trace(CaseLife life, in CallLife call, string topic)
    {
        var (called, inTime, points, graded) = (new List<string>(), new List<string>(), 0, 0);
        foreach (ref readonly var party in life.Parties.AsSpan())
        {
            if (party.Number != call.Number)
            {
                continue;
            }
            called.Add(_words[party.Unit]);
            if (party.Answered != Moments.Never && party.Answered <= call.Due)
            {
                inTime.Add(_words[party.Unit]);
            }
            graded += party.Score < 0 ? 0 : 1;
            points += Math.Max(0, party.Score);
        }
        return new WhistleTrace(
            life.Facts.Id,
            call.Number,
            life.Cell.Street,
            topic,
            _words.ActorOf(call.Caller),
            Moments.ToTime(call.Made),
            Moments.ToTimeOrNone(call.Due),
            [.. called],
            [.. inTime],
            graded == 0 ? null : (double)points / graded,
            Moments.ToTimeOrNone(call.Closed));
    }

    private static TValue Of<TKey, TValue>(Dictionary<TKey, TValue> all, TKey key)
        where TKey : notnull
        where TValue : new()
    {
        if (!all.TryGetValue(key, out var value))
        {
            all.Add(key, value = new TValue());
        }
        return value;
    }

    private sealed class Sums
    {
        private int _due;
        private int _inTime;

        public int Made { get; set; }

        public int Cases { get; set; }

        public int Closed { get; set; }

        public Rate InTime => new(_inTime, _due);

        public void Count(bool isInTime)
        {
            _due++;
            _inTime += isInTime ? 1 : 0;
        }
    }

    private sealed class StreetSums
    {
        private CaseId _last;

        public Dictionary<CallKind, int> Made { get; } = [];

        public Sums Calls { get; } = new();

        public int Filed { get; set; }

        public int FiledWithWhistle { get; private set; }

        /// <summary>A case that was whistled for more than once counts once.</summary>
        public void Whistled(CaseLife life, in Window window)
        {
            if (_last != life.Facts.Id && life.IsFiled && window.Has(life.Filing.At))
            {
                FiledWithWhistle++;
                _last = life.Facts.Id;
            }
        }
    }

    private sealed class BodySums
    {
        public Sums All { get; } = new();

        public Sums Whistles { get; } = new();

        public int Called { get; set; }

        public int Whistled { get; set; }

        public int Graded { get; set; }

        public int Points { get; set; }
    }
}
