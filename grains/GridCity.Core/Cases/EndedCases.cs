using GridCity.Core.Cities;
using GridCity.Core.Space;

namespace GridCity.Core.Cases;

/// <summary>
/// The last cases that ended in a cell, the oldest first; a new one takes the place of the oldest. Every report near by asks all
/// of them for their class, and most are asked no more: their marks lie side by side.
/// </summary>
internal sealed class EndedCases(int max)
{
    private const int AtFirst = 4;

    private byte[] _marks = new byte[Math.Min(AtFirst, max)];
    private EndedCase[] _cases = new EndedCase[Math.Min(AtFirst, max)];
    private int _count;
    private int _oldest;

    /// <summary>Adds one.</summary>
    public void Add(EndedCase ended)
    {
        if (_count == _cases.Length && _count < max)
        {
            Array.Resize(ref _marks, Math.Min(2 * _count, max));
            Array.Resize(ref _cases, Math.Min(2 * _count, max));
        }
        var at = _count < max ? _count++ : _oldest++;
        _oldest = _oldest == max ? 0 : _oldest;
        (_marks[at], _cases[at]) = (ClassMark.Of(ended.Class), ended);
    }

    /// <summary>The cases, the oldest first.</summary>
    public List<EndedCase> ToList() => [.. _cases.AsSpan(_oldest, _count - _oldest), .. _cases.AsSpan(0, _oldest)];

    /// <summary>Adds those of which a report may be a repetition, the oldest first.</summary>
    public void FindRepeats(Report report, PlanePoint place, Policy policy, ICollection<Sighting> found)
    {
        var mark = ClassMark.Of(report.Class);
        FindRepeats(mark, _oldest, _count, report, place, policy, found);
        FindRepeats(mark, 0, _oldest, report, place, policy, found);
    }

    private void FindRepeats(
        byte mark, int from, int to, Report report, PlanePoint place, Policy policy, ICollection<Sighting> found)
    {
        var marks = _marks.AsSpan(0, to);
        for (var at = ClassMark.Find(mark, marks, from); at >= 0; at = ClassMark.Find(mark, marks, at + 1))
        {
            ref readonly var ended = ref _cases[at];
            if (Duplicates.IsRepeat(policy, report, place, ended))
            {
                found.Add(new Sighting(ended.Case, ended.Class, ended.Place, ended.SeenAt, IsOpen: false));
            }
        }
    }
}
