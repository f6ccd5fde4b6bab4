namespace GridCity.Core.Cases;

/// <summary>
/// Something that happened to a case after its end. It changes no state of the cell but the number of its last entry, and no
/// row of the table of cases; whoever asks folds the case's history.
/// </summary>
public abstract record AfterEvent(Actor By) : CaseEvent(By);

/// <summary>The case ended, and these reporters are told so: its own and those who joined it.</summary>
public sealed record ReportersTold(Actor By, ValueList<Reporter> Told) : AfterEvent(By);

/// <summary>The unit appealed against a time-out.</summary>
public sealed record AppealMade(Actor By, string Reason) : AfterEvent(By);

/// <summary>The command centre supported or refused the appeal.</summary>
public sealed record AppealReviewed(Actor By, bool IsSupported, string? Note) : AfterEvent(By);

/// <summary>The supervision centre decided the appeal.</summary>
public sealed record AppealDecided(Actor By, bool IsGranted, string? Note) : AfterEvent(By);

/// <summary>The reporter was called back.</summary>
public sealed record ReporterCalledBack(Actor By, bool Responded, bool Solved, Satisfaction Satisfaction, string? Note)
    : AfterEvent(By);

/// <summary>The case left the base of the three rates.</summary>
public sealed record CaseExcluded(Actor By, string Reason) : AfterEvent(By);
