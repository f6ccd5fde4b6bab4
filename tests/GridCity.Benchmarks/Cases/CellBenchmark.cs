using System.Diagnostics;
using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Simulation.Cities;
using GridCity.Simulation.Demand;

namespace GridCity.Benchmarks.Cases;

/// <summary>What one report costs inside a cell of the demonstration city: decided, routed, given a limit, filed, folded.</summary>
internal static class CellBenchmark
{
    public static int Run(string[] args)
    {
        var reports = args.Contains("--smoke") ? 5_000 : 200_000;
        using var folder = new TemporaryFolder();
        DemonstrationCity.Create(folder.Path, 1);
        var city = CityFolder.Load(folder.Path, new LoadOptions { CheckCoverage = false }).City!;
        var commands = MakeCommands(city, reports);
        // Twice: the first pass compiles, the second counts.
        Measure(city, commands.AsSpan(0, Math.Min(reports, 20_000)));
        var (elapsed, bytes, cases) = Measure(city, commands);
        var (alone, _, _) = Measure(city, commands, looksAround: false);
        Console.WriteLine(FormattableString.Invariant(
            $"{reports:N0} reports in {city.Grid.Count:N0} cells with {city.Rules.Rules.Count} rules: {alone.TotalMicroseconds / reports:0.00} µs inside the cell, {elapsed.TotalMicroseconds / reports:0.00} µs with the look into neighbouring cells, {bytes / reports:N0} B a report; {cases:N0} filed or asked to be looked at"));
        return 0;
    }

    private static ReportCommand[] MakeCommands(City city, int count)
    {
        var street = new SyntheticStreet(city, 7);
        var start = new DateTimeOffset(2026, 9, 14, 0, 0, 0, TimeSpan.Zero);
        var commands = new ReportCommand[count];
        for (var index = 0; index < count; index++)
        {
            // Half a minute apart, so that few are duplicates and cells hold about as many open cases as on a working day.
            var at = start.AddSeconds(30 * index);
            var (by, draft, _) = street.NextReport(at);
            if (Intake.Check(city, draft, at, out var report, out var placement) is { } refusal)
            {
                throw new InvalidOperationException(refusal.Detail);
            }
            commands[index] = new ReportCommand(Guid.CreateVersion7(at), at, by, report!, placement!);
        }
        return commands;
    }

    private static (TimeSpan Elapsed, long Bytes, int Cases) Measure(City city, ReadOnlySpan<ReportCommand> commands, bool looksAround = true)
    {
        var cells = new Cell[city.Grid.Count];
        for (var index = 0; index < cells.Length; index++)
        {
            cells[index] = new Cell(city.Grid.CodeOf(index));
        }
        var around = new List<int>();
        var nearby = new List<Sighting>();
        var cases = 0;
        long position = 0;
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var started = Stopwatch.GetTimestamp();
        foreach (var command in commands)
        {
            var cell = cells[command.Placement.CellIndex];
            around.Clear();
            nearby.Clear();
            if (looksAround)
            {
                city.Grid.FindWithin(command.Placement.Point, city.Policy.DuplicateMetres, around);
            }
            foreach (var index in around)
            {
                if (index != command.Placement.CellIndex)
                {
                    cells[index].FindSightings(command.Report, command.Placement.Point, city.Policy, nearby);
                }
            }
            var decision = cell.Decide(city, command, nearby);
            foreach (var happened in decision.Events)
            {
                cell.Apply(++position, cell.Seq + 1, command.At, command.Id, decision.Case, happened);
            }
            cases += decision.Refusal is null ? 1 : 0;
            if (cell.Open.Count > 4)
            {
                // What is old is closed, as units do: an open case for every report ever made would be no city.
                cells[command.Placement.CellIndex] = new Cell(cell.Code, cell.Seq, cell.LastNumber, [], cell.Memory);
            }
        }
        return (Stopwatch.GetElapsedTime(started), GC.GetAllocatedBytesForCurrentThread() - bytes, cases);
    }
}
