using System.CommandLine;
using System.Globalization;
using System.Text;
using GridCity.Client.JournalFiles;
using GridCity.Client.Views;
using GridCity.Core.Cities;
using GridCity.Core.Evaluation;
using GridCity.Journal;
using GridCity.Simulation.Bulletins;
using GridCity.Simulation.Pages;

namespace GridCity.Client.Commands;

/// <summary><c>gridcity bulletin</c>: makes bulletins of any past period from a journal file; needs no server.</summary>
internal static class BulletinCommands
{
    // Telling the progress of every entry would cost more than reading it.
    private const int EntriesATick = 1_000;

    private static readonly UTF8Encoding WithoutMark = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Makes the group.</summary>
    public static Command Create(Terminal terminal, CommonOptions common) =>
        new("bulletin", "Make the dispatch sheet, the bulletins and the report of a past period from a journal file; needs no server.")
        {
            Create(terminal, common, BulletinKind.Hourly, "The dispatch sheet of an hour (派遣单).", "2026-09-14T08"),
            Create(terminal, common, BulletinKind.Monthly, "The monthly bulletin (月报).", "2026-09"),
            Create(terminal, common, BulletinKind.Quarterly, "The quarterly report (季报).", "2026-Q3"),
            Create(terminal, common, BulletinKind.Water, "The water bulletin of a month (水环境月报).", "2026-09"),
        };

    private static GuidedCommand Create(Terminal terminal, CommonOptions common, BulletinKind kind, string what, string example)
    {
        var data = Given.NeededText("--data", "file", "The journal's file.");
        var folder = Given.NeededText("--city", "folder", "The city folder.");
        var period = new Option<string?>("--period", kind switch
        {
            BulletinKind.Hourly => "--hour",
            BulletinKind.Quarterly => "--quarter",
            _ => "--month",
        })
        {
            Description = $"The period, such as {example} (default: the last one that the journal holds to its end).",
            HelpName = example,
        };
        var asOf = Given.Text("--as-of", "time", "What was known at this moment (default: at the end of the period).");
        var to = Given.Text("--out", "file", "Write to this file (default: the output).");
        var language = new Option<string?>("--lang") { Description = "The language shown first (default: zh).", HelpName = "zh|en" };
        language.AcceptOnlyFromAmong("zh", "en");
        var single = new Option<bool>("--single") { Description = "Leave the other language out." };
        var word = kind.ToString().ToLowerInvariant();
        var command = new GuidedCommand(
            word,
            what,
            $"gridcity bulletin {word} --data gridcity-data/dongcheng.db --city gridcity-data/dongcheng"
                + $" --period {example} --out {word}.html")
        {
            data, folder, period, asOf, to, language, single,
        };
        command.Does(terminal, common, async (given, stop) =>
        {
            var city = CityFolderOption.Load(given, given.Need(folder));
            var path = given.Need(data);
            if (given.Get(to) is { } same && Path.GetFullPath(same) == Path.GetFullPath(path))
            {
                throw new UsageException("--out names the journal itself; another file was expected.");
            }
            var named = given.Get(period) is { } text ? Read(kind, text, city) : null;
            var known = given.Get(asOf) is { } moment ? ReadMoment(moment) : (DateTimeOffset?)null;
            var desk = await FoldAsync(terminal, city, path, stop);
            // What happened at a moment is known after it.
            var now = desk.LastAt?.AddMilliseconds(1)
                ?? throw new UsageException($"The journal '{path}' is empty; there is nothing to make a bulletin of.");
            var request = named ?? BulletinRequest.LastBefore(kind, city.TimeZone, now);
            var bulletin = desk.Make(request, now, known);
            var page = new PageOptions
            {
                First = given.Get(language) == "en" ? Language.English : Language.Chinese,
                IsSingle = given.Get(single),
            };
            await WriteAsync(given, given.Get(to), request, given.IsJson ? bulletin.ToJson() + "\n" : bulletin.ToHtml(page), stop);
            return ExitCode.Done;
        });
        return command;
    }

    private static BulletinRequest Read(BulletinKind kind, string text, City city) =>
        BulletinRequest.Read(kind, text, city.TimeZone, out var expected)
        ?? throw new UsageException($"'{text}' is not a period of this bulletin: {expected}.");

    private static DateTimeOffset ReadMoment(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment
            : throw new UsageException($"'{text}' is not a time; one such as 2026-10-05T00:00:00+08:00 was expected.");

    private static async Task<BulletinDesk> FoldAsync(Terminal terminal, City city, string path, CancellationToken stop)
    {
        await using var journal = SqliteJournal.OpenReadOnly(path);
        if (journal.Header.City != city.Id)
        {
            throw new UsageException(
                $"The journal '{path}' is of the city '{journal.Header.City}', and the folder is of '{city.Id}';"
                + " name the folder of the journal's city.");
        }
        var progress = new EntryProgress(terminal, journal.LastPosition);
        return await progress.ShowAsync(Task.Run(() => FoldAsync(journal, city, progress, stop), stop), stop);
    }

    private static async Task<BulletinDesk> FoldAsync(
        IJournal journal, City city, EntryProgress progress, CancellationToken stop)
    {
        var desk = new BulletinDesk(city);
        await foreach (var entry in journal.ReadAsync(0, stop))
        {
            desk.Add(new Happening(entry.Position, entry.At, entry.Cell, entry.Case, entry.Event));
            if (entry.Position % EntriesATick == 0)
            {
                progress.Report(entry.Position);
            }
        }
        return desk;
    }

    private static async Task WriteAsync(
        Invocation given, string? target, BulletinRequest request, string text, CancellationToken stop)
    {
        if (target is null)
        {
            given.Terminal.Output.Write(text);
            return;
        }
        await File.WriteAllTextAsync(target, text, WithoutMark, stop);
        if (!given.IsJson)
        {
            given.Terminal.Output.WriteLine(
                $"The {request.Kind.ToString().ToLowerInvariant()} bulletin of {request.Period.Label} was written to {target}"
                + $" ({Wording.Count(text.Length / 1024)} KB).");
        }
    }
}
