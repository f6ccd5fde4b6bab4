using GridCity.Core.Space;
using Xunit;

namespace GridCity.Tests.Space;

public sealed class NewYorkDivisionTests
{
    [Fact]
    public void New_York_is_divided_without_gap_overlap_or_sliver()
    {
        var districts = NewYork.Districts();
        var steps = new Steps();
        var (cells, report) = Division.Divide(
            districts, new DivisionOptions { SplitLarge = true }, steps, TestContext.Current.CancellationToken);

        Assert.Empty(report.Faults);
        Assert.Empty(report.Slivers);
        Assert.Empty(report.Before.Findings);
        Assert.Empty(report.After.Findings);
        Assert.InRange(cells.Count, 77_000, 80_000);
        Assert.Equal(71, report.Communities.Count);

        // Every vertex may move by a centimetre: along a whole border that is far below a square metre a hectare.
        Assert.All(report.Communities, one => Assert.Equal(1, one.AreaAfter / one.AreaBefore, 1e-5));
        Assert.Equal(report.Before.UnionArea, report.After.SumOfAreas, 100.0);
        Assert.Equal(report.After.SumOfAreas, report.After.UnionArea);
        Assert.Equal(steps.Parts.Order(), steps.Parts);
        Assert.Equal(1, steps.Parts[^1]);
    }

    private sealed class Steps : IProgress<DivisionProgress>
    {
        public List<double> Parts { get; } = [];

        public void Report(DivisionProgress value) => Parts.Add(value.Part);
    }
}
