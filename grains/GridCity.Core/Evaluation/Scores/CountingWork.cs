using GridCity.Core.Cases;
using GridCity.Core.Space;

namespace GridCity.Core.Evaluation;

/// <content>What was owed: looks, dispatches, handling, closing, call-backs; and what is left.</content>
internal sealed partial class Counting
{
    private void CountLook(in Look look)
    {
        var (due, onTime) = look.IsCheck
            ? (Counter.CheckDue, Counter.CheckOnTime)
            : (Counter.VerificationDue, Counter.VerificationOnTime);
        if (Window.IsDue(look.Due, look.Withdrawn))
        {
            var inspector = InspectorOf(look.Inspector);
            Count(due, inspector);
            CountIf(look.Done <= look.Due, onTime, inspector);
        }
        var sendBy = look.Asked + (long)_limits.Sending.TotalMilliseconds;
        if (Window.IsDue(sendBy, look.Withdrawn))
        {
            var (sendDue, sent) = look.IsCheck
                ? (Counter.CheckSendDue, Counter.CheckSentOnTime)
                : (Counter.VerificationSendDue, Counter.VerificationSentOnTime);
            // Who finishes a case does not ask for the check: the centre does.
            var post = PostOf(look.IsCheck ? _words.Of(Actor.System) : look.AskedBy);
            Count(sendDue, post);
            CountIf(look.Sent <= sendBy, sent, post);
        }
    }

    private void CountTurn(in LookTurn turn)
    {
        if (turn.TakeBy != Moments.Never && Window.IsDue(turn.TakeBy, turn.Withdrawn))
        {
            var inspector = InspectorOf(turn.Inspector);
            Count(Counter.TaskDue, inspector);
            CountIf(turn.Taken <= turn.TakeBy, Counter.TaskTaken, inspector);
        }
    }

    private void CountWait(in Wait wait)
    {
        var due = wait.Ready + (long)_limits.Dispatch.TotalMilliseconds;
        var post = wait.By == Words.None ? null : PostOf(wait.By);
        CountIf(Window.Has(wait.Dispatched), Counter.Dispatched, post);
        if (Window.IsDue(due, wait.Withdrawn))
        {
            Count(Counter.DispatchDue, post);
            CountIf(wait.Dispatched <= due, Counter.DispatchOnTime, post);
            CountIf(wait.Stint >= 0 && !_life.Stints[wait.Stint].IsReturned, Counter.DispatchSound, post);
        }
    }

    private void CountStint(in Stint stint)
    {
        var unit = UnitOf(stint.Unit);
        CountIf(stint.IsReturned && Window.Has(stint.Left), Counter.Returned, unit);
        if (stint.IsSuspended || !Window.IsDue(stint.Due, stint.Left))
        {
            return;
        }
        var isHandled = stint.Finished != Moments.Never;
        Count(Counter.HandlingDue, unit);
        CountIf(isHandled, Counter.Handled, unit);
        CountIf(!isHandled && stint.Left == Moments.Never, Counter.OverduePending, unit);
        CountIf(stint.IsInTime || stint.IsExempt, Counter.HandledOnTime, unit);
        CountIf(!stint.IsInTime && !stint.IsExempt, Counter.HandlingLate, unit);
        CountIf(!stint.IsInTime, Counter.HandlingLateRaw, unit);
        CountIf(stint.Extensions > 0, Counter.Extended, unit);
        CountClosing(stint, unit);
    }

    // What was due to be handled is due to be closed: handled, or overdue and not handled.
    private void CountClosing(in Stint stint, Tally unit)
    {
        if (stint.IsReturned)
        {
            return;
        }
        var isClosed = _life.Ending == Ending.Closed;
        Count(Counter.ClosingDue, unit);
        CountIf(isClosed, Counter.ClosingClosed, unit);
        CountIf(isClosed && (stint.IsInTime || stint.IsExempt), Counter.ClosedOnTime, unit);
        CountIf(stint.Reworks > 0, Counter.Reworked, unit);
    }

    private void End(Tally? unit)
    {
        CountIf(Window.Has(_life.Supervised), Counter.Supervised, unit);
        CountIf(Window.Has(_life.Escalated), Counter.Escalated, unit);
        if (Window.Has(_life.Ended))
        {
            Count(
                _life.Ending switch
                {
                    Ending.Rejected => Counter.Rejected,
                    Ending.Duplicate => Counter.Merged,
                    Ending.ForceClosed => Counter.ForceClosed,
                    _ => Counter.Closed,
                },
                unit);
        }
        if (_life.Passed == Moments.Never)
        {
            return;
        }
        var due = _life.Passed + (long)_limits.Closing.TotalMilliseconds;
        var isClosed = _life.Ending == Ending.Closed;
        if (Window.IsDue(due, isClosed ? Moments.Never : _life.Ended))
        {
            var post = isClosed ? PostOf(_life.EndedBy) : null;
            Count(Counter.FinalDue, post);
            CountIf(isClosed && _life.Ended <= due, Counter.FinalOnTime, post);
        }
    }

    private void CountHotline(Tally? unit)
    {
        if (!Hotlines.Has(_traits, _life))
        {
            return;
        }
        CountIf(Window.Has(_life.Facts.Reported), Counter.HotlineReported, unit);
        if (_life.IsExcluded)
        {
            CountIf(Window.Has(_life.CalledBack), Counter.Excluded, unit);
            return;
        }
        var isAsked = _life.Ending is Ending.Closed or Ending.SelfFixed or Ending.ForceClosed;
        if (isAsked && Window.IsDue(_life.Ended + (long)_limits.CallBack.TotalMilliseconds))
        {
            Count(Counter.CallBackDue, unit);
            CountIf(_life.CalledBack != Moments.Never, Counter.CallBackMade, unit);
        }
        if (Window.Has(_life.CalledBack))
        {
            Count(Counter.CalledBack, unit);
            CountIf(_life.Responded, Counter.Responded, unit);
            CountIf(_life.Solved, Counter.Solved, unit);
            CountIf(_life.Satisfied, Counter.Satisfied, unit);
        }
    }

    private void CountOpen(Tally? unit)
    {
        if (!_life.IsOpen)
        {
            return;
        }
        Count(Counter.Open, unit);
        CountIf(_life.IsSuspended, Counter.OpenSuspended, unit);
        if (_life.LastStint >= 0 && !_life.IsSuspended)
        {
            ref readonly var stint = ref _life.Stints.Last;
            CountIf(stint.Finished == Moments.Never && stint.Due < Window.AsOf, Counter.OpenOverdue, unit);
        }
    }

    public IReadOnlyDictionary<AreaCode, Tally> Areas()
    {
        var areas = new Dictionary<AreaCode, Tally>();
        foreach (var (community, tally) in _communities)
        {
            // A prefix of the code is the area above.
            var cell = new CellCode((community * 1_000) + 1);
            foreach (var area in (ReadOnlySpan<AreaCode>)[cell.Community, cell.Street, cell.District, AreaCode.City])
            {
                if (!areas.TryGetValue(area, out var sum))
                {
                    areas.Add(area, sum = new Tally());
                }
                sum.Add(tally);
            }
        }
        return areas.Where(area => !area.Value.IsEmpty).ToDictionary();
    }

    public IReadOnlyDictionary<string, Tally> Units() => Named(_units);

    public IReadOnlyDictionary<string, Tally> Inspectors() => Named(_inspectors);

    public IReadOnlyDictionary<string, Tally> Classes() => Named(_classes);

    public IReadOnlyDictionary<string, Tally> Channels() => Named(_channels);

    public IReadOnlyDictionary<Actor, Tally> Posts() => _posts
        .Where(post => !post.Value.IsEmpty)
        .ToDictionary(post => _words.ActorOf(post.Key), post => post.Value);

    private Dictionary<string, Tally> Named(Tally?[] tallies)
    {
        var named = new Dictionary<string, Tally>(StringComparer.Ordinal);
        for (var word = 0; word < tallies.Length; word++)
        {
            if (tallies[word] is { IsEmpty: false } tally)
            {
                named.Add(_words[word], tally);
            }
        }
        return named;
    }
}
