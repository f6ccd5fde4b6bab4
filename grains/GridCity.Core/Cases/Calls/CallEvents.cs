namespace GridCity.Core.Cases;

/// <summary>Other bodies were called to the case.</summary>
public sealed record CallMade(
    Actor By, int Number, CallKind Call, string Topic, string? Text, ValueList<string> Parties, DateTimeOffset? Due)
    : CaseEvent(By);

/// <summary>A called body came or answered.</summary>
public sealed record CallAnswered(Actor By, int Number, string Party, string? Text) : CaseEvent(By);

/// <summary>A called body was graded, from 0 to 100.</summary>
public sealed record CallGraded(Actor By, int Number, string Party, int Score, string? Note) : CaseEvent(By);

/// <summary>Not everybody who was called came or answered in time.</summary>
public sealed record CallOverdue(Actor By, int Number, DateTimeOffset DueAt, ValueList<string> Missing) : CaseEvent(By);

/// <summary>A call ended; a meeting may have named the responsible unit.</summary>
public sealed record CallClosed(Actor By, int Number, string Outcome, string? Unit) : CaseEvent(By);
