using GridCity.Core.Cities;
using GridCity.Core.Space;

namespace GridCity.Core.Cases;

/// <summary>
/// The last cases that ended in a cell, the oldest first; a new one takes the place of the oldest. Every report near by asks all
/// of them how far away they were, and most are asked no more: their places lie side by side.
/// </summary>
internal sealed class EndedCases(int max)
{
    private const int AtFirst = 4;

    private PlanePoint[] _places = new PlanePoint[Math.Min(AtFirst, max)];
    private EndedCase[] _cases = new EndedCase[Math.Min(AtFirst, max)];
    private int _count;
    private int _oldest;

    /// <summary>Adds one.</summary>
    public void Add(EndedCase ended)
    {
        if (_count == _cases.Length && _count < max)
        {
            Array.Resize(ref _places, Math.Min(2 * _count, max));
            Array.Resize(ref _cases, Math.Min(2 * _count, max));
        }
        var at = _count < max ? _count++ : _oldest++;
        _oldest = _oldest == max ? 0 : _oldest;
        (_places[at], _cases[at]) = (ended.Place, ended);
    }

    /// <summary>The cases, the oldest first.</summary>
    public List<EndedCase> ToList() => [.. _cases.AsSpan(_oldest, _count - _oldest), .. _cases.AsSpan(0, _oldest)];

    /// <summary>Adds those of which a report may be a repetition, the oldest first.</summary>
    public void FindRepeats(Report report, PlanePoint place, Policy policy, ICollection<Sighting> found)
    {
        FindRepeats(_oldest, _count, report, place, policy, found);
        FindRepeats(0, _oldest, report, place, policy, found);
    }

    private void FindRepeats(int from, int to, Report report, PlanePoint place, Policy policy, ICollection<Sighting> found)
    {
        var metres = policy.Escalation.RepeatMetres;
        for (var index = from; index < to; index++)
        {
            // What is too far to the east or west is not asked for more.
            if (Math.Abs(_places[index].X - place.X) <= metres && Duplicates.IsRepeat(policy, report, place, _cases[index]))
            {
                ref readonly var ended = ref _cases[index];
                found.Add(new Sighting(ended.Case, ended.Class, ended.Place, ended.SeenAt, IsOpen: false));
            }
        }
    }
}
