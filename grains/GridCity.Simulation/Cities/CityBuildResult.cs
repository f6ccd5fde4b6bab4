using System.Globalization;
using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Simulation.Formats;

namespace GridCity.Simulation.Cities;

/// <summary>
/// What building a city came to: the city as it was loaded again from what was written, the account of the division,
/// and every fault. Without a report nothing was divided; without a city what was written cannot be used.
/// </summary>
public sealed record CityBuildResult(City? City, DivisionReport? Report, IReadOnlyList<Fault> Faults)
{
    /// <summary>The account before and after, line by line, for a terminal.</summary>
    public IEnumerable<string> Lines()
    {
        if (Report is not { } report)
        {
            yield break;
        }
        var (before, after) = (report.Before, report.After);
        yield return Text($"before: {before.Cells:N0} areas, {before.SumOfAreas / 1e6:N3} km², {Describe(before)}");
        yield return Text(
            $"after:  {report.After.Cells:N0} cells, {report.After.SumOfAreas / 1e6:N3} km², {Describe(report.After)}");
        var average = after.SumOfAreas / Math.Max(1, after.Cells);
        yield return Text($"cells:  {average:N0} m² on average, {report.Slivers.Count:N0} slivers");
        foreach (var fault in report.Faults)
        {
            yield return $"area {fault.Code}: {Describe(fault.Fault)}";
        }
        foreach (var account in report.Communities.Where(
            account => Math.Abs(account.AreaAfter - account.AreaBefore) > account.AreaBefore / 1_000))
        {
            yield return Text(
                $"area {account.Code}: {account.AreaBefore:N0} m² before, {account.AreaAfter:N0} m² after");
        }
    }

    private static string Describe(CoverageReport report)
    {
        var gaps = report.Findings.Count(finding => finding.Fault == CoverageFault.Gap);
        var overlaps = report.Findings.Count - gaps;
        return Text($"{gaps:N0} gaps ({report.GapArea:N0} m²), {overlaps:N0} overlaps ({report.OverlapArea:N0} m²)");
    }

    private static string Describe(CommunityFault fault) => fault switch
    {
        CommunityFault.Empty => "has no land; no cells",
        CommunityFault.Repaired => "crossed itself and was repaired",
        CommunityFault.DuplicateCode => "has a code that another has; no cells",
        CommunityFault.Covered => "is covered by others; no cells",
        _ => "lies too far from the origin in city.yaml, or has a coordinate that is no number; no cells",
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
