using GridCity.Core.Evaluation;
using GridCity.Simulation.Pages;

namespace GridCity.Simulation.Bulletins;

/// <summary>What happened in a few sentences, a few large figures, and a table of all counts with what they were before.</summary>
internal static class Overview
{
    private static readonly Counter[] Shown =
    [
        Counter.Reported, Counter.Filed, Counter.Rejected, Counter.Merged, Counter.Dispatched, Counter.Returned, Counter.Closed,
        Counter.ForceClosed, Counter.Supervised, Counter.Escalated, Counter.HotlineReported, Counter.Open, Counter.OpenOverdue,
        Counter.OpenSuspended,
    ];

    /// <summary>The overview of a month, quarter or any days.</summary>
    public static Section Of(PeriodTables tables)
    {
        var closing = Indicator(tables, "closing-on-time");
        var handling = Indicator(tables, "handling-on-time");
        return Section.Of(
            new Say("Overview", "总体情况"),
            Lead(tables, closing),
            Tiles(tables, closing, handling),
            Table(tables.Counts, FieldWords.Comparisons(tables.Period.Kind)));
    }

    /// <summary>A large figure with a small line below it.</summary>
    public static Node Tile(Say name, Say figure, Say below) => new Tag("div")
    {
        new Tag("dt") { name },
        new Tag("dd") { figure },
        new Tag("dd") { below },
    };

    /// <summary>The counts that people ask for, with their changes.</summary>
    public static Node Table(IReadOnlyList<CountRow> counts, (Say Before, Say YearBefore) comparisons)
    {
        var rows = Shown.Select(counter => counts.First(row => row.Counter == counter)).Where(HasAny);
        var table = new Table<CountRow>(new Say("Counts, each by when it happened", "业务量（按发生时间统计）"))
            .Name(new Say("What", "项目"), row => FieldWords.Of(row.Counter))
            .Number(new Say("Now", "本期"), row => Figures.Count(row.Count.Now));
        // A column of nothing but dashes would only say that the journal is young.
        if (counts.Any(row => row.Count.Before is not null))
        {
            table.Number(new Say("Before", "上期"), row => Figures.Count(row.Count.Before))
                .Number(comparisons.Before, row => Figures.Change(row.Count.Now, row.Count.Before));
        }
        if (counts.Any(row => row.Count.YearBefore is not null))
        {
            table.Number(new Say("A year before", "上年同期"), row => Figures.Count(row.Count.YearBefore))
                .Number(comparisons.YearBefore, row => Figures.Change(row.Count.Now, row.Count.YearBefore));
        }
        return table.Of(rows);
    }

    private static bool HasAny(CountRow row) => row.Count.Now > 0 || row.Count.Before > 0 || row.Counter is Counter.OpenOverdue;

    private static Tag Lead(PeriodTables tables, IndicatorRow closing)
    {
        var (reported, filed, closed) = (Count(tables, Counter.Reported), Count(tables, Counter.Filed), Count(tables, Counter.Closed));
        var change = Figures.Change(reported.Now, reported.Before);
        var compared = change == Figures.None ? default : new Say($" ({change} on the period before)", $"（较上期{change}）");
        var opening = new Say(
            $"{Figures.Count(reported.Now)} problems were reported", $"本期共上报问题{Figures.Count(reported.Now)}件") + compared;
        var rest = new Say(
            $", {Figures.Count(filed.Now)} filed and {Figures.Count(closed.Now)} closed. ",
            $"，立案{Figures.Count(filed.Now)}件，结案{Figures.Count(closed.Now)}件。");
        return new Tag("p", "lead") { opening + rest + OnTime(closing) };
    }

    private static Say OnTime(IndicatorRow closing)
    {
        var rate = closing.Rate.Now;
        if (rate.Denominator == 0)
        {
            return new Say("No case was due to close.", "本期无应结案件。");
        }
        var figure = new Say(
            $"Of {Figures.Count(rate.Denominator)} cases due to close, {Figures.Percent(rate)} were closed on time",
            $"应结案{Figures.Count(rate.Denominator)}件，按期结案率{Figures.Percent(rate)}");
        if (closing.Rate.Before is not { Denominator: > 0 } before)
        {
            return figure + new Say(".", "。");
        }
        var points = Figures.Change(rate, before);
        var change = closing.IsClearlyChanged
            ? new Say($", a clear change of {points} points.", $"，较上期变化{points}个百分点，变化明显。")
            : new Say(
                $"; the change of {points} points lies within what chance would make.",
                $"，较上期变化{points}个百分点，属正常波动范围。");
        return figure + change;
    }

    private static Tag Tiles(PeriodTables tables, IndicatorRow closing, IndicatorRow handling)
    {
        var comparison = FieldWords.Comparisons(tables.Period.Kind).Before + " ";
        var overdue = Count(tables, Counter.OpenOverdue);
        return new Tag("dl", "tiles")
        {
            CountTile(Counter.Reported),
            CountTile(Counter.Filed),
            CountTile(Counter.Closed),
            RateTile(closing),
            RateTile(handling),
            Tile(
                FieldWords.Of(Counter.Open),
                Figures.Count(Count(tables, Counter.Open).Now),
                new Say($"{Figures.Count(overdue.Now)} overdue", $"其中超期{Figures.Count(overdue.Now)}件")),
        };

        Node CountTile(Counter counter)
        {
            var count = Count(tables, counter);
            var change = Figures.Change(count.Now, count.Before);
            return Tile(FieldWords.Of(counter), Figures.Count(count.Now), change == Figures.None ? default : comparison + change);
        }

        static Node RateTile(IndicatorRow row) => Tile(
            new Say(row.Indicator.Name, row.Indicator.NameZh),
            Figures.Percent(row.Rate.Now),
            Figures.Fraction(row.Rate.Now));
    }

    private static Compared<int> Count(PeriodTables tables, Counter counter) =>
        tables.Counts.First(row => row.Counter == counter).Count;

    private static IndicatorRow Indicator(PeriodTables tables, string id) =>
        tables.Indicators.First(row => row.Indicator.Id == id);
}
