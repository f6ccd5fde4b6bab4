using GridCity.Core.Cities;
using GridCity.Core.Evaluation;
using GridCity.Core.Space;
using GridCity.Tests.Cases;
using Xunit;

namespace GridCity.Tests.Evaluation;

public class HotlineTests
{
    private static readonly ScoreBook Small = ScoreBooks.National with { RankingBase = 1 };
    private static readonly City City = EvaluationCity.Make();
    private static readonly Period September = Period.Month(City.TimeZone, 2026, 9);

    [Fact]
    public void The_three_rates_are_of_call_backs_made_in_the_period_less_those_excluded()
    {
        // West: all three responded, two solved, one content; a fourth one is excluded. East: nothing but a response.
        var table = Complaint("a", "0,0", "09-10", "09-12", "rs+") + Complaint("b", "1,0", "09-10", "09-12", "rs")
            + Complaint("c", "2,0", "09-10", "09-12", "r") + Complaint("d", "3,0", "09-10", "09-12", "-")
            + "\n09-13 10:00 d exclude supervision:zhang\n" + Complaint("e", "9,0", "09-10", "09-12", "r");
        var board = Board(table);

        var west = board.Streets.Single(street => street.Place.Id == TestCity.West).Score;
        Assert.Equal((new Rate(3, 3), new Rate(2, 3), new Rate(1, 3)), (west.Response, west.Solution, west.Satisfaction));
        Assert.Equal(20 + (40 * 2 / 3.0) + (40 * 1 / 3.0), west.Points, 9);
        Assert.Equal(1, board.Excluded);
        // Four were due seven days after the end, in September, and made.
        Assert.Equal(new Rate(4, 4), board.CallBacks);
        Assert.Equal([TestCity.West, TestCity.East], board.Streets.Select(street => street.Place.Id));
        Assert.Equal(20, board.Streets[1].Score.Points, 9);
        Assert.Equal([AreaCode.Parse(TestCity.West)], board.Advanced);
        Assert.Equal([AreaCode.Parse(TestCity.East)], board.Rectification);
        Assert.Equal([AreaCode.Parse(TestCity.West)], board.Governance);
    }

    [Fact]
    public void A_call_back_is_due_a_week_after_the_end()
    {
        var board = Board(Complaint("a", "0,0", "09-20", null, null) + Complaint("b", "1,0", "09-28", null, null));

        Assert.Equal(new Rate(0, 1), board.CallBacks);
        Assert.Null(board.City);
    }

    [Fact]
    public void Who_joins_by_the_hotline_makes_a_case_of_the_hotline()
    {
        var table = DueTests.Closed("a", "09-10 08:00", "@09-10 12:00", "09-10 11:00")
            + "\n09-12 10:00 a callback supervision:zhang rs+";
        var joined = table.Replace("09-10 11:00 a finish", "09-10 09:00 a join a hotline\n09-10 11:00 a finish", StringComparison.Ordinal);

        Assert.Null(Board(table).City);
        Assert.Equal(100, Board(joined).City!.Points, 9);
    }

    [Fact]
    public void The_citys_weights_and_bonus_count()
    {
        var policy = new Policy
        {
            Hotline = new HotlinePolicy { ResponseWeight = 30, SolutionWeight = 35, SatisfactionWeight = 35, Bonus = 5 },
        };
        var city = EvaluationCity.Make(policy);
        // One complaint, and one problem that an inspector found: half of what was filed was found first.
        var facts = Diary.Fold(Complaint("a", "0,0", "09-10", "09-12", "r") + DueTests.Dispatched("b", "09-11 08:00", "@09-11 12:00"));
        var board = Scoreboard.Make(city, facts, September, book: Small);

        Assert.Equal(30 + 2.5, HotlineScore.Of(city.Policy.Hotline, board.City)!.Points, 9);
    }

    [Fact]
    public void Progress_is_against_the_period_before()
    {
        var table = Complaint("a", "0,0", "08-10", "08-12", "r") + Complaint("b", "9,0", "08-10", "08-12", "rs+")
            + Complaint("c", "0,1", "09-10", "09-12", "rs+") + Complaint("d", "9,1", "09-10", "09-12", "rs");
        var board = Board(table);

        Assert.Equal([AreaCode.Parse(TestCity.West)], board.Progress);
        Assert.Equal(80, board.Streets.Single(street => street.Place.Id == TestCity.West).Gain!.Value, 9);
        Assert.Equal(-40, board.Streets.Single(street => street.Place.Id == TestCity.East).Gain!.Value, 9);
    }

    [Fact]
    public void The_special_list_names_the_busiest_streets_with_their_problems_by_tier()
    {
        var table = Complaint("a", "0,0", "09-02", null, null) + Complaint("b", "0,0", "09-09", null, null)
            + Complaint("c", "0,0", "09-16", null, null) + "\n09-16 08:30 c escalate command:li district\n"
            + Complaint("d", "9,0", "09-10", null, null);
        var special = MonthlyBulletin.Make(City, Diary.Fold(table), September).Tables.Special;

        var street = Assert.Single(special.Streets);
        Assert.Equal((AreaCode.Parse(TestCity.West), 3, new Rate(3, 4)), (street.Street, street.Demands, street.ShareOfCity));
        Assert.Equal(new TierCounts(0, 1, 0), street.Problems);
        var most = Assert.Single(street.Classes);
        Assert.Equal(("06010", new TierCounts(0, 1, 2)), (most.Class, most.ByTier));
    }

    private static HotlineBoard Board(string table)
    {
        var facts = Diary.Fold(table);
        var now = Scoreboard.Make(City, facts, September, book: Small);
        return HotlineBoard.Make(City, now, Scoreboard.Make(City, facts, September.Previous(), book: Small));
    }

    private static string Complaint(string name, string cell, string day, string? calledBack, string? said)
    {
        var life = $"""

            {day} 08:00 {name} report {cell} 06010 hotline public:p
            {day} 08:05 {name} ask i-1 @{day} 20:00
            {day} 08:10 {name} verify inspector:i-1 exists
            {day} 08:15 {name} file supervision:zhang
            {day} 08:15 {name} dispatch sanitation @{day} 12:15
            {day} 10:00 {name} finish unit:sanitation @{day} 12:00
            {day} 10:30 {name} check inspector:i-1 pass
            {day} 10:40 {name} close supervision:zhang

            """;
        return said is null ? life : life + $"{calledBack} 10:00 {name} callback supervision:zhang {said}\n";
    }
}
