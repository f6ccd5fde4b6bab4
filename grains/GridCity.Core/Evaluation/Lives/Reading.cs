namespace GridCity.Core.Evaluation;

/// <summary>Something that looks at every case of a reading once.</summary>
internal interface ICaseReader
{
    /// <summary>Looks at a case; what it holds is valid until the next one.</summary>
    void Add(CaseLife life);
}

/// <summary>A period as it was known at a moment: what all figures of one evaluation have in common.</summary>
internal readonly record struct Window(long From, long To, long AsOf)
{
    public static Window Of(Period period, DateTimeOffset asOf) =>
        new(Moments.Of(period.From), Moments.Of(period.To), Moments.Of(asOf));

    /// <summary>Whether something happened in the period.</summary>
    public bool Has(long at) => at >= From && at < To;

    /// <summary>Whether a deadline lies in the period and had passed.</summary>
    public bool IsDue(long due) => Has(due) && due < AsOf;

    /// <summary>Whether a deadline lies in the period and had passed before it was needed no more.</summary>
    public bool IsDue(long due, long withdrawn) => IsDue(due) && withdrawn > due;
}

/// <summary>Reads all cases that a window can say something about.</summary>
internal static class Reading
{
    /// <summary>Shows every case that was known, in the order of the reports.</summary>
    /// <param name="facts">The journal, folded.</param>
    /// <param name="window">What is asked.</param>
    /// <param name="slack">How long after the last thing that a case speaks of a deadline of it may lie.</param>
    /// <param name="readers">Who looks.</param>
    public static void Run(Facts facts, in Window window, TimeSpan slack, params ReadOnlySpan<ICaseReader> readers)
    {
        var life = new CaseLife();
        var earliest = window.From - (long)slack.TotalMilliseconds;
        var cases = facts.Cases;
        for (var index = 0; index < cases.Count; index++)
        {
            var known = cases[index];
            if (known.IsEnded && known.Reach < earliest)
            {
                continue;
            }
            if (life.Read(known, window.AsOf))
            {
                foreach (var reader in readers)
                {
                    reader.Add(life);
                }
            }
        }
    }
}
