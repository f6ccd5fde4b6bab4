namespace GridCity.Core.Cases;

/// <summary>
/// Somebody who does not work on the case says something about it: its reporter, a neighbour, or a program that passes on what
/// they said, under the number that it has there. It moves nothing: whoever works on the case reads it.
/// </summary>
public sealed record RemarkCommand(Guid Id, DateTimeOffset At, Actor By, CaseId Case, string Text, string? Reference)
    : CaseCommand(Id, At, By, Case)
{
    /// <inheritdoc/>
    public override CommandKind Kind => CommandKind.Remark;
}
