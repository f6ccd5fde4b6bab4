namespace GridCity.Core.Cases;

/// <summary>Other bodies are called to the case, to be there or to answer until a time.</summary>
public sealed record MakeCallCommand(
    Guid Id,
    DateTimeOffset At,
    Actor By,
    CaseId Case,
    CallKind Call,
    string Topic,
    string? Text,
    ValueList<string> Parties,
    DateTimeOffset? Due)
    : CaseCommand(Id, At, By, Case)
{
    /// <inheritdoc/>
    public override CommandKind Kind => CommandKind.MakeCall;
}

/// <summary>A called body says that it is there, or answers.</summary>
public sealed record AnswerCallCommand(Guid Id, DateTimeOffset At, Actor By, CaseId Case, int Number, string? Text)
    : CaseCommand(Id, At, By, Case)
{
    /// <inheritdoc/>
    public override CommandKind Kind => CommandKind.AnswerCall;
}

/// <summary>The caller grades a called body, from 0 to 100.</summary>
public sealed record GradeCallCommand(
    Guid Id, DateTimeOffset At, Actor By, CaseId Case, int Number, string Party, int Score, string? Note)
    : CaseCommand(Id, At, By, Case)
{
    /// <inheritdoc/>
    public override CommandKind Kind => CommandKind.GradeCall;
}

/// <summary>
/// The call ends. A meeting may name the unit that it found to be responsible: a case that waits for one is sent to it.
/// </summary>
public sealed record CloseCallCommand(
    Guid Id, DateTimeOffset At, Actor By, CaseId Case, int Number, string Outcome, string? Unit)
    : CaseCommand(Id, At, By, Case)
{
    /// <inheritdoc/>
    public override CommandKind Kind => CommandKind.CloseCall;
}
