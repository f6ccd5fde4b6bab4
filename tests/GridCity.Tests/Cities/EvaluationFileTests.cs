using System.Text;
using GridCity.Core.Evaluation;
using GridCity.Simulation.Cities;
using GridCity.Simulation.Formats;
using Xunit;

namespace GridCity.Tests.Cities;

/// <summary>How a city judges: read to the last key, refused by file and line, and what its bulletins and its hash follow.</summary>
public sealed class EvaluationFileTests
{
    private const string Name = "evaluation.yaml";

    private const string Written =
        """
        id: ours
        name: Our model
        name_zh: 本市模式
        limits: {sending_minutes: 5, filing_minutes: 20, dispatch_minutes: 15, closing_minutes: 60, call_back_days: 3}
        ranking_base: 2
        grade_coverage: 0.25
        grades:
          - {grade: good, from: 80.5}
          - {grade: bad, from: 0}
        formulas:
          - subject: unit
            terms:
              - {weight: 60, indicator: handling-on-time}
              - {weight: 30, indicator: rework, inverted: true}
              - {weight: 10, count: filed-net, bands: {101: 50, 0: 100}}
          - subject: shift-chief
            terms: [{weight: 100, indicator: filing-accurate}]
        hotline_classes: {advanced: 1, progress: 2, least_gain: 1.5, rectification: 3, governance: 4, share_max: 0.5, classes_shown: 6}
        interviews: 1

        """;

    [Fact]
    public void Every_key_is_read()
    {
        var policy = Read(Written, out var faults);
        Assert.Empty(faults);
        var expected = new EvaluationPolicy
        {
            Book = new ScoreBook("ours", "Our model", "本市模式")
            {
                Limits = new CentreLimits
                {
                    Sending = TimeSpan.FromMinutes(5),
                    Filing = TimeSpan.FromMinutes(20),
                    Dispatch = TimeSpan.FromMinutes(15),
                    Closing = TimeSpan.FromMinutes(60),
                    CallBack = TimeSpan.FromDays(3),
                },
                RankingBase = 2,
                GradeCoverage = 0.25,
                Grades = [new("good", 80.5), new("bad", 0)],
                Formulas =
                [
                    new(SubjectKind.Unit,
                    [
                        ScoreTerm.Of(60, "handling-on-time"),
                        ScoreTerm.Of(30, "rework", isInverted: true),
                        ScoreTerm.Of(10, Counter.FiledNet, new Band(101, 50), new Band(0, 100)),
                    ]),
                    new(SubjectKind.ShiftChief, [ScoreTerm.Of(100, "filing-accurate")]),
                ],
            },
            Classes = new HotlineClasses
            {
                Advanced = 1,
                Progress = 2,
                LeastGain = 1.5,
                Rectification = 3,
                Governance = 4,
                ShareMax = 0.5,
                ClassesShown = 6,
            },
            Interviews = 1,
        };
        Assert.Equal(expected, policy);
    }

    [Fact]
    public void What_is_not_written_is_as_the_field_suggests()
    {
        Assert.Equal(new EvaluationPolicy { Interviews = 7 }, Read("interviews: 7\n", out var faults));
        Assert.Empty(faults);
        Assert.Equal(new EvaluationPolicy(), GoodFolder.Load(GoodFolder.Files()).City!.Evaluation);
    }

    [Theory]
    [InlineData("weight: 60", "weight: 50", "evaluation.yaml:11: error: formulas: the weights of Unit sum to 90; they must sum to 100.")]
    [InlineData("rework", "rewrk", "evaluation.yaml:14: error: formulas: a term of Unit names the indicator 'rewrk'; known are ")]
    [InlineData("{101: 50, 0: 100}", "{0: 100, 101: 50}", "evaluation.yaml:15: error: formulas: a term of Unit has bands of FiledNet that do not go down")]
    [InlineData("{101: 50, 0: 100}", "{many: 50}", "evaluation.yaml:15: error: formulas.terms.bands: has 'many: 50'; a count and its points were expected")]
    [InlineData("count: filed-net, ", "", "evaluation.yaml:15: error: formulas: a term of Unit must name either an indicator or a volume.")]
    [InlineData("subject: shift-chief", "subject: unit", "evaluation.yaml:16: error: formulas: Unit has another formula already; keep one.")]
    [InlineData("subject: unit", "subject: units", "evaluation.yaml:11: error: formulas.subject: is 'units'; region, unit, acceptor, shift-chief")]
    [InlineData("from: 0}", "from: 90}", "evaluation.yaml:9: error: grades: grade bad begins at 90, not below good; put the best grade first.")]
    [InlineData("ranking_base: 2", "ranking_base: 0", "evaluation.yaml:5: error: ranking_base: the base for a rank is 0; it must be at least 1.")]
    [InlineData("grade_coverage: 0.25", "grade_coverage: 25", "evaluation.yaml:6: error: grade_coverage: is '25'; a number from 0 to 1 was expected.")]
    [InlineData("filing_minutes", "filing_hours", "evaluation.yaml:4: error: limits.filing_hours: is no key that is known here.")]
    [InlineData("interviews: 1", "interviews: few", "evaluation.yaml:19: error: interviews: is 'few'; a whole number from 0 to")]
    public void A_wrong_file_is_refused_by_its_line(string right, string wrong, string fault)
    {
        var files = GoodFolder.Files();
        files[Name] = Written.Replace(right, wrong, StringComparison.Ordinal);
        var load = GoodFolder.Load(files);
        Assert.Null(load.City);
        Assert.StartsWith(fault, Assert.Single(load.Faults).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_city_s_hash_and_its_bulletins_follow_the_file()
    {
        var files = GoodFolder.Files();
        var without = GoodFolder.Load(files).City!;
        files[Name] = Written;
        var with = GoodFolder.Load(files).City!;
        Assert.NotEqual(without.Hash, with.Hash);
        Assert.Equal(without.Rules.Version, with.Rules.Version);

        var month = Period.Month(with.TimeZone, 2026, 9);
        Assert.Equal("national", MonthlyBulletin.Make(without, new Facts(), month).Tables.Board.Book.Id);
        Assert.Equal("ours", MonthlyBulletin.Make(with, new Facts(), month).Tables.Board.Book.Id);
        Assert.Equal("ours", Scoreboard.Make(with, new Facts(), month).Book.Id);
    }

    [Fact]
    public void The_demonstration_city_says_in_its_file_what_the_field_suggests()
    {
        using var folder = new TempFolder();
        DemonstrationCity.Create(folder.Path);
        Assert.True(File.Exists(Path.Combine(folder.Path, Name)));
        Assert.Equal(new EvaluationPolicy(), CityFolder.Load(folder.Path).City!.Evaluation);
    }

    private static EvaluationPolicy Read(string text, out IReadOnlyList<Fault> faults)
    {
        var list = new FaultList();
        var policy = EvaluationReader.Read(new InputFile(Name, Encoding.UTF8.GetBytes(text)), list);
        faults = list.ToList();
        return policy;
    }
}
