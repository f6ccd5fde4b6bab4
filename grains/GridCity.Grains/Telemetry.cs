using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace GridCity.Grains;

/// <summary>The traces and meters of a host; docs/telemetry.md lists them with their units.</summary>
public static class Telemetry
{
    /// <summary>The name of both the activity source and the meter.</summary>
    public const string Name = "GridCity";

    /// <summary>Spans: <c>commit</c> for each group commit; HTTP spans come from the web server.</summary>
    public static ActivitySource Activities { get; } = new(Name);

    /// <summary>The meter.</summary>
    public static Meter Meter { get; } = new(Name);

    internal static Counter<long> Commands { get; } = Meter.CreateCounter<long>(
        "gridcity.commands", "{command}", "Commands answered, by kind and reply.");

    internal static Counter<long> Entries { get; } = Meter.CreateCounter<long>(
        "gridcity.journal.entries", "{entry}", "Entries made durable.");

    internal static Histogram<double> CommitSeconds { get; } = Meter.CreateHistogram<double>(
        "gridcity.journal.commit.duration", "s", "Time of one group commit.");

    internal static Histogram<int> CommitSize { get; } = Meter.CreateHistogram<int>(
        "gridcity.journal.commit.entries", "{entry}", "Entries of one group commit.");

    internal static Counter<long> Untold { get; } = Meter.CreateCounter<long>(
        "gridcity.cluster.untold", "{cell}", "Cells that were not told what another cell's commit wrote for them.");

    internal static Counter<long> Unsaved { get; } = Meter.CreateCounter<long>(
        "gridcity.cluster.unsaved", "{cell}", "States of cells that could not be saved; nothing is lost with them.");

    internal static Counter<long> Unasked { get; } = Meter.CreateCounter<long>(
        "gridcity.cluster.unasked", "{case}", "Due times whose cells could not be asked at once; they are asked again.");
}
