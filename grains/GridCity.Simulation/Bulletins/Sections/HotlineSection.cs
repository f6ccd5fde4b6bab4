using GridCity.Core.Evaluation;
using GridCity.Core.Space;
using GridCity.Simulation.Pages;

namespace GridCity.Simulation.Bulletins;

/// <summary>Complaints handled at once: the three rates, the ranking of streets, and their four classes.</summary>
internal static class HotlineSection
{
    /// <summary>The hotline of a period, or nothing when nobody was called back.</summary>
    public static Section Of(CityNames names, PeriodTables tables)
    {
        var board = tables.Hotline;
        var heading = new Say("Complaints handled at once", "接诉即办");
        if (board.City is not { } city)
        {
            return Section.Of(heading);
        }
        return Section.Of(
            heading,
            Weights(names, city),
            Tiles(board, city),
            Ranking(new Say("Streets", "街道"), board.Streets, id => names.Area(AreaCode.Parse(id))),
            Classes(names, board),
            Ranking(new Say("Units", "责任单位"), board.Units, id => names.Unit(id)));
    }

    private static Tag Weights(CityNames names, HotlineScore city)
    {
        var policy = names.City.Policy.Hotline;
        var (en, zh) = policy.Bonus > 0
            ? (" and a bonus for problems found before a complaint", "，另加主动发现加分")
            : (string.Empty, string.Empty);
        return new Tag("p")
        {
            new Say(
                $"The score of the city is {Figures.Decimal(city.Points)}, weighed {policy.ResponseWeight:0.#} response, {policy.SolutionWeight:0.#}"
                    + $" solution, {policy.SatisfactionWeight:0.#} satisfaction{en}, from {Figures.Count(city.Base)} call-backs.",
                $"总体得分{Figures.Decimal(city.Points)}分，按响应率{policy.ResponseWeight:0.#}、解决率{policy.SolutionWeight:0.#}、"
                    + $"满意率{policy.SatisfactionWeight:0.#}加权{zh}，依据回访{Figures.Count(city.Base)}件。"),
        };
    }

    private static Tag Tiles(HotlineBoard board, HotlineScore city) => new("dl", "tiles")
    {
        Rate(new Say("Response rate", "响应率"), city.Response),
        Rate(new Say("Solution rate", "解决率"), city.Solution),
        Rate(new Say("Satisfaction rate", "满意率"), city.Satisfaction),
        Rate(new Say("Call-backs made", "回访率"), board.CallBacks),
        Overview.Tile(
            new Say("Excluded", "剔除"), Figures.Count(board.Excluded), new Say("after a review", "经审核不计入基数")),
    };

    private static Node Rate(Say name, Rate rate) => Overview.Tile(
        name,
        Figures.Percent(rate),
        Figures.Fraction(rate) + new Say(", 95 % interval ", "，95%置信区间") + Figures.Interval(rate));

    private static Node? Ranking(Say who, IReadOnlyList<HotlineStanding> standings, Func<string, Say> name)
    {
        if (standings.Count == 0)
        {
            return null;
        }
        var places = standings.Select(standing => standing.Place).ToList();
        var ranked = places.Where(place => place.Rank is not null).ToList();
        var intervals = (ranked.Count > 0 ? ranked : places).Select(place => place.Interval);
        var strokes = Strokes.ForIntervals(intervals, 100, RankingSection.Median(places), width: 190);
        return new Table<HotlineStanding>(who + new Say(" by the score of the three rates", "“三率”综合排名"))
            .Rows(row => row.Place.Rank is null ? "unranked" : null)
            .Number(new Say("Place", "名次"), row => RankingSection.Rank(row.Place))
            .Name(who, row => name(row.Place.Id))
            .Number(new Say("Score", "得分"), row => Figures.Decimal(row.Score.Points))
            .Drawing(strokes.Axis(), row => strokes.Dot(row.Score.Points, row.Place.Interval, isHollow: row.Place.Rank is null))
            .Number(new Say("Possible places", "可能名次"), row => RankingSection.Possible(row.Place))
            .Number(new Say("Response", "响应率"), row => Figures.Percent(row.Score.Response))
            .Number(new Say("Solution", "解决率"), row => Figures.Percent(row.Score.Solution))
            .Number(new Say("Satisfaction", "满意率"), row => Figures.Percent(row.Score.Satisfaction))
            .Number(new Say("Call-backs", "回访数"), row => Figures.Count(row.Score.Base))
            .Number(new Say("Demands", "诉求量"), row => Figures.Count(row.Demands))
            .Number(new Say("Gain", "较上期"), row => Figures.Change(row.Gain))
            .Of(standings, ranked.Count, RankingSection.Others(standings.Count - ranked.Count, standings.Count - ranked.Count));
    }

    private static Tag Classes(CityNames names, HotlineBoard board) => new("dl", "names")
    {
        Class(names, new Say("Advanced", "先进类"), board.Advanced),
        Class(names, new Say("Progressing", "进步类"), board.Progress),
        Class(names, new Say("To put right", "整改类"), board.Rectification),
        Class(names, new Say("Special list", "治理类"), board.Governance),
    };

    private static Tag Class(CityNames names, Say name, IReadOnlyList<AreaCode> streets) => new("div")
    {
        new Tag("dt") { name },
        new Tag("dd") { streets.Count == 0 ? new Say("none", "无") : Say.List(streets.Select(names.Area)) },
    };
}
