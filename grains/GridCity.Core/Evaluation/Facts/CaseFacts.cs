using GridCity.Core.Cases;
using GridCity.Core.Space;

namespace GridCity.Core.Evaluation;

/// <summary>
/// What the journal says of one case, as small as it can be said: the report and a mark an event. Nothing is concluded here, so
/// that any past moment can be asked what was known then.
/// </summary>
internal sealed class CaseFacts(CaseId id, int caseClass, int channel, int reporter, long reported, long seen, PlanePoint place)
{
    // Most cases are reported, filed, dispatched, accepted, finished, looked at and closed.
    private const int UsualMarks = 10;

    private Mark[] _marks = new Mark[UsualMarks];
    private int _count;

    public CaseId Id => id;

    public int Class => caseClass;

    public int Channel => channel;

    public int Reporter => reporter;

    public long Reported { get; } = reported;

    public long Seen => seen;

    /// <summary>The place that was reported; marks say where the case was moved to.</summary>
    public PlanePoint Place => place;

    /// <summary>How often the problem had been there before, when it was reported.</summary>
    public int Repeats { get; set; }

    /// <summary>Whether the case has ended, by what is known now.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>The last moment that the case speaks of: an event or a due time.</summary>
    public long Reach { get; private set; } = reported;

    /// <summary>Whether other bodies were ever called.</summary>
    public bool HasCalls { get; private set; }

    public ReadOnlySpan<Mark> Marks => _marks.AsSpan(0, _count);

    public void Add(in Mark mark, bool setsDue = false)
    {
        if (_count == _marks.Length)
        {
            Array.Resize(ref _marks, _count + (_count / 2));
        }
        _marks[_count++] = mark;
        Reach = Math.Max(Reach, setsDue && mark.Due != Moments.Never ? Math.Max(mark.At, mark.Due) : mark.At);
        IsEnded |= mark.Kind
            is MarkKind.Closed or MarkKind.SelfFixed or MarkKind.ForceClosed or MarkKind.Rejected or MarkKind.Duplicate;
        HasCalls |= mark.Kind == MarkKind.CallMade;
    }
}
