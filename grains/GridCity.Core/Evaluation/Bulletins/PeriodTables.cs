using GridCity.Core.Cities;
using GridCity.Core.Space;

namespace GridCity.Core.Evaluation;

/// <summary>
/// Everything that a bulletin says of a period, as data: ready to be shown, and the same for ever for the same journal, period
/// and moment.
/// </summary>
public sealed record PeriodTables
{
    /// <summary>The period.</summary>
    public required Period Period { get; init; }

    /// <summary>The moment at which all this was known.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>The journal's position up to which it was folded.</summary>
    public required long Position { get; init; }

    /// <summary>The moment at which the journal begins, before which nothing is known; null when it holds nothing.</summary>
    public required DateTimeOffset? Begins { get; init; }

    /// <summary>Whether the journal begins before the period, so that nothing of it is missing.</summary>
    public bool IsComplete => Begins <= Period.From;

    /// <summary>Whether the journal knows anything of the period.</summary>
    public bool IsKnown => Begins < Period.To;

    /// <summary>All counts, for tables of one's own.</summary>
    public required Scoreboard Board { get; init; }

    /// <summary>All counts of the city.</summary>
    public required IReadOnlyList<CountRow> Counts { get; init; }

    /// <summary>All base indicators of the city.</summary>
    public required IReadOnlyList<IndicatorRow> Indicators { get; init; }

    /// <summary>Volumes by class, the most reported first.</summary>
    public required IReadOnlyList<VolumeRow> Classes { get; init; }

    /// <summary>Volumes by street, the most reported first.</summary>
    public required IReadOnlyList<VolumeRow> Streets { get; init; }

    /// <summary>Volumes by channel, the most reported first.</summary>
    public required IReadOnlyList<VolumeRow> Channels { get; init; }

    /// <summary>The flow by hour and day.</summary>
    public required Flow Flow { get; init; }

    /// <summary>Streets, units, acceptors, shift chiefs, dispatchers and inspectors, each scored and ranked.</summary>
    public required IReadOnlyDictionary<SubjectKind, IReadOnlyList<Standing>> Rankings { get; init; }

    /// <summary>The cases that units did not finish in time, the latest first.</summary>
    public required CaseLines Late { get; init; }

    /// <summary>Whistles and the other joint work.</summary>
    public required JointWork Joint { get; init; }

    /// <summary>What great events and registers ask to be patrolled, and what was.</summary>
    public required PatrolAccount Patrols { get; init; }

    /// <summary>Complaints handled at once.</summary>
    public required HotlineBoard Hotline { get; init; }

    /// <summary>Places that repeat, those with the most cases first.</summary>
    public required IReadOnlyList<RepeatingPlace> Repeating { get; init; }

    /// <summary>The special list.</summary>
    public required SpecialList Special { get; init; }

    internal static PeriodTables Make(City city, Facts facts, Period period, DateTimeOffset? asOf, EvaluationPolicy? policy)
    {
        policy ??= city.Evaluation;
        var known = asOf ?? period.To;
        var window = Window.Of(period, known);
        var counting = new Counting(city, facts, window, policy.Book.Limits);
        var flow = new FlowReader(period, window);
        var late = new LateReader(facts, window);
        var joint = new JointReader(facts, window);
        var repeats = new RepeatReader(city, facts, window);
        var demands = new DemandReader(city, facts, window);
        var slack = counting.Slack > repeats.Slack ? counting.Slack : repeats.Slack;
        Reading.Run(facts, window, slack, counting, flow, late, joint, repeats, demands);

        var boards = BoardsOf(city, facts, new Scoreboard(period, known, policy.Book, counting));
        var hotline = HotlineBoard.Make(city, boards.Now, boards.Before, policy.Classes);
        var places = repeats.Places();
        var patrols = new PatrolReader(city, facts, period, known);
        return new PeriodTables
        {
            Period = period,
            AsOf = known,
            Position = facts.Position,
            Begins = facts.FirstAt,
            Board = boards.Now,
            Counts = boards.Counts(),
            Indicators = boards.Indicators(),
            Classes = boards.Volumes(board => board.Classes),
            Streets = boards.Volumes(Streetwise),
            Channels = boards.Volumes(board => board.Channels),
            Flow = flow.Result(),
            Rankings = Enum.GetValues<SubjectKind>().ToDictionary(subject => subject, subject => boards.Now.Rank(subject)),
            Late = late.Result(),
            Joint = joint.Result(policy.Book.RankingBase),
            Patrols = new PatrolAccount(patrols.Events(), patrols.Sources()),
            Hotline = hotline,
            Repeating = places,
            Special = demands.Result(hotline.Governance, places, policy.Classes),
        };
    }

    internal static Boards BoardsOf(City city, Facts facts, Scoreboard now)
    {
        // Late changes had as much time for the other periods as for this one, so that like is compared with like.
        var lag = now.AsOf - now.Period.To;
        return new Boards(now, Of(now.Period.Previous()), Of(now.Period.YearBefore()));

        Scoreboard? Of(Period other) =>
            facts.FirstAt < other.To ? Scoreboard.Make(city, facts, other, other.To + lag, now.Book) : null;
    }

    internal static IEnumerable<KeyValuePair<string, Tally>> Streetwise(Scoreboard board) =>
        board.AreasOf(Tier.Street).Select(street => KeyValuePair.Create(street.Key.ToString(), street.Value));
}
