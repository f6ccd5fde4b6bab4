using GridCity.Core.Cases;
using GridCity.Core.Space;

namespace GridCity.Core.Evaluation;

/// <content>Looking, clocks, places, calls and what comes after the end.</content>
internal sealed partial class CaseLife
{
    private void Ask(in Mark mark, bool isCheck)
    {
        _look = Looks.Count;
        Looks.Add(new Look
        {
            IsCheck = isCheck,
            AskedBy = mark.Who,
            Asked = mark.At,
            Sent = isCheck || mark.What == Words.None ? Moments.Never : mark.At,
            Due = mark.Due,
            Done = Moments.Never,
            Withdrawn = Moments.Never,
            Inspector = isCheck ? Words.None : mark.What,
            IsNobodys = isCheck || mark.What == Words.None,
        });
    }

    private void Looked(in Mark mark)
    {
        EndTurn(mark);
        if (_look >= 0)
        {
            ref var look = ref Looks[_look];
            (look.Done, look.Inspector, look.Sent) = (mark.At, Words.WordOf(mark.Who), Math.Min(look.Sent, mark.At));
            _look = -1;
        }
    }

    private void EndTurn(in Mark mark)
    {
        if (_turn >= 0)
        {
            ref var turn = ref Turns[_turn];
            // Who was given the task and looks has taken it; who looks for somebody else takes it away.
            (turn.Taken, turn.Withdrawn) = turn.Taken != Moments.Never
                ? (turn.Taken, turn.Withdrawn)
                : turn.Inspector == Words.WordOf(mark.Who) ? (mark.At, turn.Withdrawn) : (turn.Taken, mark.At);
            _turn = -1;
        }
    }

    private void Give(in Mark mark)
    {
        if (_look >= 0)
        {
            Looks[_look].IsNobodys = mark.What == Words.None;
        }
        if (_look >= 0 && mark.What != Words.None)
        {
            ref var look = ref Looks[_look];
            look.Sent = Math.Min(look.Sent, mark.At);
            // Who is given the task after its due time did not make it late.
            look.Inspector = mark.At <= look.Due || look.Inspector == Words.None ? mark.What : look.Inspector;
        }
        _turn = -1;
        if (mark.What != Words.None)
        {
            _turn = Turns.Count;
            Turns.Add(new LookTurn
            {
                Inspector = mark.What,
                Given = mark.At,
                TakeBy = mark.Due,
                Taken = Moments.Never,
                Withdrawn = Moments.Never,
            });
        }
    }

    private void Take(in Mark mark)
    {
        var inspector = Words.WordOf(mark.Who);
        if (_turn >= 0)
        {
            ref var turn = ref Turns[_turn];
            if (turn.Inspector == inspector)
            {
                turn.Taken = mark.At;
            }
            else
            {
                turn.Withdrawn = mark.At;
                _turn = -1;
            }
        }
        if (_look >= 0)
        {
            ref var look = ref Looks[_look];
            look.IsNobodys = false;
            look.Sent = Math.Min(look.Sent, mark.At);
            look.Inspector = mark.At <= look.Due || look.Inspector == Words.None ? inspector : look.Inspector;
        }
    }

    private void ApplyLater(in Mark mark)
    {
        switch (mark.Kind)
        {
            case MarkKind.Extended when _unit >= 0:
                Stints[_unit].Due = mark.Due;
                Stints[_unit].Extensions++;
                break;
            case MarkKind.Suspended when _unit >= 0:
                Stints[_unit].IsSuspended = true;
                break;
            case MarkKind.Resumed when _unit >= 0:
                Stints[_unit].IsSuspended = false;
                Stints[_unit].Due = mark.Due;
                break;
            case MarkKind.Supervised:
                Supervised = Math.Min(Supervised, mark.At);
                break;
            case MarkKind.Escalated:
                Escalated = Math.Min(Escalated, mark.At);
                Tier = Raised(mark.Detail);
                break;
            case MarkKind.Joined:
                JoinedChannels.Add(mark.What);
                break;
            case MarkKind.Moved:
                Cell = new CellCode(mark.Due);
                break;
            case MarkKind.MovedX:
                Place = Place with { X = BitConverter.Int64BitsToDouble(mark.Due) };
                break;
            case MarkKind.MovedY:
                Place = Place with { Y = BitConverter.Int64BitsToDouble(mark.Due) };
                break;
            case MarkKind.AppealGranted when Stints.Count > 0:
                Stints.Last.IsExempt = true;
                break;
            case MarkKind.CalledBack:
                CallBack(mark);
                break;
            case MarkKind.Excluded:
                IsExcluded = true;
                break;
            default:
                ApplyCall(mark);
                break;
        }
    }

    private void CallBack(in Mark mark)
    {
        CalledBack = mark.At;
        Responded = (mark.Detail & 1) != 0;
        Solved = (mark.Detail & 2) != 0;
        Satisfied = (Satisfaction)(mark.Detail >> 2) is Satisfaction.Satisfied or Satisfaction.Mostly;
    }

    private void ApplyCall(in Mark mark)
    {
        switch (mark.Kind)
        {
            case MarkKind.CallMade:
                Calls.Add(new CallLife
                {
                    Kind = (CallKind)(mark.Detail >> 5),
                    Number = (mark.Detail & 31) + 1,
                    Caller = mark.Who,
                    Topic = mark.What,
                    Made = mark.At,
                    Due = mark.Due,
                    Closed = Moments.Never,
                });
                break;
            case MarkKind.CallParty:
                Parties.Add(new PartyLife { Number = mark.Detail, Unit = mark.What, Answered = Moments.Never, Score = -1 });
                break;
            case MarkKind.CallAnswered:
                Party(mark).Answered = mark.At;
                break;
            case MarkKind.CallGraded:
                Party(mark).Score = (int)mark.Due;
                break;
            case MarkKind.CallClosed:
                Calls[mark.Detail - 1].Closed = mark.At;
                break;
        }
    }

    private ref PartyLife Party(in Mark mark)
    {
        for (var index = 0; index < Parties.Count; index++)
        {
            if (Parties[index].Number == mark.Detail && Parties[index].Unit == mark.What)
            {
                return ref Parties[index];
            }
        }
        throw new InvariantBroken($"Call {mark.Detail} of case {Facts.Id} is answered by a body that was not called.");
    }
}
