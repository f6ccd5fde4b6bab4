using GridCity.Core.Cities;

namespace GridCity.Core.Cases;

/// <summary>Decides a report: a duplicate, something to look at first, or a case that is filed and dispatched at once.</summary>
internal static class ReportDecider
{
    public static Decision Decide(City city, Cell cell, ReportCommand command, IReadOnlyList<Sighting>? nearby)
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
        var repeats = Repeats(sightings, out var last);
        var repeated = repeats > 0 ? new RepeatFound(Actor.System, repeats, last) : null;
        return Decision.Of(id, Events(city, command, channel, repeated));
    }

    /// <summary>How many of the sightings have ended, and the one that was seen last.</summary>
    private static int Repeats(IReadOnlyList<Sighting> sightings, out CaseId last)
    {
        var (times, seenAt) = (0, DateTimeOffset.MinValue);
        last = default;
        for (var (index, count) = (0, sightings.Count); index < count; index++)
        {
            var sighting = sightings[index];
            if (!sighting.IsOpen)
            {
                (last, seenAt) = times == 0 || sighting.SeenAt > seenAt ? (sighting.Case, sighting.SeenAt) : (last, seenAt);
                times++;
            }
        }
        return times;
    }

    private static ValueList<CaseEvent> Events(City city, ReportCommand command, Channel channel, RepeatFound? repeated)
    {
        var reported = Reported(command);
        if (command.SelfFixed is { } result)
        {
            return CaseEvent.Those(reported, repeated, new CaseFiled(Actor.System, null), new CaseSelfFixed(command.By, result));
        }
        if (!channel.IsTrusted)
        {
            var due = city.Limits.Calendar.Due(command.At, city.Policy.VerificationLimit);
            var task = LookTask.Next(city, command.Placement.Cell, command.Placement.Point, command.At, default);
            return CaseEvent.Those(reported, repeated, new VerificationAsked(Actor.System, task.Inspector, due), task);
        }
        return FiledAtOnce(city, command, channel, reported, repeated);
    }

    private static ValueList<CaseEvent> FiledAtOnce(
        City city, ReportCommand command, Channel channel, CaseReported reported, RepeatFound? repeated)
    {
        var place = command.Placement;
        var filed = new CaseFiled(Actor.System, null);
        var supervised = channel.IsSupervised
            ? new CaseSupervised(Actor.System, $"Everything by the channel '{channel.Id}' is supervised.")
            : null;
        if ((command.Routed ?? Intake.Route(city, command.Report, place, command.At)) is not { } dispatched)
        {
            return CaseEvent.Those(reported, repeated, filed, supervised);
        }
        return CaseEvent.Those(
            reported,
            repeated,
            filed,
            dispatched,
            Escalation.AtDispatch(city, command.Report, place.Cell, place.SecondCell, repeated?.Times ?? 0, dispatched),
            Dispatching.Whistle(city, place.Cell, dispatched, command.At),
            supervised);
    }

    private static CaseReported Reported(ReportCommand command) => new(
        command.By, command.Report, command.Placement.Point, command.Placement.SecondCell, command.Placement.BorderDistance);

    // The first case goes on, and its end is told to this reporter too.
    private static Decision Duplicate(CaseId id, ReportCommand command, Sighting original)
    {
        var distance = Math.Round(original.Point.DistanceTo(command.Placement.Point), 2);
        var reporter = new Reporter(id, command.By, command.Report.Channel, command.Report.Reference);
        var join = new JoinCommand(Decision.DerivedId(command.Id, 1), command.At, original.Case, reporter);
        return Decision.Of(id, Reported(command), new DuplicateFound(Actor.System, original.Case, distance)) with
        {
            Sent = command.SelfFixed is { } result ? [join, FixedMeanwhile(command, original, result)] : [join],
        };
    }

    // The first case is somebody's already, who has to hear that it was fixed on the spot.
    private static RemarkCommand FixedMeanwhile(ReportCommand command, Sighting original, string result) => new(
        Decision.DerivedId(command.Id, 2), command.At, command.By, original.Case, "Fixed on the spot: " + result, command.Report.Reference);

    private static IReadOnlyList<Sighting> Sightings(
        City city, Cell cell, ReportCommand command, IReadOnlyList<Sighting>? nearby)
    {
        if (nearby is null)
        {
            return [];
        }
        var here = new List<Sighting>();
        cell.FindSightings(command.Report, command.Placement.Point, city.Policy, here);
        return here.Count == 0 ? nearby : [.. nearby, .. here];
    }
}
