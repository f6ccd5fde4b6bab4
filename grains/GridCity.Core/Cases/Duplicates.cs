using GridCity.Core.Cities;
using GridCity.Core.Space;

namespace GridCity.Core.Cases;

/// <summary>When two reports are of one problem: same class, near, and seen within a time (50 m and 24 h by default).</summary>
internal static class Duplicates
{
    /// <summary>Whether a report may be of the same problem as an open case.</summary>
    public static bool IsSame(Policy policy, Report report, PlanePoint place, Case item) =>
        item.Report.Class == report.Class
        && item.Place.DistanceTo(place) <= policy.DuplicateMetres
        && (item.Report.SeenAt - report.SeenAt).Duration() <= policy.DuplicateWindow;

    /// <summary>Whether a report may be of the problem of a case that ended: it comes again (重复发生).</summary>
    public static bool IsRepeat(Policy policy, Report report, PlanePoint place, EndedCase ended) =>
        ended.Class == report.Class
        && ended.Place.DistanceTo(place) <= policy.Escalation.RepeatMetres
        && (ended.SeenAt - report.SeenAt).Duration() <= TimeSpan.FromDays(policy.Escalation.RepeatDays);

    /// <summary>The nearest of several open sightings; of equally near ones the lower case number.</summary>
    public static Sighting? Nearest(PlanePoint place, IReadOnlyList<Sighting> sightings)
    {
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
