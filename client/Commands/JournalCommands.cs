using System.CommandLine;
using System.Globalization;
using System.Text;
using GridCity.Client.JournalFiles;
using GridCity.Client.Views;
using GridCity.Core.Cities;
using GridCity.Core.Evaluation;
using GridCity.Core.Space;
using GridCity.Journal;
using GridCity.Simulation.EventLogs;
using Spectre.Console;

namespace GridCity.Client.Commands;

/// <summary><c>gridcity journal</c>: looks into a journal, also while its city runs; needs no server.</summary>
internal static class JournalCommands
{
    private const int CellsShown = 10;
    private static readonly UTF8Encoding WithoutMark = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Makes the group.</summary>
    public static Command Create(Terminal terminal, CommonOptions common) =>
        new("journal", "Verify, inspect and export a journal; needs no server.")
        {
            CreateVerify(terminal, common),
            CreateInspect(terminal, common),
            CreateExport(terminal, common),
        };

    private static Argument<string> File() => new("file") { Description = JournalStore.Description };

    private static GuidedCommand CreateVerify(Terminal terminal, CommonOptions common)
    {
        var file = File();
        var command = new GuidedCommand(
            "verify",
            "Fold a whole journal again and compare every sum, number and case; exit code 1 on faults.",
            "gridcity journal verify gridcity-data/dongcheng.db") { file };
        command.Does(terminal, common, async (given, stop) =>
        {
            var store = new JournalStore(given.Need(file));
            var progress = new EntryProgress(terminal, await LastPositionAsync(store, stop));
            var options = new VerifyOptions { Progress = progress, Agrees = CellSnapshots.Agrees };
            var verifying = Task.Run(() => store.VerifyAsync(options, stop), stop);
            var report = await progress.ShowAsync(verifying, stop);
            Show(given, report, progress);
            return report.IsSound ? ExitCode.Done : ExitCode.Refused;
        });
        return command;
    }

    private static async Task<long> LastPositionAsync(JournalStore store, CancellationToken stop)
    {
        await using var journal = await store.OpenAsync(stop);
        return journal.LastPosition;
    }

    private static void Show(Invocation given, VerifyReport report, EntryProgress progress)
    {
        if (given.IsJson)
        {
            given.WriteJson(Summary(report, progress.Elapsed), JournalFileJson.Default.VerifySummary);
            return;
        }
        var time = new CityTime(TimeZoneInfo.Utc);
        var output = given.Terminal.Output;
        var seconds = progress.Elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        output.WriteLine(
            $"{report.Header.City}: {Wording.Count(report.Entries)} entries, {Wording.Count(report.Cases)} cases in"
            + $" {Wording.Count(report.Cells)} cells,"
            + $" verified in {seconds} s ({progress.Pace(report.Entries)} a second).");
        if (report is { FirstAt: { } first, LastAt: { } last })
        {
            output.WriteLine($"From {time.Second(first)} to {time.Second(last)} UTC.");
        }
        output.WriteLine($"History {report.Hash}");
        if (report.IsSound)
        {
            output.WriteLine("No faults.");
            return;
        }
        foreach (var fault in report.Faults)
        {
            output.WriteLine("  " + fault);
        }
        var more = report.FaultCount - report.Faults.Count;
        var unseen = more > 0 ? $", of which {Wording.Count(more)} are not shown" : string.Empty;
        output.WriteLine($"{Wording.Count(report.FaultCount)} faults{unseen}.");
    }

    private static VerifySummary Summary(VerifyReport report, TimeSpan elapsed) => new(
        report.Header.City,
        report.IsSound,
        report.Entries,
        report.Cells,
        report.Cases,
        report.FirstAt,
        report.LastAt,
        report.Hash,
        Math.Round(elapsed.TotalSeconds, 3),
        report.FaultCount,
        [
            .. report.Faults.Select(fault => new FaultLine(
                fault.Position,
                fault.Cell.IsNone ? null : fault.Cell.ToString(),
                fault.Kind,
                fault.What,
                fault.Remedy)),
        ]);

    private static GuidedCommand CreateInspect(Terminal terminal, CommonOptions common)
    {
        var file = File();
        var command = new GuidedCommand(
            "inspect",
            "Show what a journal holds: its city, its size, its kinds of entries and its busiest cells.",
            "gridcity journal inspect gridcity-data/dongcheng.db") { file };
        command.Does(terminal, common, async (given, stop) =>
        {
            var store = new JournalStore(given.Need(file));
            await using var journal = await store.OpenAsync(stop);
            var size = await store.SizeAsync(journal, stop);
            var progress = new EntryProgress(terminal, journal.LastPosition);
            var taking = Task.Run(() => JournalPicture.TakeAsync(journal, store.Name, size, CellsShown, progress, stop), stop);
            var picture = await progress.ShowAsync(taking, stop);
            if (given.IsJson)
            {
                given.WriteJson(picture, JournalFileJson.Default.JournalPicture);
                return ExitCode.Done;
            }
            JournalView.Show(terminal, picture);
            return ExitCode.Done;
        });
        return command;
    }

    private static GuidedCommand CreateExport(Terminal terminal, CommonOptions common)
    {
        var file = File();
        var to = Given.Text("--to", "file", "Write to this file (default: the output).");
        var form = Given.Word<ExportForm>("--format", "How to write (default: jsonl, one JSON object a line).");
        var after = new Option<long>("--after")
        {
            Description = "Only entries after this position.",
            HelpName = "position",
        };
        var kinds = Given.Text("--kind", "kind,…", "Only entries of these kinds, with or without their version.");
        var cell = Given.Text("--cell", "code", "Only entries of this cell (15 digits).");
        var city = Given.Text("--city", "folder", "The city folder, for event logs: its clock and its words.");
        var from = Given.Text("--from", "day", "In event logs, only cases that were reported from this day on.");
        var until = Given.Text("--until", "day", "In event logs, only cases that were reported before this day.");
        var command = new GuidedCommand(
            "export",
            "Write the entries of a journal as JSON lines or CSV, or the lives of its cases as an event log for process mining.",
            "gridcity journal export gridcity-data/dongcheng.db --kind case.dispatched --format csv --to sent.csv",
            "gridcity journal export gridcity-data/dongcheng.db --format xes --city gridcity-data/dongcheng --to cases.xes.gz")
        {
            file, to, form, after, kinds, cell, city, from, until,
        };
        command.Does(terminal, common, async (given, stop) =>
        {
            var plan = new ExportPlan
            {
                Form = given.Get(form) ?? ExportForm.Jsonl,
                After = given.Get(after),
                Kinds = KindsOf(given.Get(kinds)),
                Cell = CellOf(given.Get(cell)),
            };
            var store = new JournalStore(given.Need(file));
            await using var journal = await store.OpenAsync(stop);
            if (plan.Form is ExportForm.Xes or ExportForm.Events)
            {
                var path = given.Get(to) ?? throw new UsageException("Say where to write the event log: --to cases.xes.");
                var folder = given.Get(city) ?? throw new UsageException("An event log tells times by the city's clock: name its folder with --city.");
                var known = CityFolderOption.Load(given, folder);
                await WriteEventsAsync(given, journal, known, path, new EventLogOptions
                {
                    Form = plan.Form == ExportForm.Xes ? EventLogForm.Xes : EventLogForm.Csv,
                    Name = known.Name,
                    From = DayOption.Read(given.Get(from), known),
                    Until = DayOption.Read(given.Get(until), known),
                }, stop);
                return ExitCode.Done;
            }
            if (given.Get(to) is not { } target)
            {
                await EntryExport.WriteAsync(journal, plan, terminal.Output, stop);
                return ExitCode.Done;
            }
            if (Path.GetFullPath(target) == store.Name)
            {
                throw new UsageException("--to names the journal itself; another file was expected.");
            }
            await using var output = new StreamWriter(target, append: false, WithoutMark);
            var count = await EntryExport.WriteAsync(journal, plan, output, stop);
            terminal.Output.WriteLine($"{Wording.Count(count)} entries written to {target}.");
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task WriteEventsAsync(
        Invocation given, IJournal journal, City city, string path, EventLogOptions options, CancellationToken stop)
    {
        if (journal.Header.City != city.Id)
        {
            throw new UsageException($"The journal is of the city '{journal.Header.City}', and the folder is of '{city.Id}'; name the folder of its city.");
        }
        await using var log = LogFile.Begin(city, path, options);
        await foreach (var entry in journal.ReadAsync(0, stop))
        {
            await log.AddAsync(new Happening(entry.Position, entry.At, entry.Cell, entry.Case, entry.Event), stop);
        }
        ResultOptions.Tell(given, await log.EndAsync(), path);
    }

    private static string[] KindsOf(string? text)
    {
        var kinds = text?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        var unknown = kinds.Where(kind => !EventCodec.Kinds.Any(new ExportPlan { Kinds = [kind] }.Wants)).ToList();
        return unknown.Count == 0
            ? kinds
            : throw new UsageException(
                $"There is no kind '{string.Join("', '", unknown)}';"
                + $" one of {string.Join(", ", EventCodec.Kinds)} was expected.");
    }

    private static CellCode? CellOf(string? text) => text is null ? null
        : CellCode.TryParse(text, out var cell) ? cell
        : throw new UsageException($"'{text}' is not a cell code: 15 digits were expected.");
}
