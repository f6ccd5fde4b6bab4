using GridCity.Core.Rules;
using GridCity.Core.Space;

namespace GridCity.Core.Cases;

/// <summary>What a due time is for. Zero is never stored.</summary>
public enum DueKind
{
    /// <summary>An inspector has to look before filing (核实时限).</summary>
    Verification = 1,

    /// <summary>The unit has to finish (处置时限).</summary>
    Handling = 2,

    /// <summary>An inspector has to look after handling (核查时限).</summary>
    Check = 3,

    /// <summary>A suspended case has to go on (恢复日期).</summary>
    Resumption = 4,

    /// <summary>An inspector has to take the task of looking (接单时限).</summary>
    Task = 5,

    /// <summary>Called bodies have to be there or to answer (报到时限).</summary>
    Call = 6,
}

/// <summary>Something that happened to a case: who did it; when is in the journal's envelope.</summary>
public abstract record CaseEvent(Actor By)
{
    /// <summary>Several events in their order, without those that do not happen.</summary>
    internal static ValueList<CaseEvent> Those(params ReadOnlySpan<CaseEvent?> events)
    {
        var count = 0;
        foreach (var happens in events)
        {
            count += happens is null ? 0 : 1;
        }
        var those = new CaseEvent[count];
        for (var index = events.Length - 1; index >= 0; index--)
        {
            if (events[index] is { } happens)
            {
                those[--count] = happens;
            }
        }
        return new ValueList<CaseEvent>(those);
    }
}

/// <summary>A report arrived in its cell and became the case with the envelope's number.</summary>
public sealed record CaseReported(Actor By, Report Report, PlanePoint Place, CellCode SecondCell, double? BorderDistance)
    : CaseEvent(By);

/// <summary>The report is of the same problem as an earlier case; its life ends here and points there.</summary>
public sealed record DuplicateFound(Actor By, CaseId Original, double Distance) : CaseEvent(By);

/// <summary>Somebody has to look before the report is filed, until the due time.</summary>
public sealed record VerificationAsked(Actor By, string? Inspector, DateTimeOffset Due) : CaseEvent(By);

/// <summary>Somebody looked before filing; only <see cref="Sight.Exists"/> leads on, after <see cref="Sight.Unable"/> the next one is asked.</summary>
public sealed record CaseVerified(Actor By, Sight Sight, string? Note) : CaseEvent(By);

/// <summary>The report became a case (立案).</summary>
public sealed record CaseFiled(Actor By, string? Note) : CaseEvent(By);

/// <summary>The report did not become a case.</summary>
public sealed record CaseRejected(Actor By, string Reason) : CaseEvent(By);

/// <summary>The case was sent to a unit, with the limit, the due time and the reason why.</summary>
public sealed record CaseDispatched(Actor By, string Unit, string Limit, DateTimeOffset Due, Reason Reason, string? Note)
    : CaseEvent(By)
{
    /// <summary>Units that help.</summary>
    public ValueList<string> Supporting { get; init; }

    /// <summary>Who is told.</summary>
    public ValueList<string> Inform { get; init; }

    /// <summary>The tier that has the case.</summary>
    public Tier? Tier { get; init; }

    /// <summary>The great event (重大活动) whose tighter limit counts here.</summary>
    public string? Event { get; init; }

    /// <summary>The whistle that the rule asks for; it is blown with the first dispatch, by an event of its own.</summary>
    internal string? Whistle { get; init; }
}

/// <summary>The unit took the case.</summary>
public sealed record CaseAccepted(Actor By) : CaseEvent(By);

/// <summary>The unit gave the case back.</summary>
public sealed record CaseReturned(Actor By, string Reason) : CaseEvent(By);

/// <summary>The unit says it is done; somebody has to look until the due time.</summary>
public sealed record CaseFinished(Actor By, string Result, DateTimeOffset CheckDue) : CaseEvent(By);

/// <summary>Somebody looked after handling; <see cref="CheckResult.Fail"/> sends the case back to the unit.</summary>
public sealed record CaseChecked(Actor By, CheckResult Result, string? Note) : CaseEvent(By);

/// <summary>The supervision centre closed the case.</summary>
public sealed record CaseClosed(Actor By, string? Note) : CaseEvent(By);

/// <summary>A due time passed without what it was for.</summary>
public sealed record DuePassed(Actor By, DueKind Due, DateTimeOffset DueAt) : CaseEvent(By);
