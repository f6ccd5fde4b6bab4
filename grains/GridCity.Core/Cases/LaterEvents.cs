using GridCity.Core.Space;

namespace GridCity.Core.Cases;

/// <summary>Why a case went to a higher tier. Zero is never stored.</summary>
public enum EscalationCause
{
    /// <summary>The class is above the power of the tier that had it.</summary>
    Power = 1,

    /// <summary>No unit took it after it had been sent again.</summary>
    Owner = 2,

    /// <summary>Its limit passed.</summary>
    Time = 3,

    /// <summary>The same problem comes again and again at this place.</summary>
    Repetition = 4,

    /// <summary>It lies on a boundary between two streets or districts.</summary>
    Boundary = 5,

    /// <summary>Somebody asked for it, with a reason.</summary>
    Asked = 6,
}

/// <summary>The problem was fixed on the spot by whoever saw it; the case is closed with that (自处置).</summary>
public sealed record CaseSelfFixed(Actor By, string Result) : CaseEvent(By);

/// <summary>The same problem was here before: how often within the policy's time, and the last case of it.</summary>
public sealed record RepeatFound(Actor By, int Times, CaseId Last) : CaseEvent(By);

/// <summary>Another reporter's case was found to be of this problem; the reporter is told of the end.</summary>
public sealed record CaseJoined(Actor By, Reporter Reporter) : CaseEvent(By);

/// <summary>
/// An inspector is asked to look: the nearest on duty, or nobody when nobody is left. Not taken until
/// <paramref name="TakeBy"/>, the next one is asked.
/// </summary>
public sealed record TaskGiven(Actor By, string? Inspector, DateTimeOffset? TakeBy) : CaseEvent(By);

/// <summary>An inspector took the task of looking.</summary>
public sealed record TaskTaken(Actor By) : CaseEvent(By);

/// <summary>The unit asked for an extension or a suspension.</summary>
public sealed record ApplicationMade(Actor By, ApplicationKind Application, string Reason, DateTimeOffset? Until) : CaseEvent(By);

/// <summary>
/// The command centre granted or denied it. <paramref name="Due"/> is the new due time of an extension, or the date until
/// which the case is suspended.
/// </summary>
public sealed record ApplicationDecided(
    Actor By, ApplicationKind Application, bool IsGranted, DateTimeOffset? Due, string? Note)
    : CaseEvent(By);

/// <summary>A suspended case goes on; what was left of its limit ends at <paramref name="Due"/>.</summary>
public sealed record CaseResumed(Actor By, DateTimeOffset Due, string? Note) : CaseEvent(By);

/// <summary>The dispatcher gave the case back to the supervision centre.</summary>
public sealed record CaseSentBack(Actor By, string Reason) : CaseEvent(By);

/// <summary>The case is under supervision.</summary>
public sealed record CaseSupervised(Actor By, string Reason) : CaseEvent(By);

/// <summary>The case was handed to a higher tier, where <paramref name="Unit"/> coordinates it.</summary>
public sealed record CaseEscalated(Actor By, EscalationCause Cause, Tier To, string? Unit, string? Note) : CaseEvent(By);

/// <summary>The item was classed.</summary>
public sealed record CaseGraded(Actor By, ItemGrade Grade, string? Note) : CaseEvent(By);

/// <summary>Somebody who does not work on the case said something about it; nothing moves.</summary>
public sealed record CaseRemarked(Actor By, string Text, string? Reference) : CaseEvent(By);

/// <summary>A leader ended the case.</summary>
public sealed record CaseForceClosed(Actor By, string Reason) : CaseEvent(By);

/// <summary>The case moved to a place in another cell, or in the same one; what follows is journaled there.</summary>
public sealed record CaseRelocated(
    Actor By, CellCode To, GeoPoint Point, PlanePoint Place, CellCode SecondCell, double? BorderDistance, string Reason)
    : CaseEvent(By);

/// <summary>A case that was moved arrived from another cell, as it was when it left.</summary>
public sealed record CaseArrived(Actor By, CellCode From, Case State) : CaseEvent(By);
