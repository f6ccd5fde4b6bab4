using GridCity.Core.Cases;
using GridCity.Core.Evaluation;
using GridCity.Core.Space;
using GridCity.Tests.Cases;
using Xunit;

namespace GridCity.Tests.Evaluation;

/// <summary>What is due in a period, worked out by hand. The period is September 2026 unless a test says otherwise.</summary>
public class DueTests
{
    private static readonly Core.Cities.City City = EvaluationCity.Make();
    private static readonly Period September = Period.Month(City.TimeZone, 2026, 9);

    [Fact]
    public void A_case_is_due_when_its_deadline_falls_in_the_period_and_not_when_it_was_made()
    {
        // a was dispatched in August and is due in September: it counts. b was dispatched in September and is due in October.
        var board = Board("""
            08-31 17:00 a report 0,0 06010 inspector inspector:i-1
            08-31 17:00 a file
            08-31 17:00 a dispatch sanitation @09-01 10:00
            09-01 09:00 a finish unit:sanitation @09-01 11:00
            09-30 17:00 b report 0,1 06010 inspector inspector:i-1
            09-30 17:00 b file
            09-30 17:00 b dispatch sanitation @10-01 10:00
            09-30 18:00 b finish unit:sanitation @09-30 20:00
            """);

        Assert.Equal((1, 1), Pair(board, "handling"));
        Assert.Equal((1, 1), Pair(board, "handling-on-time"));
        Assert.Equal(1, board.City[Counter.Reported]);
    }

    [Fact]
    public void A_deadline_at_midnight_of_the_first_belongs_to_the_new_month()
    {
        const string Life = """
            09-29 17:00 a report 0,0 06010 inspector inspector:i-1
            09-29 17:00 a file
            09-29 17:00 a dispatch sanitation @10-01 00:00
            """;

        Assert.Equal((0, 0), Pair(Board(Life), "handling"));
        var october = Scoreboard.Make(City, Diary.Fold(Life), Period.Month(City.TimeZone, 2026, 10));
        Assert.Equal((0, 1), Pair(october, "handling"));
    }

    [Fact]
    public void What_is_done_at_the_deadline_is_done_in_time()
    {
        var board = Board(Dispatched("a", "09-10 08:00", "@09-10 12:00") + """
            09-10 12:00 a finish unit:sanitation @09-10 14:00
            09-10 14:00 a check inspector:i-1 pass
            09-10 16:00 a close supervision:zhang
            """);

        Assert.Equal((1, 1), Pair(board, "handling-on-time"));
        Assert.Equal((1, 1), Pair(board, "check-on-time"));
        Assert.Equal((1, 1), Pair(board, "final-on-time"));
        Assert.Equal(1, board.Posts[new Actor(Role.Supervision, "zhang")][Counter.FinalOnTime]);
    }

    [Fact]
    public void An_extension_moves_the_deadline_out_of_the_period()
    {
        var board = Board(Dispatched("a", "09-29 17:00", "@09-30 12:00") + """
            09-30 10:00 a extend command:li @10-01 12:00
            """);

        Assert.Equal((0, 0), Pair(board, "handling"));
    }

    [Fact]
    public void An_extended_case_counts_by_its_new_deadline()
    {
        var board = Board(Dispatched("a", "09-10 08:00", "@09-10 12:00") + """
            09-10 11:00 a extend command:li @09-10 18:00
            09-10 17:00 a finish unit:sanitation @09-10 19:00
            """);

        Assert.Equal((1, 1), Pair(board, "handling-on-time"));
        Assert.Equal((1, 1), Pair(board, "extension"));
    }

    [Fact]
    public void A_suspended_case_is_not_due_until_it_goes_on()
    {
        var suspended = Dispatched("a", "09-10 08:00", "@09-10 12:00") + """
            09-10 11:00 a suspend command:li @09-20 00:00
            """;
        var resumed = suspended + "\n09-20 00:00 a resume @09-20 01:00";
        var ended = suspended + "\n09-15 00:00 a force leader:wang";

        Assert.Equal((0, 0), Pair(Board(suspended), "handling"));
        Assert.Equal(1, Board(suspended).City[Counter.OpenSuspended]);
        Assert.Equal(0, Board(suspended).City[Counter.FiledNet]);
        Assert.Equal((0, 0), Pair(Board(ended), "handling"));
        // It went on and was not finished: due on the 20th, late and pending.
        Assert.Equal((0, 1), Pair(Board(resumed), "handling"));
        Assert.Equal((1, 1), Pair(Board(resumed), "overdue-pending"));
    }

    [Fact]
    public void A_case_that_was_returned_in_time_is_due_for_the_next_unit_only()
    {
        var board = Board(Dispatched("a", "09-10 08:00", "@09-10 12:00") + """
            09-10 09:00 a return unit:sanitation
            09-10 09:20 a dispatch command:li drainage @09-10 14:00
            09-10 13:00 a finish unit:drainage @09-10 15:00
            """);

        Assert.Equal(0, board.Units["sanitation"][Counter.HandlingDue]);
        Assert.Equal(1, board.Units["sanitation"][Counter.Returned]);
        Assert.Equal(1, board.Units["drainage"][Counter.HandledOnTime]);
        // Two dispatches were due, the second within half an hour of the return; the first went to the wrong unit.
        Assert.Equal((2, 2), Pair(board, "dispatch-on-time"));
        Assert.Equal((1, 2), Pair(board, "dispatch-accurate"));
        Assert.Equal(1, board.Posts[new Actor(Role.Command, "li")][Counter.DispatchSound]);
        Assert.Equal(0, board.Posts[Actor.System][Counter.DispatchSound]);
    }

    [Fact]
    public void A_granted_appeal_leaves_lateness_and_the_raw_lateness_stays()
    {
        var late = Closed("a", "09-10 08:00", "@09-10 12:00", "09-10 13:00");
        var appealed = late + "\n09-12 10:00 a appeal supervision:zhang granted";
        var refused = late + "\n09-12 10:00 a appeal supervision:zhang refused";

        Assert.Equal((1, 1), Pair(Board(late), "late"));
        Assert.Equal((0, 1), Pair(Board(appealed), "late"));
        Assert.Equal((1, 1), Pair(Board(appealed), "handling-on-time"));
        Assert.Equal((1, 1), Pair(Board(appealed), "closing-on-time"));
        Assert.Equal((1, 1), Pair(Board(appealed), "late-raw"));
        Assert.Equal((1, 1), Pair(Board(refused), "late"));
    }

    [Fact]
    public void Rework_counts_by_the_first_deadline()
    {
        // Finished in time, refused, finished again too late: late, handled, reworked.
        var board = Board(Dispatched("a", "09-10 08:00", "@09-10 12:00") + """
            09-10 11:00 a finish unit:sanitation @09-10 13:00
            09-10 11:30 a check inspector:i-1 fail
            09-10 14:00 a finish unit:sanitation @09-10 16:00
            09-10 15:00 a check inspector:i-1 pass
            09-10 15:10 a close supervision:zhang
            """);

        Assert.Equal((1, 1), Pair(board, "handling"));
        Assert.Equal((0, 1), Pair(board, "handling-on-time"));
        Assert.Equal((1, 1), Pair(board, "rework"));
        Assert.Equal((1, 1), Pair(board, "closing"));
        Assert.Equal((0, 1), Pair(board, "closing-on-time"));
        Assert.Equal((2, 2), Pair(board, "check-on-time"));
    }

    [Fact]
    public void A_case_that_a_leader_ended_was_due_only_if_its_time_had_passed()
    {
        var before = Board(Dispatched("a", "09-10 08:00", "@09-10 12:00") + "\n09-10 11:00 a force leader:wang");
        var after = Board(Dispatched("a", "09-10 08:00", "@09-10 12:00") + "\n09-10 13:00 a force leader:wang");

        Assert.Equal((0, 0), Pair(before, "handling"));
        Assert.Equal((0, 1), Pair(after, "handling"));
        Assert.Equal((0, 1), Pair(after, "closing"));
        Assert.Equal((0, 1), Pair(after, "overdue-pending"));
        Assert.Equal(1, after.City[Counter.ForceClosed]);
    }

    [Fact]
    public void Looks_are_owed_by_whoever_has_the_task_when_they_are_due()
    {
        // a: asked i-1, who did not take it; then i-2, who looked in time. b: nobody was on duty.
        var board = Board("""
            09-10 08:00 a report 0,0 06010 hotline public:p
            09-10 08:00 a ask i-1 @09-11 08:00
            09-10 08:00 a give i-1 @09-10 08:30
            09-10 08:30 a give i-2 @09-10 09:00
            09-10 08:40 a take inspector:i-2
            09-10 09:30 a verify inspector:i-2 exists
            09-10 09:35 a file supervision:zhang
            09-10 08:00 b report 9,0 06010 hotline public:p
            09-10 08:00 b ask - @09-11 08:00
            09-10 08:00 b give -
            """);

        Assert.Equal((1, 2), Pair(board, "verification-on-time"));
        Assert.Equal(1, board.Inspectors["i-2"][Counter.VerificationOnTime]);
        Assert.Equal((0, 1), (board.Inspectors["i-1"][Counter.TaskTaken], board.Inspectors["i-1"][Counter.TaskDue]));
        Assert.Equal((1, 1), (board.Inspectors["i-2"][Counter.TaskTaken], board.Inspectors["i-2"][Counter.TaskDue]));
        Assert.Equal(1, board.Nobody[Counter.VerificationDue]);
        Assert.Equal((1, 2), Pair(board, "verification-sent"));
        // Filing could be decided at 09:30.
        Assert.Equal((1, 1), Pair(board, "filing-on-time"));
    }

    [Fact]
    public void Filing_is_judged_by_what_became_of_it()
    {
        // a is filed and stays; b is filed, sent back and rejected; c is rejected at once; d is merged before it is filed.
        var board = Board("""
            09-10 08:00 a report 0,0 06010 inspector inspector:i-1
            09-10 08:00 a file
            09-10 08:00 b report 1,0 06010 inspector inspector:i-1
            09-10 08:50 b file supervision:zhang
            09-10 09:00 b sendback command:li
            09-10 09:30 b reject supervision:zhang
            09-10 10:00 c report 2,0 06010 inspector inspector:i-1
            09-10 10:05 c reject supervision:zhang
            09-10 11:00 d report 3,0 06010 inspector inspector:i-2
            09-10 11:00 d duplicate a
            """);

        Assert.Equal((2, 4), Pair(board, "filing"));
        // Fifty minutes for b are more than half an hour.
        Assert.Equal((1, 2), Pair(board, "filing-on-time"));
        Assert.Equal((1, 2), Pair(board, "filing-accurate"));
        Assert.Equal((1, 4), Pair(board, "report-valid"));
        Assert.Equal(2, board.City[Counter.Rejected]);
        Assert.Equal(1, board.City[Counter.Merged]);
        Assert.Equal(2, board.Posts[new Actor(Role.Supervision, "zhang")][Counter.Accepted]);
        Assert.Equal((1, 3), (board.Inspectors["i-1"][Counter.ReportedSound], board.Inspectors["i-1"][Counter.Reported]));
    }

    [Fact]
    public void An_inspector_misses_what_others_find_in_the_beat()
    {
        // In the west: one by its own inspector, one by the other street's, one by a citizen. In the east: one by a camera.
        var board = Board("""
            09-10 08:00 a report 0,0 06010 inspector inspector:i-1
            09-10 08:00 a file
            09-10 08:00 b report 1,0 06010 inspector inspector:i-2
            09-10 08:00 b file
            09-10 08:00 c report 2,0 06010 hotline public:p
            09-10 08:00 c file supervision:zhang
            09-10 08:00 d report 9,0 06010 camera system:gridcity
            09-10 08:00 d file
            """);

        var west = board.Inspectors["i-1"].RateOf(Indicators.Find("miss")!);
        var east = board.Inspectors["i-2"].RateOf(Indicators.Find("miss")!);
        Assert.Equal((2, 3), (west.Numerator, west.Denominator));
        Assert.Equal((1, 1), (east.Numerator, east.Denominator));
        Assert.Equal((1, 4), Pair(board, "public-report"));
        Assert.Equal((3, 4), Pair(board, "found-first"));
    }

    [Fact]
    public void A_moved_case_counts_where_it_was_known_to_be()
    {
        var facts = Diary.Fold(Dispatched("a", "09-10 08:00", "@09-10 12:00") + """
            10-02 08:00 a move supervision:zhang 9,0
            """);

        var then = Scoreboard.Make(City, facts, September);
        var now = Scoreboard.Make(City, facts, September, Diary.At("10-05", "00:00"));
        Assert.Equal([TestCity.West], then.AreasOf(Tier.Street).Select(street => street.Key.ToString()));
        Assert.Equal([TestCity.East], now.AreasOf(Tier.Street).Select(street => street.Key.ToString()));
        Assert.Equal(then.City[Counter.HandlingDue], now.City[Counter.HandlingDue]);
    }

    [Fact]
    public void Fixed_on_the_spot_is_filed_and_closed_and_owed_by_nobody()
    {
        var board = Board("""
            09-10 08:00 a report 0,0 06010 inspector inspector:i-1
            09-10 08:00 a file
            09-10 08:00 a selffix inspector:i-1
            """);

        Assert.Equal((1, 1), Pair(board, "self-fixed"));
        Assert.Equal(1, board.City[Counter.Closed]);
        Assert.Equal((0, 0), Pair(board, "closing"));
        Assert.Equal((0, 0), Pair(board, "dispatch-on-time"));
    }

    internal static string Dispatched(string name, string at, string due) => $"""

        {at} {name} report 0,0 06010 inspector inspector:i-1
        {at} {name} file
        {at} {name} dispatch sanitation {due}

        """;

    internal static string Closed(string name, string at, string due, string finished) => Dispatched(name, at, due) + $"""
        {finished} {name} finish unit:sanitation @09-30 23:00
        {finished} {name} check inspector:i-1 pass
        {finished} {name} close supervision:zhang
        """;

    private static Scoreboard Board(string table) => Scoreboard.Make(City, Diary.Fold(table), September);

    private static (int Numerator, int Denominator) Pair(Scoreboard board, string indicator)
    {
        var rate = board.City.RateOf(Indicators.Find(indicator)!);
        return (rate.Numerator, rate.Denominator);
    }
}
