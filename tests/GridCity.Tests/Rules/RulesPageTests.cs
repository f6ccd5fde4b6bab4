using System.Text;
using System.Text.RegularExpressions;
using GridCity.Simulation.Formats;
using GridCity.Simulation.Rules;
using GridCity.Tests.House;
using Xunit;

namespace GridCity.Tests.Rules;

/// <summary>Runs every worked example of docs/rules.md: its rules, its great events if it has any, and its table.</summary>
public sealed partial class RulesPageTests
{
    private static readonly DateTimeOffset Noon = new(2026, 9, 14, 4, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, string, string?, string> Examples()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "rules.md"));
        var data = new TheoryData<string, string, string?, string>();
        string? rules = null;
        string? events = null;
        foreach (Match block in Block().Matches(page))
        {
            var (kind, text) = (block.Groups[1].Value, block.Groups[2].Value);
            if (kind == "csv")
            {
                data.Add(text.Split('\n')[1], rules!, events, text);
                events = null;
            }
            else if (text.StartsWith("# events.yaml", StringComparison.Ordinal))
            {
                events = text;
            }
            else
            {
                rules = text;
            }
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_worked_example_of_the_page_routes_as_it_says(string first, string rules, string? events, string table)
    {
        var load = RulesFolder.Load(rules, events);
        Assert.Empty(load.Faults);
        var faults = new FaultList();
        var rows = RoutingTable.Read(new InputFile("table.csv", Encoding.UTF8.GetBytes(table)), load.City!, faults);
        Assert.Empty(faults.ToList());
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Equal(string.Empty, RoutingTable.Check(load.City!, row, Noon).Why));
        Assert.NotEmpty(first);
    }

    [Fact]
    public void The_page_has_an_example_for_every_condition() => Assert.InRange(Examples().Count, 13, 40);

    [GeneratedRegex(@"^```(yaml|csv)\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();
}
