using GridCity.Core.Evaluation;
using GridCity.Simulation.Pages;

namespace GridCity.Simulation.Bulletins;

/// <summary>Places that repeat, and the streets of the special list.</summary>
internal static class RepeatSection
{
    private const int Shown = 20;

    /// <summary>The places that repeat, found before the next complaint.</summary>
    public static Section Places(CityNames names, TimeWords time, PeriodTables tables)
    {
        var places = tables.Repeating;
        var policy = names.City.Policy.Escalation;
        var caption = new Say(
            $"{policy.Repeats} or more cases of a class within {policy.RepeatMetres:0.#} m and {policy.RepeatDays} days:"
                + $" {Figures.Count(places.Count)} places",
            $"同类问题{policy.RepeatDays}天内、{policy.RepeatMetres:0.#}米范围内发生{policy.Repeats}次及以上：共{Figures.Count(places.Count)}处");
        if (places.Count > Shown)
        {
            caption += new Say($", the first {Shown}", $"，列前{Shown}处");
        }
        return Section.Of(new Say("Places that repeat", "重复点位"), places.Count == 0 ? null : Table(caption, names, time).Of(places.Take(Shown)));
    }

    /// <summary>The special list.</summary>
    public static Section Special(CityNames names, PeriodTables tables)
    {
        var list = tables.Special;
        var heading = new Say("Special list", "治理类街道");
        if (list.Streets.Count == 0)
        {
            return Section.Of(heading);
        }
        var counts = list.Problems;
        return Section.Of(
            heading,
            new Tag("p")
            {
                new Say(
                    $"{list.Streets.Count} streets with the most demands; {Figures.Count(counts.Total)} places to be solved there:"
                        + $" {counts.City} by the city, {counts.District} by the district, {counts.Street} by the streets.",
                    $"诉求量最高的{list.Streets.Count}个街道列入治理类，需解决点位{Figures.Count(counts.Total)}处：市级{counts.City}处、区级{counts.District}处、"
                        + $"街道级{counts.Street}处。"),
            },
            Streets(names, list));
    }

    private static Table<RepeatingPlace> Table(Say caption, CityNames names, TimeWords time) => new Table<RepeatingPlace>(caption)
        .Name(new Say("Class", "类别"), place => names.Class(place.Class))
        .Text(new Say("Place", "地点"), place => names.Place(place.Cell))
        .Text(new Say("Unit", "责任单位"), place => names.Unit(place.Unit))
        .Number(new Say("In the period", "本期"), place => Figures.Count(place.InPeriod))
        .Number(new Say("All", "累计"), place => Figures.Count(place.Cases.Count))
        .Number(new Say("By the public", "公众反映"), place => Figures.Count(place.ByPublic))
        .Number(new Say("Open", "在办"), place => Figures.Count(place.Open))
        .Short(new Say("Last", "最近一次"), place => time.Short(place.Last))
        .Short(new Say("Rhythm", "间隔"), place => TimeWords.Length(place.Rhythm))
        .Short(new Say("Look before", "建议复查时间"), place => time.Short(place.Expected));

    private static Node Streets(CityNames names, SpecialList list) =>
        new Table<SpecialStreet>(new Say("What the demands are about, and who has to solve the places", "诉求构成与待解决点位"))
            .Name(new Say("Street", "街道"), row => names.Area(row.Street))
            .Number(new Say("Demands", "诉求量"), row => Figures.Count(row.Demands))
            .Number(new Say("Of all", "占比"), row => Figures.Percent(row.ShareOfCity))
            .Text(new Say("Most about", "主要问题"), row => Say.List(row.Classes.Select(one => names.Class(one.Class) + $" {one.Demands}")))
            .Number(new Say("City", "市级"), row => Figures.Count(row.Problems.City))
            .Number(new Say("District", "区级"), row => Figures.Count(row.Problems.District))
            .Number(new Say("Street", "街道级"), row => Figures.Count(row.Problems.Street))
            .Of(list.Streets);
}
