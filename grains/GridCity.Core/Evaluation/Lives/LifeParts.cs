using GridCity.Core.Cases;

namespace GridCity.Core.Evaluation;

/// <summary>How a life ended, as far as it is known. The names say what the stages say.</summary>
internal enum Ending
{
    Open,
    Closed,
    SelfFixed,
    ForceClosed,
    Rejected,
    Duplicate,
}

/// <summary>A filing that somebody had to decide: since when it was ready, when it was filed, and by whom.</summary>
internal struct Filing
{
    public long Ready;
    public long At;
    public int By;
}

/// <summary>A case that waited for dispatch: since when, until when, which stint came of it; or when it needed none any more.</summary>
internal struct Wait
{
    public long Ready;
    public long Dispatched;
    public long Withdrawn;
    public int By;
    public int Stint;
}

/// <summary>The time that one unit had a case: from its dispatch until it was finished for good, given back or taken away.</summary>
internal struct Stint
{
    public int Unit;
    public int By;
    public long Dispatched;
    public long Due;

    /// <summary>When the result was handed in that no check has refused.</summary>
    public long Finished;

    /// <summary>When the case left the unit without a result: returned, merged, ended by force.</summary>
    public long Left;
    public bool IsReturned;
    public bool IsSuspended;

    /// <summary>Whether an appeal was granted, so that lateness does not count.</summary>
    public bool IsExempt;
    public int Extensions;
    public int Reworks;

    public readonly bool IsInTime => Finished <= Due;
}

/// <summary>Somebody had to look, before filing or after handling: asked, until when, done or needed no more.</summary>
internal struct Look
{
    public bool IsCheck;
    public int AskedBy;
    public long Asked;

    /// <summary>When an inspector was first given the task.</summary>
    public long Sent;
    public long Due;
    public long Done;
    public long Withdrawn;

    /// <summary>The inspector who looked, or else who was given the task last while there was time, as a word.</summary>
    public int Inspector;

    /// <summary>Whether nobody has the task now: nobody was on duty, or nobody is left to ask.</summary>
    public bool IsNobodys;
}

/// <summary>A task of looking that one inspector was given.</summary>
internal struct LookTurn
{
    public int Inspector;
    public long Given;
    public long TakeBy;
    public long Taken;
    public long Withdrawn;
}

/// <summary>A call to other bodies.</summary>
internal struct CallLife
{
    public CallKind Kind;
    public int Number;
    public int Caller;
    public int Topic;
    public long Made;
    public long Due;
    public long Closed;
}

/// <summary>A body that was called.</summary>
internal struct PartyLife
{
    public int Number;
    public int Unit;
    public long Answered;

    /// <summary>The grade from 0 to 100, or -1.</summary>
    public int Score;
}
