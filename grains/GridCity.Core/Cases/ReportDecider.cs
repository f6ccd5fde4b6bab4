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
        if (!channel.AllowsAnonymous && command.By == Actor.Anonymous)
        {
            return Decision.Refuse(
                RefusalCode.AnonymousNotAllowed, "channel", $"The channel '{channel.Id}' asks who reports; say it with 'by'.");
        }
        if (command.SelfFixed is not null && command.By.Role != Role.Inspector)
        {
            return Decision.Refuse(
                RefusalCode.RoleNotAllowed, RoleNames.Of(command.By.Role), "Only an inspector fixes a problem on the spot.");
        }
        var id = new CaseId(cell.Code, cell.LastNumber + 1);
        var sightings = Sightings(city, cell, command, nearby);
        if (Duplicates.Nearest(command.Placement.Point, sightings) is { } original)
        {
            return Duplicate(id, command, original);
        }
        var events = new List<CaseEvent> { Reported(command) };
        var repeats = sightings.Where(sighting => !sighting.IsOpen).ToList();
        if (repeats.Count > 0)
        {
            events.Add(new RepeatFound(Actor.System, repeats.Count, repeats.MaxBy(repeat => repeat.SeenAt).Case));
        }
        events.AddRange(Handled(city, cell, command, channel, repeats.Count));
        return Decision.Of(id, events);
    }

    private static IEnumerable<CaseEvent> Handled(City city, Cell cell, ReportCommand command, Channel channel, int repeats)
    {
        var place = command.Placement;
        if (command.SelfFixed is { } result)
        {
            return [new CaseFiled(Actor.System, null), new CaseSelfFixed(command.By, result)];
        }
        if (!channel.IsTrusted)
        {
            var due = city.Limits.Calendar.Due(command.At, city.Policy.VerificationLimit);
            var task = LookTask.Next(city, place.Point, command.At, default);
            return [new VerificationAsked(Actor.System, task.Inspector, due), task];
        }
        return Filed(city, command, channel, repeats);
    }

    private static IEnumerable<CaseEvent> Filed(City city, ReportCommand command, Channel channel, int repeats)
    {
        var place = command.Placement;
        yield return new CaseFiled(Actor.System, null);
        if (Dispatching.ByRules(city, command.Report, place.Cell, place.CellIndex, place.Point, command.At) is { } dispatched)
        {
            yield return dispatched;
            if (Escalation.AtDispatch(city, command.Report, place.Cell, place.SecondCell, repeats, dispatched) is { } escalated)
            {
                yield return escalated;
            }
            if (Dispatching.Whistle(city, place.Cell, dispatched, command.At) is { } whistle)
            {
                yield return whistle;
            }
        }
        if (channel.IsSupervised)
        {
            yield return new CaseSupervised(Actor.System, $"Everything by the channel '{channel.Id}' is supervised.");
        }
    }

    private static CaseReported Reported(ReportCommand command) => new(
        command.By, command.Report, command.Placement.Point, command.Placement.SecondCell, command.Placement.BorderDistance);

    // The first case goes on, and its end is told to this reporter too.
    private static Decision Duplicate(CaseId id, ReportCommand command, Sighting original)
    {
        var distance = Math.Round(original.Point.DistanceTo(command.Placement.Point), 2);
        var reporter = new Reporter(id, command.By, command.Report.Channel, command.Report.Reference);
        return Decision.Of(id, Reported(command), new DuplicateFound(Actor.System, original.Case, distance)) with
        {
            Sent = [new JoinCommand(Decision.DerivedId(command.Id, 1), command.At, original.Case, reporter)],
        };
    }

    private static IReadOnlyList<Sighting> Sightings(
        City city, Cell cell, ReportCommand command, IReadOnlyList<Sighting> nearby)
    {
        if (cell.Open.Count == 0 && cell.Memory.IsEmpty)
        {
            return nearby;
        }
        var all = new List<Sighting>(nearby);
        cell.FindSightings(command.Report, command.Placement.Point, city.Policy, all);
        return all;
    }
}
