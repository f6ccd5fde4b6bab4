using GridCity.Core.Space;
using Xunit;

namespace GridCity.Tests.Space;

public sealed class NewYorkDivisionTests(ITestOutputHelper output)
{
    [Fact]
    public void New_York_is_divided_without_gap_overlap_or_sliver()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var progress = new Progress(step => output.WriteLine($"{watch.Elapsed.TotalSeconds:F1} {step.Doing}"));
        var (cells, report) = NewYork.Districts() is var districts
            ? Division.Divide(districts, new DivisionOptions { SplitLarge = true }, progress, TestContext.Current.CancellationToken)
            : null!;
        output.WriteLine($"{cells.Count} cells, {watch.Elapsed.TotalSeconds:F1} s, {GC.GetTotalMemory(false) >> 20} MB, peak {System.Diagnostics.Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MB");
        output.WriteLine($"before: sum {report.Before.SumOfAreas:F0} union {report.Before.UnionArea:F0} gaps {report.Before.GapArea:F1} overlaps {report.Before.OverlapArea:F1} findings {report.Before.Findings.Count}");
        output.WriteLine($"after: sum {report.After.SumOfAreas:F0} union {report.After.UnionArea:F0} gaps {report.After.GapArea:F1} overlaps {report.After.OverlapArea:F1} findings {report.After.Findings.Count}");
        foreach (var f in report.Faults) output.WriteLine(f.ToString());
        output.WriteLine($"slivers {report.Slivers.Count}");
        foreach (var s in report.Slivers.Take(20)) output.WriteLine(s.ToString());
        foreach (var s in report.After.Findings.OrderByDescending(f => f.Area).Take(20)) output.WriteLine(s.ToString() + string.Join(",", s.Cells));
        foreach (var s in report.Before.Findings.OrderByDescending(f => f.Area).Take(10)) output.WriteLine(s.ToString() + string.Join(",", s.Cells));
        output.WriteLine($"worst area diff {report.Communities.Max(c => Math.Abs(c.AreaAfter - c.AreaBefore))}");
        output.WriteLine($"cells areas min {cells.Min(c => c.Area)} max {cells.Max(c => c.Area)} mean {cells.Average(c => c.Area)}; vertices {cells.Sum(c => c.Rings.Sum(r => r.Points.Length))}; multi {cells.Count(c => c.Rings.Count(r => !r.IsHole) > 1)} holes {cells.Count(c => c.Rings.Any(r => r.IsHole))}");
    }

    private sealed class Progress(Action<DivisionProgress> tell) : IProgress<DivisionProgress>
    {
        public void Report(DivisionProgress value) => tell(value);
    }
}
