using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Evaluation;
using GridCity.Tests.Cases;
using Xunit;

namespace GridCity.Tests.Evaluation;

public class BulletinTests
{
    private static readonly City City = EvaluationCity.Make();
    private static readonly Period September = Period.Month(City.TimeZone, 2026, 9);

    [Fact]
    public void A_whistle_leaves_a_trace_and_is_counted_for_street_and_body()
    {
        // Two cases of the west; for one the street whistles. The drainage group is there in time, the sanitation centre is not.
        var joint = MonthlyBulletin.Make(City, Diary.Fold(DueTests.Dispatched("a", "09-10 08:00", "@09-10 12:00")
            + DueTests.Dispatched("b", "09-10 08:00", "@09-10 12:00").Replace("0,0", "1,0", StringComparison.Ordinal) + """
            09-10 08:30 a call unit:street-west 1 whistle emergency drainage,sanitation @09-10 10:00
            09-10 09:30 a answer unit:drainage 1
            09-10 10:30 a answer unit:sanitation 1
            09-10 11:00 a grade unit:street-west 1 drainage 90
            09-10 11:00 a grade unit:street-west 1 sanitation 40
            09-10 11:10 a endcall unit:street-west 1
            09-10 11:20 a call command:li 2 notice dust sanitation @09-11 10:00
            09-10 11:30 a supervise supervision:zhang
            """), September).Tables.Joint;

        var street = Assert.Single(joint.Streets);
        Assert.Equal((new Rate(1, 2), new Rate(1, 3)), (street.WhistleRate, street.InTime));
        Assert.Equal((1, 1), (street.Made[CallKind.Whistle], street.Made[CallKind.Notice]));
        Assert.Equal(
            ["drainage 1 1 1/1 90", "sanitation 1 2 0/2 40"],
            joint.Bodies.Select(body => $"{body.Unit} {body.Whistled} {body.Called} {body.InTime.Numerator}/{body.InTime.Denominator} {body.MeanScore}"));
        var trace = Assert.Single(joint.Whistles);
        Assert.Equal(("emergency", 65.0), (trace.Topic, trace.MeanScore!.Value));
        Assert.Equal(["drainage", "sanitation"], trace.Called);
        Assert.Equal(["drainage"], trace.InTime);
        Assert.Equal(
            [new MechanismRow(CallKind.Whistle, 1, 1, 1, new Rate(1, 2)), new MechanismRow(CallKind.Notice, 1, 1, 0, new Rate(0, 1))],
            joint.Mechanisms);
        Assert.Equal(new Rate(0, 1), joint.Supervised);
    }

    [Fact]
    public void A_bulletin_compares_with_what_the_journal_knows()
    {
        var facts = Diary.Fold(
            DueTests.Closed("a", "08-10 08:00", "@08-10 12:00", "08-10 11:00")
            + DueTests.Closed("b", "09-10 08:00", "@09-10 12:00", "09-10 13:00").Replace("0,0", "9,0", StringComparison.Ordinal)
            + DueTests.Closed("c", "09-11 23:30", "@09-12 12:00", "09-12 00:10"));
        var tables = MonthlyBulletin.Make(City, facts, September).Tables;

        var onTime = tables.Indicators.Single(row => row.Indicator.Id == "handling-on-time");
        Assert.Equal(new Compared<Rate>(new Rate(1, 2), new Rate(1, 1), null), onTime.Rate);
        Assert.False(onTime.IsClearlyChanged);
        Assert.Equal(new Compared<int>(2, 1, null), tables.Counts.Single(row => row.Counter == Counter.Reported).Count);
        Assert.Equal(
            [(TestCity.West, 1, 1), (TestCity.East, 1, 0)],
            tables.Streets.OrderBy(row => row.Id).Select(row => (row.Id, row.Reported.Now, row.Reported.Before!.Value)));
        Assert.Equal((1, 1), (tables.Flow.ByHour[8].Reported, tables.Flow.ByHour[23].Reported));
        Assert.Equal(30, tables.Flow.ByDay.Count);
        Assert.Equal((1, 0, 1), (
            tables.Flow.ByDay[10].Counts.Reported, tables.Flow.ByDay[10].Counts.Closed, tables.Flow.ByDay[11].Counts.Closed));
        var late = Assert.Single(tables.Late.Lines);
        Assert.Equal((Diary.At("09-10", "12:00"), Diary.At("09-10", "13:00")), (late.Due, late.Done));
        Assert.True(tables.IsComplete);
        // Two cases are too few to rank anybody by.
        Assert.All(tables.Rankings[SubjectKind.Unit], standing => Assert.Null(standing.Place.Rank));
    }

    [Fact]
    public void In_the_middle_of_a_period_only_what_was_due_counts()
    {
        var facts = Diary.Fold(
            DueTests.Closed("a", "09-10 08:00", "@09-10 12:00", "09-10 11:00")
            + DueTests.Closed("b", "09-10 08:00", "@09-20 12:00", "09-10 11:00"));

        Assert.Equal(1, Scoreboard.Make(City, facts, September, Diary.At("09-15", "00:00")).City[Counter.HandlingDue]);
        Assert.Equal(2, Scoreboard.Make(City, facts, September).City[Counter.HandlingDue]);
    }

    [Fact]
    public void The_sheet_of_an_hour_shows_what_the_desk_has_to_do()
    {
        // b is late, a was sent within the hour and is due in the next, c waits for dispatch, nobody looks at d.
        var facts = Diary.Fold(
            DueTests.Dispatched("b", "09-10 08:00", "@09-10 09:30") + DueTests.Dispatched("a", "09-10 09:10", "@09-10 10:30") + """
            09-10 09:20 c report 2,0 06010 inspector inspector:i-1
            09-10 09:20 c file
            09-10 09:40 d report 3,0 06025 hotline public:p
            09-10 09:40 d ask - @09-11 09:40
            09-10 09:40 d give -
            09-10 10:05 c dispatch sanitation @09-10 14:00
            """);
        var sheet = DispatchSheet.Make(City, facts, Period.Hour(City.TimeZone, Diary.At("09-10", "09:59")));

        var names = Diary.Of("09-10 08:00 b report 0,0 06010 inspector inspector:i-1").IdOf("b");
        Assert.Equal([names], Cases(sheet.Overdue));
        Assert.Equal([2], Cases(sheet.Dispatched).Select(id => id.Number));
        Assert.Equal([2], Cases(sheet.DueNext).Select(id => id.Number));
        Assert.Equal([3], Cases(sheet.Waiting).Select(id => id.Number));
        Assert.Equal([4], Cases(sheet.Untaken).Select(id => id.Number));
        Assert.Equal(new Compared<int>(3, 1, null), sheet.Counts.Single(row => row.Counter == Counter.Reported).Count);
        Assert.Equal(["06010", "06025"], sheet.Classes.Select(row => row.Id));
    }

    [Fact]
    public void A_quarter_shows_its_months_and_interviews_the_last()
    {
        var facts = Diary.Fold(
            DueTests.Closed("a", "07-10 08:00", "@07-10 12:00", "07-10 11:00")
            + DueTests.Closed("b", "08-10 08:00", "@08-10 12:00", "08-10 13:00").Replace("sanitation", "drainage", StringComparison.Ordinal));
        var options = new EvaluationPolicy { Book = ScoreBooks.National with { RankingBase = 1 } };
        var report = QuarterlyReport.Make(City, facts, Period.Quarter(City.TimeZone, 2026, 3), policy: options);

        Assert.Equal([1, 1, 0], report.Months.Select(month => month!.City[Counter.HandlingDue]));
        Assert.Equal(2, report.Tables.Board.City[Counter.HandlingDue]);
        var interview = Assert.Single(report.Interviews, one => one.Subject == SubjectKind.Unit);
        Assert.Equal("drainage", interview.Standing.Place.Id);
        // One case each says nothing for certain.
        Assert.False(interview.IsClear);
    }

    [Fact]
    public void A_month_of_which_the_journal_knows_nothing_is_no_nought()
    {
        var facts = Diary.Fold(DueTests.Closed("a", "08-10 08:00", "@08-10 12:00", "08-10 11:00"));
        var report = QuarterlyReport.Make(City, facts, Period.Quarter(City.TimeZone, 2026, 3), Diary.At("08-20", "12:00"));

        Assert.Equal([null, 1, null], report.Months.Select(month => month?.City[Counter.HandlingDue]));
        Assert.True(report.Tables.IsKnown);
        Assert.False(report.Tables.IsComplete);
        Assert.False(MonthlyBulletin.Make(City, facts, Period.Month(City.TimeZone, 2026, 7)).Tables.IsKnown);
    }

    private static IEnumerable<CaseId> Cases(CaseLines lines) => lines.Lines.Select(line => line.Case);
}
