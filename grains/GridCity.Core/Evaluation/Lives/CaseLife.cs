using GridCity.Core.Cases;
using GridCity.Core.Space;

namespace GridCity.Core.Evaluation;

/// <summary>
/// A case as it was known at a moment: its marks read in their order as far as that moment, and sorted into what somebody had to
/// do. One object is used for all cases of a reading; what it holds is valid until it reads the next one.
/// </summary>
internal sealed partial class CaseLife
{
    private int _unit;
    private int _wait;
    private int _look;
    private int _turn;
    private long _ready;

    public CaseFacts Facts { get; private set; } = null!;

    /// <summary>The moment at which this was known.</summary>
    public long AsOf { get; private set; }

    public CellCode Cell { get; private set; }

    public PlanePoint Place { get; private set; }

    public Filing Filing { get; private set; }

    /// <summary>The end of waiting for the supervision centre without filing: rejected or merged, by whom.</summary>
    public int EndedBy { get; private set; }

    public long Ended { get; private set; }

    public Ending Ending { get; private set; }

    /// <summary>When a check passed last, and the case waits for closing since.</summary>
    public long Passed { get; private set; }

    public long Supervised { get; private set; }

    public long Escalated { get; private set; }

    /// <summary>The highest tier that had the case.</summary>
    public Tier Tier { get; private set; }

    /// <summary>When the reporter was called back, and what the reporter said.</summary>
    public long CalledBack { get; private set; }

    public bool Responded { get; private set; }

    public bool Solved { get; private set; }

    public bool Satisfied { get; private set; }

    public bool IsExcluded { get; private set; }

    /// <summary>The channels of reporters who joined, as words.</summary>
    public PartList<int> JoinedChannels { get; } = new();

    public PartList<Wait> Waits { get; } = new();

    public PartList<Stint> Stints { get; } = new();

    public PartList<Look> Looks { get; } = new();

    public PartList<LookTurn> Turns { get; } = new();

    public PartList<CallLife> Calls { get; } = new();

    public PartList<PartyLife> Parties { get; } = new();

    public bool IsOpen => Ending == Ending.Open;

    public bool IsFiled => Filing.At != Moments.Never;

    /// <summary>Filed first and found to be no case of its own after all.</summary>
    public bool IsVoided => IsFiled && Ending is Ending.Rejected or Ending.Duplicate;

    public bool IsSound => IsFiled && !IsVoided;

    /// <summary>Whether a unit has the case or had it last: the index of its stint, or -1.</summary>
    public int LastStint => Stints.Count > 0 && !Stints.Last.IsReturned ? Stints.Count - 1 : -1;

    public bool IsSuspended => IsOpen && Stints.Count > 0 && Stints.Last.IsSuspended;

    /// <summary>Reads a case as it was known just before a moment, or false when its report came later.</summary>
    public bool Read(CaseFacts facts, long asOf)
    {
        if (facts.Reported >= asOf)
        {
            return false;
        }
        Begin(facts, asOf);
        foreach (ref readonly var mark in facts.Marks)
        {
            if (mark.At >= asOf)
            {
                break;
            }
            Apply(mark);
        }
        return true;
    }

    private void Begin(CaseFacts facts, long asOf)
    {
        (Facts, AsOf, Cell, Place) = (facts, asOf, facts.Id.Birthplace, facts.Place);
        Filing = new Filing { Ready = facts.Reported, At = Moments.Never, By = Words.None };
        (EndedBy, Ended, Ending) = (Words.None, Moments.Never, Ending.Open);
        (Passed, Supervised, Escalated, Tier) = (Moments.Never, Moments.Never, Moments.Never, 0);
        (CalledBack, Responded, Solved, Satisfied, IsExcluded) = (Moments.Never, false, false, false, false);
        (_unit, _wait, _look, _turn, _ready) = (-1, -1, -1, -1, facts.Reported);
        JoinedChannels.Clear();
        Waits.Clear();
        Stints.Clear();
        Looks.Clear();
        Turns.Clear();
        Calls.Clear();
        Parties.Clear();
    }

    private void Apply(in Mark mark)
    {
        switch (mark.Kind)
        {
            case MarkKind.Filed:
                File(mark);
                break;
            case MarkKind.Dispatched:
                Dispatch(mark);
                break;
            case MarkKind.Finished:
                Finish(mark);
                break;
            case MarkKind.VerificationAsked:
                Ask(mark, isCheck: false);
                break;
            case MarkKind.Verified when mark.Detail != (byte)Sight.Unable:
                Looked(mark);
                _ready = mark.At;
                break;
            case MarkKind.Verified when mark.Detail == (byte)Sight.Unable:
            case MarkKind.Checked when mark.Detail == (byte)CheckResult.Unable:
                EndTurn(mark);
                break;
            case MarkKind.Checked when mark.Detail != (byte)CheckResult.Unable:
                Check(mark);
                break;
            case MarkKind.TaskGiven:
                Give(mark);
                break;
            case MarkKind.TaskTaken:
                Take(mark);
                break;
            case MarkKind.Returned:
                Return(mark);
                break;
            case MarkKind.SentBack:
                Withdraw(mark.At);
                _ready = mark.At;
                break;
            case MarkKind.Closed:
                End(mark, Ending.Closed);
                break;
            case MarkKind.SelfFixed:
                End(mark, Ending.SelfFixed);
                break;
            case MarkKind.ForceClosed:
                End(mark, Ending.ForceClosed);
                break;
            case MarkKind.Rejected:
                End(mark, Ending.Rejected);
                break;
            case MarkKind.Duplicate:
                End(mark, Ending.Duplicate);
                break;
            default:
                ApplyLater(mark);
                break;
        }
    }

    private void File(in Mark mark)
    {
        if (!IsFiled)
        {
            Filing = new Filing { Ready = _ready, At = mark.At, By = mark.Who };
        }
        Await(mark.At);
    }

    private void Dispatch(in Mark mark)
    {
        if (_wait < 0)
        {
            Await(mark.At);
        }
        ref var wait = ref Waits[_wait];
        (wait.Dispatched, wait.By, wait.Stint) = (mark.At, mark.Who, Stints.Count);
        _wait = -1;
        _unit = Stints.Count;
        Stints.Add(new Stint
        {
            Unit = mark.What,
            By = mark.Who,
            Dispatched = mark.At,
            Due = mark.Due,
            Finished = Moments.Never,
            Left = Moments.Never,
        });
        Tier = Raised(mark.Detail);
    }

    private void Return(in Mark mark)
    {
        if (_unit >= 0)
        {
            ref var stint = ref Stints[_unit];
            (stint.Left, stint.IsReturned) = (mark.At, true);
            _unit = -1;
        }
        Await(mark.At);
    }

    private void Finish(in Mark mark)
    {
        if (_unit >= 0)
        {
            Stints[_unit].Finished = mark.At;
        }
        Ask(mark, isCheck: true);
    }

    private void Check(in Mark mark)
    {
        Looked(mark);
        if (mark.Detail == (byte)CheckResult.Pass)
        {
            Passed = mark.At;
        }
        else if (_unit >= 0)
        {
            ref var stint = ref Stints[_unit];
            stint.Finished = Moments.Never;
            stint.Reworks++;
        }
    }

    private void Await(long ready)
    {
        _wait = Waits.Count;
        Waits.Add(new Wait
        {
            Ready = ready,
            Dispatched = Moments.Never,
            Withdrawn = Moments.Never,
            By = Words.None,
            Stint = -1,
        });
    }

    // Whatever somebody still had to do is needed no more.
    private void Withdraw(long at)
    {
        if (_wait >= 0)
        {
            Waits[_wait].Withdrawn = at;
            _wait = -1;
        }
        if (_look >= 0)
        {
            Looks[_look].Withdrawn = at;
            _look = -1;
        }
        if (_turn >= 0)
        {
            Turns[_turn].Withdrawn = at;
            _turn = -1;
        }
    }

    private void End(in Mark mark, Ending ending)
    {
        Withdraw(mark.At);
        if (_unit >= 0 && Stints[_unit].Finished == Moments.Never)
        {
            Stints[_unit].Left = mark.At;
        }
        (Ending, Ended, EndedBy) = (ending, mark.At, mark.Who);
    }

    private Tier Raised(byte tier) => (Tier)Math.Max((int)Tier, tier);
}
