using System.Diagnostics;
using System.Globalization;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Running;
using GridCity.Core.Space;
using Spectre.Console;
using Grid = GridCity.Core.Space.Grid;

namespace GridCity.Benchmarks.Space;

/// <summary>
/// How long it takes to find the cell of a point, beside NetTopologySuite's R-tree with prepared polygons on the same
/// cities. <c>Run</c> prints one table; <c>Run --exact</c> lets BenchmarkDotNet measure.
/// </summary>
[MemoryDiagnoser]
public class LocateBenchmark
{
    private const int CallsPerRound = 4096;
    private Grid _grid = null!;
    private TreeOfCells _tree = null!;
    private PlanePoint[] _points = [];

    /// <summary>How many cells the city has.</summary>
    [Params(1_000, 2_322, 100_000)]
    public int Cells { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        var city = new LatticeCity(Cells);
        (_grid, _tree, _points) = (city.BuildGrid(), new TreeOfCells(city.BuildPolygons()), city.Points(CallsPerRound));
    }

    [Benchmark(OperationsPerInvoke = CallsPerRound)]
    public long GridLocate() => Sum(_grid, _points);

    [Benchmark(Baseline = true, OperationsPerInvoke = CallsPerRound)]
    public long TreeAndPrepared() => Sum(_tree, _points);

    /// <summary>
    /// Runs the comparison; <c>--smoke</c> keeps it to small cities, <c>--exact</c> uses BenchmarkDotNet.
    /// </summary>
    public static int Run(string[] args)
    {
        if (args.Contains("--exact"))
        {
            BenchmarkRunner.Run<LocateBenchmark>();
            return 0;
        }
        int[] sizes = args.Contains("--smoke") ? [1_000, 2_322] : [1_000, 2_322, 100_000, 1_000_000];
        var table = new Table().AddColumns(
            "cells", "together ns", "to first", "one call each ns", "to first", "in turn ns", "bytes", "one read ns", "R-tree ns", "bytes", "times", "build s", "bytes/cell", "hash");
        var (areAllEqual, first) = (true, (Together: double.NaN, Each: double.NaN));
        foreach (var size in sizes)
            areAllEqual &= AddRow(table, size, TimeSpan.FromSeconds(args.Contains("--smoke") ? 0.2 : 2), ref first);
        AnsiConsole.Write(table);
        return areAllEqual ? 0 : 1;
    }

    private static bool AddRow(Table table, int size, TimeSpan time, ref (double Together, double Each) first)
    {
        var city = new LatticeCity(size);
        var clock = Stopwatch.StartNew();
        var grid = city.BuildGrid();
        var buildSeconds = clock.Elapsed.TotalSeconds;

        // As many points as cells, so that a large city does not shrink to the part that the caches hold.
        var points = city.Points(Math.Max(size, 100_000));
        var (ours, ourBytes) = Measure(points, time, slice => Sum(grid, slice));
        var cells = new int[CallsPerRound];
        var (together, _) = Measure(points, time, slice => SumTogether(grid, slice, cells));
        first = double.IsNaN(first.Each) ? (together, ours) : first;
        var (inTurn, _) = Measure(points, time / 2, slice => SumInTurn(grid, slice));

        // What it costs here and now to wait for one number at a random place of as much memory. The array is filled,
        // since pages that were never written are all the same one.
        var memory = new int[grid.Bytes / sizeof(int)];
        Array.Fill(memory, 1);
        var (read, _) = Measure(points, time / 2, slice => Sum(memory, slice));

        // The tree gets fewer points and so warmer caches; preparing a polygon happens before the clock runs.
        var some = points[..20_000];
        var tree = new TreeOfCells(city.BuildPolygons());
        var (theirs, theirBytes) = Measure(some, time, slice => Sum(tree, slice));
        var hash = Sum(grid, some);
        table.AddRow(
            Number(size), Number(together, "F1"), Number(together / first.Together, "F1"), Number(ours, "F1"), Number(ours / first.Each, "F1"), Number(inTurn, "F1"), Number(ourBytes, "F1"), Number(read, "F1"), Number(theirs, "F0"), Number(theirBytes, "F0"),
            Number(theirs / ours, "F0"), Number(buildSeconds, "F2"), Number((double)grid.Bytes / size, "F0"),
            hash.ToString("X", CultureInfo.InvariantCulture));
        return hash == Sum(tree, some) && hash == some.Chunk(CallsPerRound).Sum(slice => SumTogether(grid, slice, cells));
    }

    /// <summary>
    /// The time and allocation of a call, over slices of the points in turn. The first half of the time warms up caches
    /// and compiler. The quarter of the slices that went best leaves out those in which the machine did something else.
    /// </summary>
    private static (double Nanoseconds, double Bytes) Measure(
        PlanePoint[] points, TimeSpan time, Func<ReadOnlySpan<PlanePoint>, long> sum)
    {
        var slices = new List<double>();
        var bytes = 0L;
        var begin = Stopwatch.GetTimestamp();
        var at = 0;
        while (slices.Count < 4 || Stopwatch.GetElapsedTime(begin) < time)
        {
            at = (at + CallsPerRound) % (points.Length - CallsPerRound);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var clock = Stopwatch.GetTimestamp();
            sum(points.AsSpan(at, CallsPerRound));
            var elapsed = Stopwatch.GetElapsedTime(clock).TotalNanoseconds;
            bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            if (Stopwatch.GetElapsedTime(begin) > time / 2)
                slices.Add(elapsed / CallsPerRound);
        }
        slices.Sort();
        return (slices[slices.Count / 4], (double)bytes / CallsPerRound);
    }

    private static long Sum(Grid grid, ReadOnlySpan<PlanePoint> points)
    {
        var sum = 0L;
        foreach (var point in points)
            sum += grid.Locate(point);
        return sum;
    }

    private static long SumTogether(Grid grid, ReadOnlySpan<PlanePoint> points, int[] cells)
    {
        grid.Locate(points, cells);
        var sum = 0L;
        foreach (var cell in cells.AsSpan(0, points.Length))
            sum += cell;
        return sum;
    }

    /// <summary>
    /// Each point is moved by what the answer before found, too little to matter, so that no two answers overlap.
    /// </summary>
    private static long SumInTurn(Grid grid, ReadOnlySpan<PlanePoint> points)
    {
        var last = 0;
        foreach (var point in points)
            last = grid.Locate(point with { X = point.X + ((last & 1) * 1e-9) });
        return last;
    }

    /// <summary>Each place depends on what the read before found, so that no two reads overlap.</summary>
    private static long Sum(int[] memory, ReadOnlySpan<PlanePoint> points)
    {
        var last = 0;
        foreach (var point in points)
            last = memory[(int)unchecked((uint)(point.GetHashCode() + last) % (uint)memory.Length)];
        return last;
    }

    private static long Sum(TreeOfCells tree, ReadOnlySpan<PlanePoint> points)
    {
        var sum = 0L;
        foreach (var point in points)
            sum += tree.Locate(point.X, point.Y);
        return sum;
    }

    private static string Number(double value, string format = "N0") =>
        value.ToString(format, CultureInfo.InvariantCulture);
}
