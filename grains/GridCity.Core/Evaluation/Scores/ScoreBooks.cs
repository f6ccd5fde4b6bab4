namespace GridCity.Core.Evaluation;

/// <summary>Score books that are known from the field, to begin with or to compare.</summary>
public static class ScoreBooks
{
    /// <summary>
    /// The composite scores of the CJ/T 292 family as one city system has them. Its text prints 10 % for on-time closing of
    /// regions, with which the weights would sum to 70; 40 % makes them 100.
    /// </summary>
    public static ScoreBook National { get; } = new("national", "National model", "国标模式")
    {
        Formulas =
        [
            new(SubjectKind.Inspector,
            [
                ScoreTerm.Of(40, "report-valid"),
                ScoreTerm.Of(20, "miss", isInverted: true),
                ScoreTerm.Of(20, "verification-on-time"),
                ScoreTerm.Of(20, "check-on-time"),
            ]),
            new(SubjectKind.Acceptor,
            [
                ScoreTerm.Of(25, Counter.Accepted, Volume),
                ScoreTerm.Of(40, "verification-sent"),
                ScoreTerm.Of(35, "check-sent"),
            ]),
            new(SubjectKind.ShiftChief,
            [
                ScoreTerm.Of(25, "filing-on-time"),
                ScoreTerm.Of(40, "filing-accurate"),
                ScoreTerm.Of(35, "final-on-time"),
            ]),
            new(SubjectKind.Dispatcher,
            [
                ScoreTerm.Of(20, Counter.Dispatched, Volume),
                ScoreTerm.Of(40, "dispatch-on-time"),
                ScoreTerm.Of(40, "dispatch-accurate"),
            ]),
            new(SubjectKind.Unit,
            [
                ScoreTerm.Of(10, Counter.FiledNet, Filed),
                ScoreTerm.Of(30, "closing"),
                ScoreTerm.Of(30, "handling-on-time"),
                ScoreTerm.Of(30, "rework", isInverted: true),
            ]),
            new(SubjectKind.Region,
            [
                ScoreTerm.Of(10, "public-report"),
                ScoreTerm.Of(20, Counter.FiledNet, Filed),
                ScoreTerm.Of(30, "closing"),
                ScoreTerm.Of(40, "closing-on-time"),
            ]),
        ],
    };

    /// <summary>The model of Jinniu in Chengdu (金牛): handling, on time, rework, overdue and pending, extensions.</summary>
    public static ScoreBook Jinniu { get; } = new("jinniu", "Jinniu model", "金牛模式")
    {
        Formulas = [new(SubjectKind.Unit, JinniuTerms), new(SubjectKind.Region, JinniuTerms)],
    };

    // More work, more points.
    private static ReadOnlySpan<Band> Volume =>
        new Band[] { new(2001, 100), new(1201, 90), new(501, 75), new(301, 60), new(101, 40) };

    // More problems, fewer points.
    private static ReadOnlySpan<Band> Filed =>
        new Band[] { new(1001, 0), new(501, 40), new(201, 60), new(101, 75), new(51, 90), new(0, 100) };

    private static ValueList<ScoreTerm> JinniuTerms =>
    [
        ScoreTerm.Of(30, "handling"),
        ScoreTerm.Of(20, "handling-on-time"),
        ScoreTerm.Of(20, "rework", isInverted: true),
        ScoreTerm.Of(20, "overdue-pending", isInverted: true),
        ScoreTerm.Of(10, "extension", isInverted: true),
    ];
}
