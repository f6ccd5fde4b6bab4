using GridCity.Core.Evaluation;
using GridCity.Simulation.Pages;

namespace GridCity.Simulation.Bulletins;

/// <summary>Rankings that show how certain each place is.</summary>
internal static class RankingSection
{
    private const int BodiesShown = 25;
    private const int PeopleShown = 10;

    /// <summary>Streets and units, by their composite scores.</summary>
    public static Section OfBodies(CityNames names, PeriodTables tables) => Section.Of(
        new Say("Evaluation of streets and units", "街道与责任单位综合评价"),
        [Reading(tables), .. Ranking(names, tables, SubjectKind.Region), .. Ranking(names, tables, SubjectKind.Unit)]);

    /// <summary>Posts of the two centres, and inspectors.</summary>
    public static Section OfPosts(CityNames names, PeriodTables tables) => Section.Of(
        new Say("Evaluation of posts", "岗位评价"),
        [
            .. Ranking(names, tables, SubjectKind.Acceptor),
            .. Ranking(names, tables, SubjectKind.ShiftChief),
            .. Ranking(names, tables, SubjectKind.Dispatcher),
            .. Ranking(names, tables, SubjectKind.Inspector),
        ]);

    /// <summary>The place of somebody: the rank, and how far up and down it could be.</summary>
    public static Say Possible(Place place) => place.Rank is null ? Figures.None
        : place.BestRank == place.WorstRank ? $"{place.BestRank}"
        : $"{place.BestRank}–{place.WorstRank}";

    /// <summary>The rank, or a dash.</summary>
    public static Say Rank(Place place) => place.Rank is { } rank ? $"{rank}" : Figures.None;

    /// <summary>The middle one of the figures of those who are ranked.</summary>
    public static double? Median(IEnumerable<Place> places)
    {
        var values = places.Where(place => place.Rank is not null).Select(place => place.Value).Order().ToList();
        return values.Count == 0 ? null
            : values.Count % 2 == 1 ? values[values.Count / 2]
            : (values[(values.Count / 2) - 1] + values[values.Count / 2]) / 2;
    }

    private static Tag Reading(PeriodTables tables)
    {
        var least = tables.Board.Book.RankingBase;
        return new Tag("p", "note")
        {
            new Say(
                $"How to read: the dot is the score, the band its 95 % interval, the broken line the median. “Possible places” says how far up and"
                    + $" down a place could be because intervals overlap: who overlaps is not really apart. Below a base of {least} nobody is"
                    + $" ranked (hollow dots). Scores: {tables.Board.Book.Name}.",
                $"读法：圆点为得分，横条为95%置信区间，虚线为中位数。“可能名次”为考虑区间重叠后的名次范围，区间重叠者实际难分高下。"
                    + $"基数不足{least}件的不参加排名（空心圆点）。评分方法：{tables.Board.Book.NameZh}。"),
        };
    }

    private static IEnumerable<Node?> Ranking(CityNames names, PeriodTables tables, SubjectKind subject)
    {
        if (tables.Rankings.GetValueOrDefault(subject) is not { Count: > 0 } standings)
        {
            yield break;
        }
        yield return new Tag("h3") { FieldWords.Of(subject) };
        var shown = subject is SubjectKind.Region or SubjectKind.Unit ? BodiesShown : PeopleShown;
        var ranked = standings.Count(standing => standing.Place.Rank is not null);
        var first = ranked <= shown + 3 ? ranked : shown;
        yield return Table(names, subject, standings).Of(standings, first, Others(standings.Count - first, standings.Count - ranked));
    }

    /// <summary>How many are left below a fold, and how many of them are not ranked.</summary>
    public static Say Others(int count, int unranked) => count == unranked
        ? new Say($"{count} not ranked", $"不参加排名：{count}名")
        : new Say($"{count} others, of whom {unranked} not ranked", $"其余{count}名，其中不参加排名{unranked}名");

    private static Table<Standing> Table(CityNames names, SubjectKind subject, IReadOnlyList<Standing> standings)
    {
        var strokes = Strokes.ForIntervals(
            standings.Where(standing => standing.Place.Rank is not null).Select(standing => standing.Place.Interval),
            100,
            Median(standings.Select(standing => standing.Place)));
        var table = new Table<Standing>(Grades(standings))
            .Rows(standing => standing.Place.Rank is null ? "unranked" : null)
            .Number(new Say("Place", "名次"), standing => Rank(standing.Place))
            .Name(FieldWords.Of(subject), standing => names.Subject(subject, standing.Place.Id))
            .Number(new Say("Score", "得分"), standing => Figures.Decimal(standing.Score.Points))
            .Drawing(strokes.Axis(), standing => strokes.Dot(
                standing.Score.Points, standing.Place.Interval, isHollow: standing.Place.Rank is null))
            .Number(new Say("Possible places", "可能名次"), standing => Possible(standing.Place))
            .Number(new Say("Grade", "等级"), standing => standing.Score.Grade ?? Figures.None)
            .Number(FieldWords.BaseOf(subject), standing => Figures.Count(standing.Place.Base));
        return subject is SubjectKind.Region or SubjectKind.Unit
            ? table.Number(FieldWords.Of(Counter.Filed), standing => Figures.Count(standing.Tally[Counter.Filed]))
                .Number(Name("closing"), standing => Share(standing, "closing"))
                .Number(Name("closing-on-time"), standing => Share(standing, "closing-on-time"))
                .Number(Name("rework"), standing => Share(standing, "rework"))
            : table;
    }

    private static Say Grades(IReadOnlyList<Standing> standings)
    {
        var grades = standings.Where(standing => standing.Score.Grade is not null)
            .GroupBy(standing => standing.Score.Grade!).OrderBy(grade => grade.Key, StringComparer.Ordinal)
            .Select(grade => new Say($"{grade.Key}: {grade.Count()}", $"{grade.Key}级{grade.Count()}"));
        return new Say($"{standings.Count} scored; grades ", $"共{standings.Count}名；等级分布：") + Say.List(grades);
    }

    private static Say Name(string indicator) => Indicators.Find(indicator) is { } known ? new Say(known.Name, known.NameZh) : indicator;

    private static Say Share(Standing standing, string indicator) => Figures.Percent(standing.Tally.RateOf(Indicators.Find(indicator)!));
}
