using System.Globalization;
using GridCity.Client.Api;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace GridCity.Client.Views;

/// <summary>A routing in front of people.</summary>
internal static class RoutingView
{
    /// <summary>Where a report would go, until when, and why.</summary>
    public static IRenderable Card(Routing routing, CityTime time)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn();
        void Line(string label, string? text)
        {
            if (!string.IsNullOrEmpty(text))
            {
                grid.AddRow(new Text(label, new Style(Color.Grey)), new Text(text));
            }
        }

        Line("cell", routing.IsNearBorder
            ? $"{routing.Cell}, {Wording.Metres(routing.BorderDistance ?? 0)} from the border with {routing.SecondCell}"
            : routing.Cell);
        Line("unit", routing.Unit is null
            ? "none"
            : $"{Wording.Both(routing.UnitName, routing.UnitNameZh, routing.Unit)} ({routing.Unit})");
        Line("supporting", Joined(routing.Supporting));
        Line("informed", Joined(routing.Inform));
        Line("whistle", routing.Whistle);
        Line("tier", routing.Tier);
        Line("event", routing.Event is null
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{routing.Event}, limits × {routing.LimitFactor ?? 1:0.###}"));
        Line("limit", routing.Due is { } due ? $"{routing.Limit}, due {time.Minute(due)}" : routing.Limit);
        Line("why", routing.Reason is null ? null : Wording.Because(routing.Reason));
        Line("rules", routing.Reason?.Version);
        return grid;
    }

    /// <summary>Every rule that was considered and how it fared.</summary>
    public static IRenderable Table(IEnumerable<ConsideredRule> considered)
    {
        var table = CaseView.Plain("rule", "outcome", "because");
        foreach (var rule in considered)
        {
            var style = rule.Outcome switch
            {
                "matched" => new Style(Color.Green),
                "shadowed" => new Style(Color.Yellow),
                _ => new Style(Color.Grey),
            };
            table.AddRow(new Text(rule.Rule), new Text(rule.Outcome, style), new Text(rule.Because ?? string.Empty));
        }
        return table;
    }

    private static string? Joined(IReadOnlyList<string>? units) =>
        units is { Count: > 0 } ? string.Join(", ", units) : null;
}
