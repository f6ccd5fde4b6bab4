using GridCity.Core.Cities;

namespace GridCity.Core.Cases;

/// <summary>Decides a report: a duplicate, something to look at first, or a case that is filed and dispatched at once.</summary>
internal static class ReportDecider
{
    public static Decision Decide(City city, Cell cell, ReportCommand command, IReadOnlyList<Sighting> nearby)
    {
        var report = command.Report;
        if (!city.Classes.ContainsKey(report.Class))
        {
            return Decision.Refuse(RefusalCode.ClassUnknown, "class", $"The city has no class '{report.Class}'.");
        }
        if (!city.Channels.TryGetValue(report.Channel, out var channel))
        {
            return Decision.Refuse(RefusalCode.ChannelUnknown, "channel", $"The city has no channel '{report.Channel}'.");
        }
        var place = command.Placement;
        var id = new CaseId(cell.Code, cell.LastNumber + 1);
        var reported = new CaseReported(command.By, report, place.Point, place.SecondCell, place.BorderDistance);
        if (FindOriginal(city, cell, command, nearby) is { } original)
        {
            var distance = Math.Round(original.Point.DistanceTo(place.Point), 2);
            return Decision.Of(id, reported, new DuplicateFound(Actor.System, original.Case, distance));
        }
        if (!channel.IsTrusted)
        {
            var due = city.Limits.Calendar.Due(command.At, city.Policy.VerificationLimit);
            return Decision.Of(id, reported, new VerificationAsked(Actor.System, city.InspectorOf(cell.Code)?.Id, due));
        }
        var filed = new CaseFiled(Actor.System, null);
        var dispatched = Dispatching.ByRules(city, report, cell.Code, place.CellIndex, place.Point, command.At);
        return dispatched is null ? Decision.Of(id, reported, filed) : Decision.Of(id, reported, filed, dispatched);
    }

    private static Sighting? FindOriginal(City city, Cell cell, ReportCommand command, IReadOnlyList<Sighting> nearby)
    {
        if (cell.Open.Count == 0)
        {
            return Duplicates.Nearest(command.Placement.Point, nearby);
        }
        var all = new List<Sighting>(nearby);
        cell.FindSightings(command.Report, command.Placement.Point, city.Policy, all);
        return Duplicates.Nearest(command.Placement.Point, all);
    }
}
