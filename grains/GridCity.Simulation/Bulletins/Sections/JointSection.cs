using GridCity.Core.Cases;
using GridCity.Core.Evaluation;
using GridCity.Simulation.Pages;

namespace GridCity.Simulation.Bulletins;

/// <summary>Whistles and the other ways of working together.</summary>
internal static class JointSection
{
    private const int WhistlesShown = 30;

    /// <summary>The joint work of a period; of an hour without the rankings, for which an hour is too short.</summary>
    public static Section Of(CityNames names, TimeWords time, JointWork joint, bool isShort = false)
    {
        if (joint.Mechanisms.Count == 0 && joint.Supervised.Denominator == 0)
        {
            return Section.Of(new Say("Joint work", "协同联动"));
        }
        return Section.Of(
            new Say("Whistles and joint work", "街乡吹哨与协同联动"),
            Supervised(joint),
            Mechanisms(joint),
            isShort ? null : Streets(names, joint),
            isShort ? null : Bodies(names, joint),
            Whistles(names, time, joint));
    }

    private static Tag? Supervised(JointWork joint) => joint.Supervised.Denominator == 0 ? null : new Tag("p")
    {
        new Say(
            $"{Figures.Count(joint.Supervised.Denominator)} cases were put under supervision,"
                + $" of which {Figures.Count(joint.Supervised.Numerator)} have ended.",
            $"督办案件{Figures.Count(joint.Supervised.Denominator)}件，已办结{Figures.Count(joint.Supervised.Numerator)}件。"),
    };

    private static Node? Mechanisms(JointWork joint)
    {
        if (joint.Mechanisms.Count == 0)
        {
            return null;
        }
        var topics = Say.List(joint.Topics.Select(topic => FieldWords.Topic(topic.Topic) + $" {topic.Made}"));
        var caption = new Say("By mechanism", "按协同机制");
        return new Table<MechanismRow>(topics.IsEmpty ? caption : caption + new Say("; whistles by topic: ", "；吹哨事项：") + topics)
            .Name(new Say("Mechanism", "机制"), row => FieldWords.Of(row.Kind))
            .Number(new Say("Made", "发起"), row => Figures.Count(row.Made))
            .Number(new Say("Cases", "涉及案件"), row => Figures.Count(row.Cases))
            .Number(new Say("Closed", "已办结"), row => Figures.Count(row.Closed))
            .Number(new Say("Bodies in time", "按时响应"), row => Figures.Fraction(row.InTime))
            .Number(new Say("Share", "响应率"), row => Figures.Percent(row.InTime))
            .Number(new Say("95 % interval", "95%置信区间"), row => Figures.Interval(row.InTime))
            .Of(joint.Mechanisms);
    }

    private static Node? Streets(CityNames names, JointWork joint)
    {
        var rows = joint.Streets.Where(street => street.Made.Count > 0).ToList();
        return rows.Count == 0 ? null : new Table<StreetCalls>(new Say("Streets that called", "发起街道"))
            .Name(new Say("Street", "街道"), row => names.Area(row.Street))
            .Number(new Say("Whistles", "吹哨"), row => Figures.Count(row.Made.GetValueOrDefault(CallKind.Whistle)))
            .Number(new Say("Other calls", "其他"), row => Figures.Count(
                row.Made.Where(made => made.Key != CallKind.Whistle).Sum(made => made.Value)))
            .Number(new Say("Whistle rate", "吹哨率"), row => Figures.Percent(row.WhistleRate))
            .Number(new Say("Filed cases", "立案数"), row => Figures.Count(row.WhistleRate.Denominator))
            .Number(new Say("Bodies in time", "按时响应"), row => Figures.Fraction(row.InTime))
            .Of(rows);
    }

    private static Node? Bodies(CityNames names, JointWork joint)
    {
        if (joint.Bodies.Count == 0)
        {
            return null;
        }
        var places = joint.Ranking.ToDictionary(place => place.Id, StringComparer.Ordinal);
        var strokes = Strokes.ForIntervals(
            joint.Ranking.Select(place => new Interval(100 * place.Interval.Low, 100 * place.Interval.High)), 100, unit: "%", width: 190);
        var rows = joint.Bodies.OrderBy(body => places.GetValueOrDefault(body.Unit)?.Rank ?? int.MaxValue)
            .ThenBy(body => body.Unit, StringComparer.Ordinal)
            .ToList();
        var ranked = joint.Ranking.Count(place => place.Rank is not null);
        return new Table<BodyCalls>(new Say(
                "Bodies that were called, by how often they were there in time", "被召集单位（依按时到场、答复情况排列）"))
            .Rows(row => places.GetValueOrDefault(row.Unit)?.Rank is null ? "unranked" : null)
            .Number(new Say("Place", "名次"), row => places.GetValueOrDefault(row.Unit) is { } place
                ? RankingSection.Rank(place)
                : Figures.None)
            .Name(new Say("Body", "单位"), row => names.Unit(row.Unit))
            .Number(new Say("Whistles", "吹哨"), row => Figures.Count(row.Whistled))
            .Number(new Say("All calls", "全部召集"), row => Figures.Count(row.Called))
            .Number(new Say("In time", "按时"), row => Figures.Fraction(row.InTime))
            .Drawing(strokes.Axis(), row => strokes.Dot(
                100 * row.InTime.Value,
                new Interval(100 * row.InTime.Interval.Low, 100 * row.InTime.Interval.High),
                isHollow: places.GetValueOrDefault(row.Unit)?.Rank is null))
            .Number(new Say("Possible places", "可能名次"), row => places.GetValueOrDefault(row.Unit) is { } place
                ? RankingSection.Possible(place)
                : Figures.None)
            .Number(new Say("Mean grade", "平均评分"), row => Figures.Decimal(row.MeanScore))
            .Of(rows, ranked, RankingSection.Others(rows.Count - ranked, rows.Count - ranked));
    }

    private static Node? Whistles(CityNames names, TimeWords time, JointWork joint)
    {
        if (joint.Whistles.Count == 0)
        {
            return null;
        }
        var caption = joint.Whistles.Count <= WhistlesShown
            ? new Say("Every whistle", "吹哨记录")
            : new Say(
                $"The last {WhistlesShown} of {Figures.Count(joint.Whistles.Count)} whistles",
                $"吹哨记录：共{Figures.Count(joint.Whistles.Count)}次，列最近{WhistlesShown}次");
        return new Table<WhistleTrace>(caption)
            .Short(new Say("Time", "时间"), row => time.Short(row.Made))
            .Any(new Say("Case", "案件号"), "keep", row => (Say)row.Case.ToString())
            .Name(new Say("Street", "街道"), row => names.Area(row.Street))
            .Text(new Say("Topic", "事项"), row => FieldWords.Topic(row.Topic))
            .Text(new Say("Called", "召集单位"), row => Say.List(row.Called.Select(names.Unit)))
            .Number(new Say("In time", "按时到场"), row => $"{row.InTime.Count}/{row.Called.Count}")
            .Number(new Say("Grade", "评分"), row => Figures.Decimal(row.MeanScore))
            .Of(joint.Whistles.TakeLast(WhistlesShown));
    }
}
