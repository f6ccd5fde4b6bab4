using GridCity.Core.Cases;
using GridCity.Journal;

namespace GridCity.Grains;

/// <summary>The answer to a report whose id was used before.</summary>
internal static class RepeatedReports
{
    /// <summary>The same answer as before, or a refusal that names the field in which the two differ.</summary>
    public static Reply Answer(ReportCommand command, CaseRow before) => Differing(command, before) is { } clash
        ? new Reply(ReplyKind.Refused, command.Id, null, clash, null)
        : new Reply(ReplyKind.Repeated, command.Id, before, null, null);

    /// <summary>Why it is not the same report, or null when it is.</summary>
    public static Refusal? Differing(ReportCommand command, CaseRow row)
    {
        var report = command.Report;
        var field = report.Class != row.Class ? "class"
            : report.Channel != row.Channel ? "channel"
            : report.Point.Longitude != row.Longitude || report.Point.Latitude != row.Latitude ? "lon,lat"
            : report.Text != row.Text ? "text"
            : null;
        return field is null
            ? null
            : new Refusal(RefusalCode.CommandIdReused, field, $"The command id was used before for case {row.Id} with another {field}.");
    }
}
