using GridCity.Core.Evaluation;
using Xunit;

namespace GridCity.Tests.Evaluation;

public class ScoreTests
{
    // R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998), table I,
    // method 3: Wilson's score interval.
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Intervals_are_those_of_the_literature(int numerator, int denominator, double low, double high)
    {
        var interval = new Rate(numerator, denominator).Interval;

        Assert.Equal(low, interval.Low, 4);
        Assert.Equal(high, interval.High, 4);
    }

    [Fact]
    public void Nothing_counted_is_no_share_and_any_share()
    {
        Assert.Null(new Rate(0, 0).Value);
        Assert.Equal(new Interval(0, 1), new Rate(0, 0).Interval);
        Assert.Equal(1, new Rate(7, 7).Interval.High);
    }

    [Fact]
    public void A_department_gets_what_the_national_formula_says()
    {
        // 10 % of 90 points for 60 cases, 30 % of 80, 30 % of 60, 30 % of 100 less 10.
        var score = Score.Of(ScoreBooks.National, SubjectKind.Unit, Department)!;

        Assert.Equal(9 + 24 + 18 + 27, score.Points, 9);
        Assert.Equal("B", score.Grade);
        Assert.Equal(1, score.Coverage);
        Assert.InRange(score.Interval.Low, 40, 77);
        Assert.InRange(score.Interval.High, 79, 97);
    }

    [Fact]
    public void The_same_counts_get_what_another_books_formula_says()
    {
        // 30 % of 90 handled, 20 % of 60 in time, 20 % of 100 less 10 rework, 20 % of 100 less 10 pending, 10 % of 100 less 20.
        var score = Score.Of(ScoreBooks.Jinniu, SubjectKind.Unit, Department)!;

        Assert.Equal(27 + 12 + 18 + 18 + 8, score.Points, 9);
        Assert.Null(Score.Of(ScoreBooks.Jinniu, SubjectKind.Inspector, Department));
    }

    [Fact]
    public void What_has_no_base_is_left_out_and_the_score_says_so()
    {
        // Valid reports (40 %) are 9 of 10, checks (20 %) 5 of 5; no verification was due, and nothing was filed in the beat.
        var tally = Of(
            (Counter.Reported, 10), (Counter.ReportedSound, 9), (Counter.CheckDue, 5), (Counter.CheckOnTime, 5));
        var score = Score.Of(ScoreBooks.National, SubjectKind.Inspector, tally)!;

        Assert.Equal(((40 * 90) + (20 * 100)) / 60.0, score.Points, 9);
        Assert.Equal(0.6, score.Coverage, 9);
        Assert.Equal("A", score.Grade);
        Assert.Null(Score.Of(ScoreBooks.National with { GradeCoverage = 0.7 }, SubjectKind.Inspector, tally)!.Grade);
        Assert.Null(Score.Of(ScoreBooks.National, SubjectKind.Inspector, new Tally()));
    }

    [Theory]
    [InlineData(100, "A")]
    [InlineData(90, "A")]
    [InlineData(89.99, "B")]
    [InlineData(75, "B")]
    [InlineData(60, "C")]
    [InlineData(40, "D")]
    [InlineData(39.99, "E")]
    [InlineData(0, "E")]
    public void Grades_begin_at_their_points(double points, string grade) =>
        Assert.Equal(grade, Score.GradeOf(ScoreBooks.National, points));

    [Theory]
    [InlineData(0, 100)]
    [InlineData(50, 100)]
    [InlineData(51, 90)]
    [InlineData(100, 90)]
    [InlineData(200, 75)]
    [InlineData(500, 60)]
    [InlineData(1000, 40)]
    [InlineData(1001, 0)]
    public void Bands_of_filed_cases_go_down(int filed, double points)
    {
        var tally = Of((Counter.FiledNet, filed), (Counter.ClosingDue, 1));

        Assert.Equal(points, Score.Of(ScoreBooks.National, SubjectKind.Unit, tally)!.Parts[0].Points);
    }

    [Fact]
    public void The_books_of_the_field_have_no_faults()
    {
        Assert.Empty(ScoreBooks.National.Faults());
        Assert.Empty(ScoreBooks.Jinniu.Faults());
    }

    [Fact]
    public void A_wrong_book_is_told_everything_that_is_wrong()
    {
        var book = new ScoreBook("wrong", "", "")
        {
            Formulas =
            [
                new(SubjectKind.Unit,
                [
                    ScoreTerm.Of(50, "closing"),
                    ScoreTerm.Of(30, "clsing"),
                    ScoreTerm.Of(10, Counter.Filed, new Band(10, 50), new Band(20, 100)),
                ]),
            ],
            Grades = [new("B", 75), new("A", 90)],
            RankingBase = 0,
        };

        var faults = book.Faults().Select(fault => fault.Message).ToList();
        Assert.Equal(5, faults.Count);
        Assert.Contains("the weights of Unit sum to 90; they must sum to 100.", faults);
        Assert.Contains(faults, fault => fault.StartsWith("a term of Unit names the indicator 'clsing'; known are", StringComparison.Ordinal));
        Assert.Contains("a term of Unit has bands of Filed that do not go down; put the highest number first.", faults);
    }

    [Fact]
    public void Ranks_that_the_numbers_do_not_bear_are_ranges()
    {
        var places = Ranking.Of(
            [
                new("c", 60, new(50, 70), 100),
                new("b", 88, new(83, 92), 100),
                new("a", 90, new(85, 95), 100),
                new("few", 100, new(72, 100), 5),
            ],
            leastBase: 30);

        Assert.Equal(["a 1 1-2", "b 2 1-2", "c 3 3-3", "few  -"], places.Select(Text));
        Assert.True(places[2].IsCertain);
        Assert.False(places[0].IsCertain);
    }

    [Fact]
    public void Where_less_is_better_the_least_is_first_and_equals_share_a_rank()
    {
        var places = Ranking.Of(
            [new("b", 5, new(4, 6), 50), new("a", 5, new(4, 6), 50), new("c", 1, new(0, 2), 50)],
            leastBase: 30,
            isMoreBetter: false);

        Assert.Equal(["c 1 1-1", "a 2 2-3", "b 2 2-3"], places.Select(Text));
    }

    private static Tally Department => Of(
        (Counter.FiledNet, 60),
        (Counter.HandlingDue, 10), (Counter.Handled, 9), (Counter.HandledOnTime, 6), (Counter.OverduePending, 1), (Counter.Extended, 2),
        (Counter.ClosingDue, 10), (Counter.ClosingClosed, 8), (Counter.Reworked, 1));

    private static Tally Of(params ReadOnlySpan<(Counter Counter, int Count)> counts)
    {
        var tally = new Tally();
        foreach (var (counter, count) in counts)
        {
            for (var index = 0; index < count; index++)
            {
                tally.Add(counter);
            }
        }
        return tally;
    }

    private static string Text(Place place) => $"{place.Id} {place.Rank} {place.BestRank}-{place.WorstRank}";
}
