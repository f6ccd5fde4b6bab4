using GridCity.Core.Evaluation;
using GridCity.Core.Rules;
using GridCity.Simulation.Cities;
using GridCity.Simulation.Pages;

namespace GridCity.Simulation.Bulletins;

/// <summary>What great events and registers of sources ask to be patrolled, and what was.</summary>
internal static class PatrolSection
{
    private const int SourcesShown = 40;

    /// <summary>The patrols of a period.</summary>
    public static Section Of(CityNames names, PatrolAccount account) => Section.Of(
        new Say("Patrols owed and walked", "应巡与实巡"),
        account.Events.Count == 0 ? null : Events(names, account.Events, new Say("Because of great events", "重大活动加密巡查")),
        account.Kinds.Count == 0 ? null : Kinds(account.Kinds),
        Short(names, account));

    /// <summary>The patrols that a great event asks for on a day, as far as the day is known.</summary>
    public static Section OfDay(CityNames names, IReadOnlyList<EventPatrolLine> lines) => Section.Of(
        new Say("More patrol for great events", "重大活动加密巡查"),
        lines.Count == 0 ? null : Events(names, lines, new Say("Owed on this day, and walked so far", "当日应巡次数与截至目前实巡次数")));

    private static Node Events(CityNames names, IReadOnlyList<EventPatrolLine> lines, Say caption)
    {
        var asked = names.City.Rules.Overlays
            .SelectMany(great => great.Patrols, (great, duty) => (Event: great, Duty: duty))
            .ToDictionary(one => one.Duty.Id, StringComparer.Ordinal);
        return new Table<EventPatrolLine>(caption)
            .Name(new Say("Patrol", "巡查任务"), line => new Say(asked[line.Duty].Duty.Name, asked[line.Duty].Duty.NameZh))
            .Text(new Say("Event", "活动"), line => new Say(asked[line.Duty].Event.Name, asked[line.Duty].Event.NameZh))
            .Text(new Say("Area", "区域"), line => names.Area(line.Area))
            .Text(new Say("Asked for", "要求"), line => Asked(asked[line.Duty].Duty))
            .Number(new Say("Owed", "应巡"), line => Figures.Count(line.Required))
            .Number(new Say("Walked", "实巡"), line => Figures.Count(line.Walked))
            .Short(new Say("Result", "评价"), line => Result(line.IsEnough))
            .Number(new Say("Problems", "发现问题"), line => Figures.Count(line.Problems))
            .Of(lines);
    }

    private static Say Asked(EventPatrol duty)
    {
        var times = new Say($"{duty.TimesADay} a day", $"每日{duty.TimesADay}次");
        var hours = duty.Hours is { } span ? (Say)$", {Words.Of(span.From)}–{Words.Of(span.To)}" : default;
        return duty.Kinds.Count == 0
            ? times + hours
            : times + hours + new Say(", ", "，") + Say.List(duty.Kinds.Select(FieldWords.Of));
    }

    private static Node Kinds(IReadOnlyList<SourceKindLine> kinds) => new Table<SourceKindLine>(
            new Say("Registers of sources, by kind", "污染源、隐患台账（按类别）"))
        .Name(new Say("Kind", "类别"), line => line.Kind)
        .Number(new Say("Sources owed a look", "应巡对象"), line => Figures.Count(line.Owed))
        .Number(new Say("of these looked at in full", "其中：足额巡查"), line => Figures.Count(line.Fulfilled))
        .Number(new Say("Owed", "应巡"), line => Figures.Count(line.Required))
        .Number(new Say("Walked", "实巡"), line => Figures.Count(line.Walked))
        .Number(new Say("Problems", "发现问题"), line => Figures.Count(line.Problems))
        .Of(kinds);

    /// <summary>The sources that were looked at too rarely, those that lack the most first.</summary>
    private static Tag? Short(CityNames names, PatrolAccount account)
    {
        var lacking = account.Sources.Where(line => line.IsEnough == false)
            .OrderByDescending(line => line.Required - line.Walked)
            .ThenBy(line => line.Source, StringComparer.Ordinal)
            .ToList();
        if (lacking.Count == 0)
        {
            return null;
        }
        var shown = Math.Min(SourcesShown, lacking.Count);
        return new Tag("details")
        {
            new Tag("summary")
            {
                new Say($"{Figures.Count(lacking.Count)} sources were looked at too rarely", $"巡查不足的对象{Figures.Count(lacking.Count)}个"),
            },
            new Table<SourcePatrolLine>(new Say($"The first {shown} of {lacking.Count}", $"共{lacking.Count}个，列前{shown}个"))
                .Name(new Say("Source", "对象"), line => new Say(names.City.Sources[line.Source].Name, names.City.Sources[line.Source].NameZh))
                .Text(new Say("Kind", "类别"), line => line.Kind)
                .Text(new Say("Unit", "责任单位"), line => names.Unit(line.Unit))
                .Number(new Say("Owed", "应巡"), line => Figures.Count(line.Required))
                .Number(new Say("Walked", "实巡"), line => Figures.Count(line.Walked))
                .Of(lacking.Take(shown)),
        };
    }

    private static Say Result(bool isEnough) => isEnough ? new Say("enough", "足额") : new Say("too few", "不足");
}
