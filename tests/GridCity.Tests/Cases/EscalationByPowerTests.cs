using GridCity.Core.Cases;
using GridCity.Core.Space;
using GridCity.Tests.Cities;
using Xunit;

namespace GridCity.Tests.Cases;

/// <summary>A class above the street's power takes its case up when the rules leave it with who lacks that power.</summary>
public sealed class EscalationByPowerTests
{
    private static readonly DateTimeOffset Morning = new(2026, 9, 14, 1, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("unit", "06010", "sanitation", null)]
    [InlineData("unit", "01003", "east", Tier.District)]
    [InlineData("class", "06010", "sanitation", Tier.District)]
    [InlineData("class", "01003", "east", Tier.District)]
    [InlineData("never", "06010", "sanitation", null)]
    [InlineData("never", "01003", "east", null)]
    public void Who_has_the_power_keeps_the_case(string rule, string caseClass, string unit, Tier? up)
    {
        var files = GoodFolder.Files();
        files["classes.csv"] = files["classes.csv"].Replace("kind\n", "kind,power\n", StringComparison.Ordinal)
            .Replace("sanitation,event\n", "sanitation,event,district\n", StringComparison.Ordinal)
            .Replace("water,event\n", "water,event,\n", StringComparison.Ordinal)
            .Replace("sewer,component\n", "sewer,component,district\n", StringComparison.Ordinal);
        files["city.yaml"] = files["city.yaml"].Replace("policy:\n", $"policy:\n  escalate_power: {rule}\n", StringComparison.Ordinal);
        var load = GoodFolder.Load(files);
        Assert.Empty(load.Faults);

        // In the middle of the first cell, far from every border and from the river.
        var draft = new ReportDraft(caseClass, null, "inspector", 116.401, 39.9005, Frame.Wgs84, null, null, null, null);
        Assert.Null(Intake.Check(load.City!, draft, Morning, out var report, out var place));
        var command = new ReportCommand(Guid.NewGuid(), Morning, new Actor(Role.Inspector, "i-1"), report!, place!);
        var events = new Cell(place!.Cell).Decide(load.City!, command, []).Events;

        Assert.Equal(unit, events.OfType<CaseDispatched>().Single().Unit);
        var escalated = events.OfType<CaseEscalated>().SingleOrDefault();
        Assert.Equal(up, escalated?.To);
        Assert.Equal(up is null ? null : EscalationCause.Power, escalated?.Cause);
    }
}
