using System.Collections.Concurrent;
using GridCity.Core;
using GridCity.Core.Cases;
using GridCity.Core.Evaluation;
using GridCity.Core.Space;
using Xunit;

namespace GridCity.Tests.Evaluation;

/// <summary>What holds for any journal: lives at random by the rules that run live, four weeks around the end of a month.</summary>
public class FoldTests
{
    private static readonly Core.Cities.City City = EvaluationCity.Make();
    private static readonly Period September = Period.Month(City.TimeZone, 2026, 9);
    private static readonly DateTimeOffset Start = Diary.At("09-14", "00:00");
    private static readonly DateTimeOffset End = Diary.At("10-12", "00:00");

    private static readonly ConcurrentDictionary<int, Lazy<List<Happening>>> Known = new();

    public static TheoryData<int> Seeds => [1, 2, 3, 4, 5];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_whole_journal_asked_for_then_says_what_its_prefix_says(int seed)
    {
        var lines = Lives(seed);
        var prefix = new Facts();
        var whole = new Facts();
        foreach (var line in lines)
        {
            whole.Add(line);
            if (line.At < September.To)
            {
                prefix.Add(line);
            }
        }

        var then = Scoreboard.Make(City, prefix, September);
        var now = Scoreboard.Make(City, whole, September);

        Assert.InRange(then.City[Counter.HandledOnTime], 10, then.City[Counter.HandlingDue] - 10);
        AssertSame(then.Areas, now.Areas);
        AssertSame(then.Units, now.Units);
        AssertSame(then.Inspectors, now.Inspectors);
        AssertSame(then.Posts, now.Posts);
        AssertSame(then.Classes, now.Classes);
        AssertSame(then.Channels, now.Channels);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Figures_that_are_called_final_are_never_changed_by_what_comes_later(int seed)
    {
        var facts = Fold(Lives(seed));
        var then = Scoreboard.Make(City, facts, September);
        var later = Scoreboard.Make(City, facts, September, End);

        Assert.All(Indicators.All.Where(indicator => indicator.Changes == LaterChange.None), indicator =>
            Assert.Equal((indicator.Id, then.City.RateOf(indicator)), (indicator.Id, later.City.RateOf(indicator))));
    }

    [Fact]
    public void Figures_that_may_change_do_change_in_some_life()
    {
        // Every day ends a period, so that a few lives have many ends.
        var periods = Enumerable.Range(20, 11)
            .Select(last => Period.Days(City.TimeZone, new DateOnly(2026, 9, 14), new DateOnly(2026, 9, last)))
            .ToList();
        var changed = new HashSet<string>();
        for (var seed = 1; seed <= 12; seed++)
        {
            var facts = Fold(Lives(seed));
            foreach (var period in periods)
            {
                var then = Scoreboard.Make(City, facts, period);
                var later = Scoreboard.Make(City, facts, period, End);
                changed.UnionWith(Indicators.All
                    .Where(indicator => then.City.RateOf(indicator) != later.City.RateOf(indicator))
                    .Select(indicator => indicator.Id));
            }
        }

        Assert.Equal(
            Indicators.All.Where(indicator => indicator.Changes != LaterChange.None).Select(indicator => indicator.Id).Order(),
            changed.Order());
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Parts_sum_to_the_whole(int seed)
    {
        var board = Scoreboard.Make(City, Fold(Lives(seed)), September, End);
        foreach (var counter in Enum.GetValues<Counter>())
        {
            var whole = (counter, board.City[counter]);
            Assert.Equal(whole, (counter, board.AreasOf(Tier.Street).Sum(street => street.Value[counter])));
            Assert.Equal(whole, (counter, board.AreasOf(Tier.Community).Sum(community => community.Value[counter])));
            Assert.Equal(whole, (counter, board.Classes.Values.Sum(tally => tally[counter])));
            Assert.Equal(whole, (counter, board.Channels.Values.Sum(tally => tally[counter])));
        }
        foreach (var counter in (Counter[])[Counter.HandlingDue, Counter.HandledOnTime, Counter.OverduePending, Counter.ClosingDue])
        {
            Assert.Equal(board.City[counter], board.Units.Values.Sum(tally => tally[counter]));
        }
        foreach (var counter in (Counter[])[Counter.VerificationDue, Counter.CheckDue, Counter.CheckOnTime, Counter.TaskDue])
        {
            Assert.Equal(board.City[counter], board.Inspectors.Values.Append(board.Nobody).Sum(tally => tally[counter]));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Two_half_months_sum_to_the_month(int seed)
    {
        var facts = Fold(Lives(seed));
        var halves = new[] { Part(1, 15), Part(16, 30) }.Select(part => Scoreboard.Make(City, facts, part, End)).ToList();
        var month = Scoreboard.Make(City, facts, September, End);
        foreach (var counter in Enum.GetValues<Counter>().Except([Counter.Open, Counter.OpenOverdue, Counter.OpenSuspended]))
        {
            Assert.Equal((counter, month.City[counter]), (counter, halves.Sum(half => half.City[counter])));
        }

        static Period Part(int first, int last) => Period.Days(City.TimeZone, new DateOnly(2026, 9, first), new DateOnly(2026, 9, last));
    }

    // Another way to the same numbers: the case as its own cell folds it, and the times of its events looked up one by one.
    [Theory]
    [MemberData(nameof(Seeds))]
    public void What_units_owe_is_what_the_cases_themselves_say(int seed)
    {
        var lines = Lives(seed);
        var board = Scoreboard.Make(City, Fold(lines), September, End);
        var (due, inTime, closed, reworked) = (0, 0, 0, 0);
        foreach (var life in lines.Where(line => line.Event is not CellEvent).GroupBy(line => line.Case))
        {
            var history = new CaseHistory();
            foreach (var line in life)
            {
                history.Add(line.Position, line.At, default, line.Cell, line.Case, line.Event);
            }
            var item = history.Case!;
            var isDue = item.Unit is not null && item.HandlingDue >= September.From && item.HandlingDue < September.To;
            var isWithdrawn = item.Stage is Stage.Duplicate or Stage.Rejected or Stage.ForcedClosed
                && StandingFinish(life) is null && item.EndedAt <= item.HandlingDue;
            // The clock of a suspended case stands, also when a leader ends it.
            if (!isDue || item.SuspendedAt is not null || isWithdrawn)
            {
                continue;
            }
            due++;
            var isInTime = StandingFinish(life) <= item.HandlingDue || history.Appeal == AppealState.Granted;
            inTime += isInTime ? 1 : 0;
            closed += isInTime && item.Stage == Stage.Closed ? 1 : 0;
            reworked += life.SkipWhile(line => line.At < item.DispatchedAt).Any(IsFailed) ? 1 : 0;
        }

        Assert.Equal(
            (due, inTime, closed, reworked),
            (board.City[Counter.ClosingDue], board.City[Counter.HandledOnTime], board.City[Counter.ClosedOnTime], board.City[Counter.Reworked]));
    }

    [Fact]
    public void Every_event_of_a_case_is_known_to_the_fold()
    {
        var unknown = typeof(CaseEvent).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(CaseEvent)) && !type.IsAbstract)
            .Where(type => !IsKnown(type))
            .Select(type => type.Name);

        Assert.Empty(unknown);
    }

    [Fact]
    public void A_line_twice_or_of_a_case_without_a_report_is_refused()
    {
        var lines = Diary.Of("09-10 08:00 a report 0,0 06010 inspector inspector:i-1\n09-10 08:00 a file").Lines;
        var facts = new Facts();
        facts.Add(lines[0]);

        Assert.Throws<InvariantBroken>(() => facts.Add(lines[0]));
        Assert.Throws<InvariantBroken>(() => new Facts().Add(lines[1]));
        Assert.Equal(1, facts.Position);
    }

    private static bool IsKnown(Type type)
    {
        var facts = new Facts();
        facts.Add(Diary.Of("09-10 08:00 a report 0,0 06010 inspector inspector:i-1").Lines[0]);
        var happened = (CaseEvent)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type);
        try
        {
            facts.Add(new Happening(2, Start, default, facts.Cases[0].Id, happened));
            return true;
        }
        catch (InvariantBroken broken)
        {
            return !broken.Message.Contains(type.Name, StringComparison.Ordinal);
        }
        catch (Exception e) when (e is NullReferenceException or ArgumentException or OverflowException)
        {
            // An event without content is no event; that it was looked into is enough.
            return true;
        }
    }

    private static DateTimeOffset? StandingFinish(IEnumerable<Happening> life)
    {
        DateTimeOffset? finished = null;
        foreach (var line in life)
        {
            finished = line.Event switch
            {
                CaseFinished => line.At,
                CaseDispatched or CaseReturned => null,
                _ => IsFailed(line) ? null : finished,
            };
        }
        return finished;
    }

    private static bool IsFailed(Happening line) => line.Event is CaseChecked { Result: CheckResult.Fail };

    // Lives are long to make and never change.
    private static List<Happening> Lives(int seed) => Known.GetOrAdd(
        seed, key => new Lazy<List<Happening>>(() => new RandomLives(City, key, Start).Until(End, TimeSpan.FromMinutes(15)).Lines)).Value;

    private static Facts Fold(IEnumerable<Happening> lines)
    {
        var facts = new Facts();
        foreach (var line in lines)
        {
            facts.Add(line);
        }
        return facts;
    }

    private static void AssertSame<TKey>(IReadOnlyDictionary<TKey, Tally> left, IReadOnlyDictionary<TKey, Tally> right)
        where TKey : notnull
    {
        Assert.Equal(left.Keys.Select(key => key.ToString()).Order(), right.Keys.Select(key => key.ToString()).Order());
        foreach (var (key, tally) in left)
        {
            foreach (var counter in Enum.GetValues<Counter>())
            {
                Assert.Equal((key, counter, tally[counter]), (key, counter, right[key][counter]));
            }
        }
    }
}
