using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Space;

namespace GridCity.Core.Evaluation;

/// <summary>
/// Counts for a period what each case says. Every count goes to the community, the class and the channel of the case, and to
/// whoever it is about; the tiers above are sums of their communities.
/// </summary>
internal sealed partial class Counting : ICaseReader
{
    private readonly City _city;
    private readonly Words _words;
    private readonly CentreLimits _limits;
    private readonly Dictionary<long, Tally> _communities = [];
    private readonly Dictionary<int, Tally> _posts = [];
    private readonly Tally?[] _units;
    private readonly Tally?[] _inspectors;
    private readonly Tally?[] _classes;
    private readonly Tally?[] _channels;
    private readonly ChannelTraits[] _traits;
    private readonly Dictionary<CellCode, int[]> _walkers = [];
    private Tally _place = new();
    private Tally _class = new();
    private Tally _channel = new();
    private CaseLife _life = null!;

    public Counting(City city, Facts facts, in Window window, CentreLimits limits)
    {
        (_city, _words, _limits, Window) = (city, facts.Words, limits, window);
        foreach (var inspector in city.Inspectors.Keys)
        {
            _words.Of(inspector);
        }
        _units = new Tally?[_words.Count];
        _inspectors = new Tally?[_words.Count];
        _classes = new Tally?[_words.Count];
        _channels = new Tally?[_words.Count];
        _traits = ChannelTraits.Of(city, _words);
    }

    public Window Window { get; }

    public Tally Nobody { get; } = new();

    /// <summary>The longest time after an event at which a deadline that the journal does not keep may lie.</summary>
    public TimeSpan Slack => new(Math.Max(
        Math.Max(_limits.CallBack.Ticks, _limits.Closing.Ticks),
        Math.Max(_limits.Sending.Ticks, Math.Max(_limits.Filing.Ticks, _limits.Dispatch.Ticks))));

    public void Add(CaseLife life)
    {
        _life = life;
        var facts = life.Facts;
        _place = CommunityOf(life.Cell);
        _class = _classes[facts.Class] ??= new Tally();
        _channel = _channels[facts.Channel] ??= new Tally();
        var unit = life.LastStint >= 0 ? UnitOf(life.Stints.Last.Unit) : null;
        Report(unit);
        File(unit);
        foreach (ref readonly var look in life.Looks.AsSpan())
        {
            CountLook(look);
        }
        foreach (ref readonly var turn in life.Turns.AsSpan())
        {
            CountTurn(turn);
        }
        foreach (ref readonly var wait in life.Waits.AsSpan())
        {
            CountWait(wait);
        }
        foreach (ref readonly var stint in life.Stints.AsSpan())
        {
            CountStint(stint);
        }
        End(unit);
        CountHotline(unit);
        CountOpen(unit);
    }

    private void Count(Counter counter, Tally? other = null)
    {
        _place.Add(counter);
        _class.Add(counter);
        _channel.Add(counter);
        other?.Add(counter);
    }

    private void CountIf(bool holds, Counter counter, Tally? other = null)
    {
        if (holds)
        {
            Count(counter, other);
        }
    }

    private void Report(Tally? unit)
    {
        var facts = _life.Facts;
        if (!Window.Has(facts.Reported))
        {
            return;
        }
        var isInspector = Words.RoleOf(facts.Reporter) == Role.Inspector;
        var reporter = isInspector ? InspectorOf(Words.WordOf(facts.Reporter)) : null;
        Count(Counter.Reported, unit);
        CountIf(_life.IsFiled, Counter.ReportedFiled, unit);
        CountIf(_life.IsSound, Counter.ReportedSound, unit);
        CountIf(facts.Repeats > 0, Counter.ReportedAgain, unit);
        reporter?.Add(Counter.Reported);
        if (_life.IsFiled)
        {
            reporter?.Add(Counter.ReportedFiled);
        }
        if (_life.IsSound)
        {
            reporter?.Add(Counter.ReportedSound);
        }
    }

    private void File(Tally? unit)
    {
        var filing = _life.Filing;
        if (_life.IsFiled && Window.Has(filing.At))
        {
            var isOnTime = filing.At - filing.Ready <= (long)_limits.Filing.TotalMilliseconds;
            Count(Counter.Filed, unit);
            CountIf(isOnTime, Counter.FiledOnTime, unit);
            CountIf(!_life.IsVoided, Counter.FiledSound, unit);
            CountIf(_life.Ending == Ending.SelfFixed, Counter.FiledSelfFixed, unit);
            FileNet(unit);
            Found(unit);
            var post = PostOf(filing.By);
            post.Add(Counter.Accepted);
            post.Add(Counter.Filed);
            if (isOnTime)
            {
                post.Add(Counter.FiledOnTime);
            }
            if (!_life.IsVoided)
            {
                post.Add(Counter.FiledSound);
            }
        }
        else if (_life.Ending is Ending.Rejected or Ending.Duplicate && !_life.IsFiled && Window.Has(_life.Ended))
        {
            PostOf(_life.EndedBy).Add(Counter.Accepted);
        }
    }

    private void FileNet(Tally? unit)
    {
        if (!_life.IsSuspended)
        {
            Count(Counter.FiledNet, unit);
            CountIf(_traits[_life.Facts.Channel].IsPublic && !_life.IsVoided, Counter.FiledPublic, unit);
        }
    }

    /// <summary>Who should have found the problem, and whether somebody else did.</summary>
    private void Found(Tally? unit)
    {
        var walkers = WalkersOf(_life.Cell);
        var reporter = _life.Facts.Reporter;
        var isMissed = Words.RoleOf(reporter) != Role.Inspector || !walkers.AsSpan().Contains(Words.WordOf(reporter));
        CountIf(_traits[_life.Facts.Channel].IsPatrol, Counter.FiledFirst, unit);
        CountIf(isMissed, Counter.FiledMissed, unit);
        foreach (var walker in walkers)
        {
            var inspector = InspectorOf(walker);
            inspector.Add(Counter.Filed);
            if (isMissed)
            {
                inspector.Add(Counter.FiledMissed);
            }
        }
    }

    private Tally CommunityOf(CellCode cell)
    {
        var community = cell.Community.Value;
        if (!_communities.TryGetValue(community, out var tally))
        {
            _communities.Add(community, tally = new Tally());
        }
        return tally;
    }

    private Tally UnitOf(int word) => _units[word] ??= new Tally();

    private Tally InspectorOf(int word) => word == Words.None ? Nobody : _inspectors[word] ??= new Tally();

    private Tally PostOf(int actor)
    {
        if (!_posts.TryGetValue(actor, out var tally))
        {
            _posts.Add(actor, tally = new Tally());
        }
        return tally;
    }

    private int[] WalkersOf(CellCode cell)
    {
        if (!_walkers.TryGetValue(cell, out var walkers))
        {
            walkers = [.. _city.InspectorsOf(cell).Select(inspector => _words.Of(inspector.Id))];
            _walkers.Add(cell, walkers);
        }
        return walkers;
    }
}
