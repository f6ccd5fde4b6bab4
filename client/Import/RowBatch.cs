using GridCity.Client.Api;
using GridCity.Simulation.Replay;

namespace GridCity.Client.Import;

/// <summary>
/// Some rows of a file on their way to the server: the reports with their lines, and the rows that are none.
/// </summary>
internal sealed class RowBatch
{
    /// <summary>The reports.</summary>
    public List<ReportRequest> Reports { get; } = [];

    /// <summary>The line of each report.</summary>
    public List<long> Lines { get; } = [];

    /// <summary>Each report's row as it stands in the file, if it is kept.</summary>
    public List<byte[]?> Raws { get; } = [];

    /// <summary>The rows that are no reports.</summary>
    public List<RowFault> Faults { get; } = [];

    /// <summary>How many rows there are.</summary>
    public int Count => Reports.Count + Faults.Count;

    /// <summary>Adds the row on which a reader stands.</summary>
    public void Add(RowReader row)
    {
        if (row.Report is { } report)
        {
            Reports.Add(ToRequest(report));
            Lines.Add(row.Line);
            Raws.Add(row.Raw);
        }
        else
        {
            Faults.Add(row.Fault!);
        }
    }

    /// <summary>Gives up the reports; the faults stay.</summary>
    public void Forget()
    {
        Reports.Clear();
        Lines.Clear();
        Raws.Clear();
    }

    /// <summary>All faults in the order of the file: those of the rows, and those that the server refused.</summary>
    public IEnumerable<RowFault> FaultsWith(BatchAnswer? answer) =>
        (answer?.Results ?? [])
            .Where(result => result.Outcome == ReportOutcome.Refused)
            .Select(Refused)
            .Concat(Faults)
            .OrderBy(fault => fault.Line);

    private static ReportRequest ToRequest(MappedRow row) => new()
    {
        Id = row.Id,
        Class = row.Class,
        Condition = row.Condition,
        Channel = row.Channel,
        Lon = row.Longitude,
        Lat = row.Latitude,
        Frame = row.Frame,
        Text = row.Text,
        SeenAt = row.SeenAt,
        Reference = row.Reference,
        By = row.By,
    };

    private RowFault Refused(ReportResult result) => new(
        Lines[result.Index],
        result.Subject ?? "report",
        string.Empty,
        result.Detail ?? result.Name ?? "refused",
        $"refused by the server: {result.Name} {result.Code}".TrimEnd(),
        Raws[result.Index]);
}
