namespace GridCity.Core.Evaluation;

/// <summary>One part of a score: its weight, its points from 0 to 100 and the interval of these; none without a base.</summary>
public sealed record ScorePart(ScoreTerm Term, double? Points, Interval Interval);

/// <summary>
/// A composite score from 0 to 100 with its interval and the parts it comes from. Parts without a base are left out and the
/// others weighed up; <paramref name="Coverage"/> says how much of the weights was measured.
/// </summary>
public sealed record Score(double Points, Interval Interval, string? Grade, double Coverage, ValueList<ScorePart> Parts)
{
    /// <summary>Scores a tally, or null when no part has a base.</summary>
    /// <remarks>
    /// The interval adds the parts' intervals by their weights: parts come from the same cases, so their errors go together, and
    /// the true score lies in it at least as often as in the parts' own.
    /// </remarks>
    public static Score? Of(ScoreBook book, SubjectKind subject, Tally tally)
    {
        if (book.FormulaOf(subject) is not { } formula)
        {
            return null;
        }
        var (points, low, high, measured, total) = (0.0, 0.0, 0.0, 0.0, 0.0);
        var hasRate = false;
        var parts = new ScorePart[formula.Terms.Count];
        for (var index = 0; index < parts.Length; index++)
        {
            var part = PartOf(formula.Terms[index], tally);
            parts[index] = part;
            total += part.Term.Weight;
            if (part.Points is { } value)
            {
                points += part.Term.Weight * value;
                low += part.Term.Weight * part.Interval.Low;
                high += part.Term.Weight * part.Interval.High;
                measured += part.Term.Weight;
                hasRate |= part.Term.Indicator is not null;
            }
        }
        if (!hasRate)
        {
            return null;
        }
        var coverage = measured / total;
        points /= measured;
        var grade = coverage >= book.GradeCoverage ? GradeOf(book, points) : null;
        return new Score(points, new Interval(low / measured, high / measured), grade, coverage, ValueList.Create<ScorePart>(parts));
    }

    /// <summary>The grade of points.</summary>
    public static string GradeOf(ScoreBook book, double points)
    {
        foreach (var band in book.Grades.AsSpan())
        {
            if (points >= band.AtLeast)
            {
                return band.Grade;
            }
        }
        return book.Grades[^1].Grade;
    }

    private static ScorePart PartOf(ScoreTerm term, Tally tally)
    {
        if (term.Volume is { } volume)
        {
            var points = PointsOf(term.Bands, tally[volume]);
            return new ScorePart(term, points, new Interval(points, points));
        }
        var rate = tally.RateOf(Indicators.Get(term.Indicator!));
        if (rate.Value is not { } share)
        {
            return new ScorePart(term, null, new Interval(0, 100));
        }
        var interval = rate.Interval;
        return term.IsInverted
            ? new ScorePart(term, 100 * (1 - share), new Interval(100 * (1 - interval.High), 100 * (1 - interval.Low)))
            : new ScorePart(term, 100 * share, new Interval(100 * interval.Low, 100 * interval.High));
    }

    private static double PointsOf(ValueList<Band> bands, int count)
    {
        foreach (var band in bands.AsSpan())
        {
            if (count >= band.AtLeast)
            {
                return band.Points;
            }
        }
        return 0;
    }
}
