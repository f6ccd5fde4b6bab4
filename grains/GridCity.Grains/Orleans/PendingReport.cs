using GridCity.Core.Cases;
using GridCity.Core.Space;

namespace GridCity.Grains.Cluster;

/// <summary>A report that its cell is deciding: known to neighbours who decide one that may be of the same problem.</summary>
internal sealed class PendingReport(ReportCommand command)
{
    /// <summary>Whether all neighbours have answered, so that nothing that comes later can change the decision.</summary>
    public bool IsDecided { get; set; }

    /// <summary>Neighbours that asked meanwhile and go first: they are asked again.</summary>
    public HashSet<CellCode> AskAgain { get; } = [];

    /// <summary>Ends when the report has been answered.</summary>
    public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool MayMeet(ReportCommand other, double metres) =>
        other.Id != command.Id
        && other.Report.Class == command.Report.Class
        && other.Placement.Point.DistanceTo(command.Placement.Point) <= metres;
}
