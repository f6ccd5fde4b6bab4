using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Space;

namespace GridCity.Core.Evaluation;

/// <summary>
/// All counts of a period, as they were known at a moment: of the city and its areas, of units, posts and inspectors, of classes
/// and channels. The same period asked for the same moment gives the same counts for ever, whatever the journal says later.
/// </summary>
public sealed class Scoreboard
{
    internal Scoreboard(Period period, DateTimeOffset asOf, ScoreBook book, Counting counting)
    {
        (Period, AsOf, Book) = (period, asOf, book);
        Areas = counting.Areas();
        Units = counting.Units();
        Inspectors = counting.Inspectors();
        Posts = counting.Posts();
        Classes = counting.Classes();
        Channels = counting.Channels();
        Nobody = counting.Nobody;
    }

    /// <summary>The period.</summary>
    public Period Period { get; }

    /// <summary>The moment: what happened at it or later is not known.</summary>
    public DateTimeOffset AsOf { get; }

    /// <summary>How scores and ranks are made.</summary>
    public ScoreBook Book { get; }

    /// <summary>The city (<see cref="AreaCode.City"/>), its districts, streets and communities; those without a case are left out.</summary>
    public IReadOnlyDictionary<AreaCode, Tally> Areas { get; }

    /// <summary>The units by id.</summary>
    public IReadOnlyDictionary<string, Tally> Units { get; }

    /// <summary>
    /// The inspectors by id. <see cref="Counter.Reported"/> and what is of it are their own reports, <see cref="Counter.Filed"/>
    /// and what is of it the cases in the cells of their beat, whoever found them.
    /// </summary>
    public IReadOnlyDictionary<string, Tally> Inspectors { get; }

    /// <summary>
    /// Who takes in, files, closes and dispatches, by actor. What GridCity did of itself stands with <see cref="Actor.System"/>.
    /// </summary>
    public IReadOnlyDictionary<Actor, Tally> Posts { get; }

    /// <summary>The classes by code.</summary>
    public IReadOnlyDictionary<string, Tally> Classes { get; }

    /// <summary>The channels by id.</summary>
    public IReadOnlyDictionary<string, Tally> Channels { get; }

    /// <summary>Tasks of looking that no inspector had when they were due.</summary>
    public Tally Nobody { get; }

    /// <summary>The whole city.</summary>
    public Tally City => Areas.GetValueOrDefault(AreaCode.City) ?? new Tally();

    /// <summary>Evaluates a period.</summary>
    /// <param name="city">The city: its beats and channels.</param>
    /// <param name="facts">The journal, folded.</param>
    /// <param name="period">The period.</param>
    /// <param name="asOf">The moment at which things are known; the end of the period when null.</param>
    /// <param name="book">How to score; as the city does when null.</param>
    public static Scoreboard Make(City city, Facts facts, Period period, DateTimeOffset? asOf = null, ScoreBook? book = null)
    {
        book ??= city.Evaluation.Book;
        var counting = new Counting(city, facts, Window.Of(period, asOf ?? period.To), book.Limits);
        Reading.Run(facts, counting.Window, counting.Slack, counting);
        return new Scoreboard(period, asOf ?? period.To, book, counting);
    }

    /// <summary>The areas of a tier in the order of their codes; those without a case are left out.</summary>
    public IEnumerable<KeyValuePair<AreaCode, Tally>> AreasOf(Tier tier) =>
        Areas.Where(area => area.Key.Tier == tier).OrderBy(area => area.Key);

    /// <summary>Scores everybody of a kind by the book, and ranks them.</summary>
    /// <param name="subject">Whom.</param>
    /// <param name="tier">For regions, the tier; streets unless another is given.</param>
    public IReadOnlyList<Standing> Rank(SubjectKind subject, Tier tier = Tier.Street)
    {
        var scored = Tallies(subject, tier)
            .Select(one => (one.Id, one.Tally, Score: Score.Of(Book, subject, one.Tally)))
            .Where(one => one.Score is not null)
            .ToDictionary(one => one.Id);
        var places = Ranking.Of(
            scored.Values.Select(one => new Contender(one.Id, one.Score!.Points, one.Score.Interval, BaseOf(subject, one.Tally))),
            Book.RankingBase);
        return [.. places.Select(place => new Standing(place, scored[place.Id].Score!, scored[place.Id].Tally))];
    }

    /// <summary>Ranks everybody of a kind by one indicator.</summary>
    /// <param name="subject">Whom.</param>
    /// <param name="indicator">By what.</param>
    /// <param name="tier">For regions, the tier; streets unless another is given.</param>
    public IReadOnlyList<Place> Rank(SubjectKind subject, Indicator indicator, Tier tier = Tier.Street) => Ranking.Of(
        Tallies(subject, tier)
            .Select(one => (one.Id, Rate: one.Tally.RateOf(indicator)))
            .Where(one => one.Rate.Denominator > 0)
            .Select(one => new Contender(one.Id, one.Rate.Value!.Value, one.Rate.Interval, one.Rate.Denominator)),
        Book.RankingBase,
        indicator.IsMoreBetter);

    private IEnumerable<(string Id, Tally Tally)> Tallies(SubjectKind subject, Tier tier) => subject switch
    {
        SubjectKind.Region => Areas.Where(area => area.Key.Tier == tier).Select(area => (area.Key.ToString(), area.Value)),
        SubjectKind.Unit => Units.Select(unit => (unit.Key, unit.Value)),
        SubjectKind.Inspector => Inspectors.Select(inspector => (inspector.Key, inspector.Value)),
        SubjectKind.Dispatcher => PostsOf(Role.Command),
        _ => PostsOf(Role.Supervision),
    };

    // What GridCity does of itself is no post that could be praised or blamed.
    private IEnumerable<(string Id, Tally Tally)> PostsOf(Role role) =>
        Posts.Where(post => post.Key.Role == role).Select(post => (post.Key.ToString(), post.Value));

    // The base of a score is that of its rates: the most cases that one of them counts.
    private static int BaseOf(SubjectKind subject, Tally tally) => subject switch
    {
        SubjectKind.Inspector => Math.Max(tally[Counter.Reported], tally[Counter.VerificationDue] + tally[Counter.CheckDue]),
        SubjectKind.Acceptor => tally[Counter.VerificationSendDue] + tally[Counter.CheckSendDue],
        SubjectKind.ShiftChief => tally[Counter.Filed],
        SubjectKind.Dispatcher => tally[Counter.DispatchDue],
        _ => tally[Counter.ClosingDue],
    };
}

/// <summary>Somebody's place with the score and the counts behind it.</summary>
public sealed record Standing(Place Place, Score Score, Tally Tally);
