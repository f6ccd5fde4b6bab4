using GridCity.Core.Cities;

namespace GridCity.Core.Evaluation;

/// <summary>
/// The hourly dispatch sheet (派遣单) as data: what came, what was sent to whom, what waits, what is due next and what is late,
/// as it was known when the hour ended.
/// </summary>
public sealed record DispatchSheet
{
    /// <summary>The hour, or another period.</summary>
    public required Period Period { get; init; }

    /// <summary>The moment at which all this was known.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>All counts of the city.</summary>
    public required IReadOnlyList<CountRow> Counts { get; init; }

    /// <summary>Volumes by class, the most reported first.</summary>
    public required IReadOnlyList<VolumeRow> Classes { get; init; }

    /// <summary>Volumes by street, the most reported first.</summary>
    public required IReadOnlyList<VolumeRow> Streets { get; init; }

    /// <summary>Volumes by channel, the most reported first.</summary>
    public required IReadOnlyList<VolumeRow> Channels { get; init; }

    /// <summary>What was sent to units, in the order in which it was sent.</summary>
    public required CaseLines Dispatched { get; init; }

    /// <summary>What waits for dispatch, the longest waiting first.</summary>
    public required CaseLines Waiting { get; init; }

    /// <summary>What units have to finish within a period as long as this one, the next first.</summary>
    public required CaseLines DueNext { get; init; }

    /// <summary>What units have not finished although its time has passed, the latest first.</summary>
    public required CaseLines Overdue { get; init; }

    /// <summary>Where somebody has to look and no inspector has the task, the longest waiting first.</summary>
    public required CaseLines Untaken { get; init; }

    /// <summary>Whistles and other calls of the period.</summary>
    public required JointWork Joint { get; init; }

    /// <summary>What great events ask to be patrolled on this day, and what of it was.</summary>
    public required IReadOnlyList<EventPatrolLine> Patrols { get; init; }

    /// <summary>Makes the sheet of an hour, as it was known at a moment; at the end of the period when null.</summary>
    public static DispatchSheet Make(
        City city, Facts facts, Period period, DateTimeOffset? asOf = null, EvaluationPolicy? policy = null)
    {
        policy ??= city.Evaluation;
        var known = asOf ?? period.To;
        var window = Window.Of(period, known);
        var counting = new Counting(city, facts, window, policy.Book.Limits);
        var desk = new DeskReader(facts, window);
        var joint = new JointReader(facts, window);
        Reading.Run(facts, window, counting.Slack, counting, desk, joint);
        var boards = PeriodTables.BoardsOf(city, facts, new Scoreboard(period, known, policy.Book, counting));
        return new DispatchSheet
        {
            Period = period,
            AsOf = known,
            Counts = boards.Counts(),
            Classes = boards.Volumes(board => board.Classes),
            Streets = boards.Volumes(PeriodTables.Streetwise),
            Channels = boards.Volumes(board => board.Channels),
            Dispatched = desk.Dispatched.Result(),
            Waiting = desk.Waiting.Result(),
            DueNext = desk.DueNext.Result(),
            Overdue = desk.Overdue.Result(),
            Untaken = desk.Untaken.Result(),
            Joint = joint.Result(policy.Book.RankingBase),
            Patrols = new PatrolReader(city, facts, period, known).Events(),
        };
    }
}

/// <summary>Sorts cases by what the dispatcher's desk has to see.</summary>
internal sealed class DeskReader(Facts facts, in Window window) : ICaseReader
{
    private readonly Window _window = window;

    public LineList Dispatched { get; } = new(facts.Words);

    public LineList Waiting { get; } = new(facts.Words);

    public LineList DueNext { get; } = new(facts.Words);

    public LineList Overdue { get; } = new(facts.Words);

    public LineList Untaken { get; } = new(facts.Words);

    public void Add(CaseLife life)
    {
        foreach (ref readonly var stint in life.Stints.AsSpan())
        {
            if (_window.Has(stint.Dispatched))
            {
                Dispatched.Add(life, stint.Unit, stint.Dispatched, stint.Dispatched, stint.Due, stint.Finished);
            }
        }
        if (life.IsOpen)
        {
            AddOpen(life);
        }
    }

    private void AddOpen(CaseLife life)
    {
        if (life.Waits.Count > 0 && life.Waits.Last is { Dispatched: Moments.Never, Withdrawn: Moments.Never } wait)
        {
            Waiting.Add(life, Words.None, wait.Ready, wait.Ready, Moments.Never);
        }
        if (life.Looks.Count > 0 && life.Looks.Last is { Done: Moments.Never, Withdrawn: Moments.Never, IsNobodys: true } look)
        {
            Untaken.Add(life, Words.None, look.Asked, look.Asked, look.Due);
        }
        if (life.LastStint < 0 || life.IsSuspended || life.Stints.Last.Finished != Moments.Never)
        {
            return;
        }
        var stint = life.Stints.Last;
        if (stint.Due < _window.AsOf)
        {
            Overdue.Add(life, stint.Unit, stint.Due, stint.Dispatched, stint.Due);
        }
        else if (stint.Due - _window.AsOf < _window.To - _window.From)
        {
            DueNext.Add(life, stint.Unit, stint.Due, stint.Dispatched, stint.Due);
        }
    }
}
