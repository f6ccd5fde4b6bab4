using GridCity.Core.Cases;
using GridCity.Core.Cities;
using Xunit;

namespace GridCity.Tests.Cases;

/// <summary>What cannot be meant is refused with a number, what is wrong, and what to change; nothing happens.</summary>
public sealed class BadInputTests
{
    private static readonly DateTimeOffset Morning = new(2026, 9, 14, 1, 0, 0, TimeSpan.Zero);
    private static readonly Actor Walker = new(Role.Inspector, "i-1");

    private readonly City _city = TestCity.Make();
    private readonly CaseHistory _history = new();
    private readonly Cell _cell;
    private readonly CaseId _id;

    public BadInputTests()
    {
        Assert.Null(Intake.Check(_city, Draft(), Morning, out var report, out var place));
        _cell = new Cell(place!.Cell);
        var command = new ReportCommand(Guid.NewGuid(), Morning, Walker, report!, place);
        var decision = _cell.Decide(_city, command, []);
        _id = decision.Case;
        foreach (var happened in decision.Events)
        {
            _history.Add(_cell.Seq + 1, Morning, command.Id, _cell.Code, _id, happened);
            _cell.Apply(_cell.Seq + 1, _cell.Seq + 1, Morning, command.Id, _id, happened);
        }
    }

    [Fact]
    public void Nobody_is_called_back_about_an_open_case()
    {
        var asked = new CallBackCommand(
            Guid.NewGuid(), Morning.AddHours(1), new Actor(Role.Supervision, "desk"), _id, true, true, Satisfaction.Satisfied, null);
        var refusal = _history.Decide(_city, asked).Refusal!;
        Assert.Equal(RefusalCode.CaseOpen, refusal.Code);
        Assert.Contains("is in stage PendingAcceptance; close it first", refusal.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_case_does_not_go_back_in_time()
    {
        var early = new AcceptCommand(Guid.NewGuid(), Morning.AddSeconds(-1), new Actor(Role.Unit, "sanitation"), _id);
        var refusal = _cell.Decide(_city, early, []).Refusal!;
        Assert.Equal(RefusalCode.ClockWentBack, refusal.Code);
        Assert.Contains("and it is 2026-09-14T00:59:59", refusal.Detail, StringComparison.Ordinal);
        Assert.Contains("set it right and send the command again", refusal.Detail, StringComparison.Ordinal);
        Assert.Null(_cell.Decide(_city, early with { At = Morning }, []).Refusal);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(-60 * 24 * 365 * 40)]
    public void A_report_is_not_of_tomorrow_and_not_of_another_age(int minutes)
    {
        var refusal = Intake.Check(_city, Draft() with { SeenAt = Morning.AddMinutes(minutes) }, Morning, out _, out _)!;
        Assert.Equal((RefusalCode.TimeAbsurd, "seenAt"), (refusal.Code, refusal.Subject));
        Assert.Contains("is before 1990-01-01", refusal.Detail, StringComparison.Ordinal);
        Assert.Contains("in the future of 2026-09-14", refusal.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("01002", "mising", "has no filing condition 'mising'; it has missing.")]
    [InlineData("06010", "missing", "it has none, so leave it out.")]
    [InlineData("01002", "missing", null)]
    [InlineData("01002", "", null)]
    public void A_condition_for_which_the_class_has_no_limit_is_told_those_that_it_has(string code, string condition, string? says)
    {
        var refusal = Intake.Check(_city, Draft() with { Class = code, Condition = condition }, Morning, out var report, out _);
        Assert.Equal(says is null ? null : RefusalCode.ConditionUnknown, refusal?.Code);
        Assert.Contains(says ?? string.Empty, refusal?.Detail ?? string.Empty, StringComparison.Ordinal);
        Assert.Equal(says is null && condition.Length > 0 ? condition : null, report?.Condition);
    }

    [Theory]
    [InlineData("GB/T 30428.2-2013")]
    [InlineData("no such edition")]
    public void A_class_that_its_edition_does_not_have_is_told_which_editions_are_known(string edition)
    {
        var refusal = Intake.Check(_city, Draft() with { Edition = edition, Class = "0199" }, Morning, out _, out _)!;
        Assert.Equal((RefusalCode.EditionUnknown, "edition"), (refusal.Code, refusal.Subject));
        Assert.Contains($"'{edition}' has no code '0199'", refusal.Detail, StringComparison.Ordinal);
        Assert.Contains("older editions that it maps:", refusal.Detail, StringComparison.Ordinal);
    }

    private static ReportDraft Draft()
    {
        var at = TestCity.At(50, 50);
        return new ReportDraft("06010", null, "inspector", at.Longitude, at.Latitude, null, null, "t", null, null);
    }
}
