using GridCity.Core.Cities;
using GridCity.Core.Space;

namespace GridCity.Core.Cases;

/// <summary>When two reports are of one problem: same class, near, and seen within a time (50 m and 24 h by default).</summary>
internal static class Duplicates
{
    /// <summary>Whether a case is near enough to a report to be of the same problem.</summary>
    public static bool IsNear(Policy policy, PlanePoint place, PlanePoint other) => other.DistanceTo(place) <= policy.DuplicateMetres;

    /// <summary>Whether a report may be of the same problem as what another report that is near says.</summary>
    public static bool IsSame(Policy policy, Report report, Report other) =>
        other.Class == report.Class && (other.SeenAt - report.SeenAt).Duration() <= policy.DuplicateWindow;

    /// <summary>Whether a report may be of the problem of a case that ended: it comes again (重复发生).</summary>
    public static bool IsRepeat(Policy policy, Report report, PlanePoint place, in EndedCase ended) =>
        ended.Place.DistanceTo(place) <= policy.Escalation.RepeatMetres
        && ended.Class == report.Class
        && (ended.SeenAt - report.SeenAt).Duration() <= TimeSpan.FromDays(policy.Escalation.RepeatDays);

    /// <summary>The nearest of several open sightings; of equally near ones the lower case number.</summary>
    public static Sighting? Nearest(PlanePoint place, IReadOnlyList<Sighting> sightings)
    {
        if (sightings.Count == 0)
        {
            return null;
        }
        Sighting? best = null;
        var bestDistance = double.PositiveInfinity;
        foreach (var sighting in sightings)
        {
            if (!sighting.IsOpen)
            {
                continue;
            }
            var distance = sighting.Point.DistanceTo(place);
            if (distance < bestDistance || (distance == bestDistance && sighting.Case.CompareTo(best!.Value.Case) < 0))
            {
                best = sighting;
                bestDistance = distance;
            }
        }
        return best;
    }
}
