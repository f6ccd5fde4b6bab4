using System.CommandLine;
using System.IO.Compression;
using System.Text;
using GridCity.Client.Views;
using GridCity.Core.Cities;
using GridCity.Simulation.EventLogs;
using GridCity.Simulation.Pages;
using GridCity.Simulation.Reports;
using GridCity.Simulation.Runs;

namespace GridCity.Client.Commands;

/// <summary>In which files the results of a run are written beside what is shown.</summary>
internal sealed class ResultOptions
{
    private static readonly UTF8Encoding WithoutMark = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The report.</summary>
    public Option<string?> Html { get; } = Given.Text("--html", "file", "Write a report with maps and charts: one page that needs nothing else.");

    /// <summary>The language of the report.</summary>
    public Option<string?> Language { get; } = MakeLanguage();

    /// <summary>The tables.</summary>
    public Option<string?> Csv { get; } = Given.Text(
        "--csv", "folder", "Write the results as tables into a folder: runs, units, classes, streets, cells, days, crews.");

    /// <summary>The event log.</summary>
    public Option<string?> Xes { get; } = Given.Text(
        "--xes", "file", "Write the lives of the cases (of the first run) as an XES event log for process mining; packed when the name ends in .gz.");

    /// <summary>The event log as a table.</summary>
    public Option<string?> Events { get; } = Given.Text("--events", "file", "Write the same as a table, an event a row; packed when the name ends in .gz.");

    /// <summary>How pages are written.</summary>
    public PageOptions Page(Invocation given) =>
        new() { First = given.Get(Language) == "en" ? Simulation.Pages.Language.English : Simulation.Pages.Language.Chinese };

    /// <summary>Begins to write what can only be written while the run goes on.</summary>
    public RunFiles Begin(Invocation given, City city, string name, DateTimeOffset? countFrom)
    {
        var record = given.Get(Html) is null ? null : new RunRecord(city, countFrom);
        var logs = new List<LogFile>();
        foreach (var (option, form) in new[] { (Xes, EventLogForm.Xes), (Events, EventLogForm.Csv) })
        {
            if (given.Get(option) is { } path)
            {
                logs.Add(LogFile.Begin(city, path, new EventLogOptions { Form = form, Name = name, From = countFrom }));
            }
        }
        return new RunFiles(record, logs);
    }

    /// <summary>Writes the report and the tables, and ends the event logs.</summary>
    public async Task EndAsync(
        Invocation given, RunFiles files, IReadOnlyList<RunResult> runs, Func<RunRecord, ReportSubject> subject)
    {
        foreach (var log in files.Logs)
        {
            Tell(given, await log.EndAsync(), log.Path);
        }
        if (given.Get(Csv) is { } folder)
        {
            Tell(given, $"{ResultTables.Write(folder, runs).Count} tables", folder);
        }
        if (given.Get(Html) is { } page && files.Record is { } record && runs.Count > 0)
        {
            await WriteAsync(given, page, subject(record).ToHtml(Page(given)));
        }
    }

    /// <summary>Writes a page.</summary>
    public static async Task WriteAsync(Invocation given, string path, string page)
    {
        await File.WriteAllTextAsync(path, page, WithoutMark);
        Tell(given, $"The report ({Wording.Count(page.Length / 1024)} KB)", path);
    }

    /// <summary>Says what was written where; not between the brackets of a program's answer.</summary>
    public static void Tell(Invocation given, string what, string path)
    {
        if (!given.IsJson)
        {
            given.Terminal.Output.WriteLine($"{what} written to {path}.");
        }
    }

    private static Option<string?> MakeLanguage()
    {
        var language = new Option<string?>("--lang") { Description = "The language of the report that is shown first (default: zh).", HelpName = "zh|en" };
        language.AcceptOnlyFromAmong("zh", "en");
        return language;
    }
}

/// <summary>What is written while a run goes on.</summary>
internal sealed record RunFiles(RunRecord? Record, IReadOnlyList<LogFile> Logs) : IAsyncDisposable
{
    /// <summary>Who is told of every entry.</summary>
    public IReadOnlyList<IRunObserver> Observers => [.. Record is null ? Array.Empty<IRunObserver>() : [Record], .. Logs.Select(log => log.Log)];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var log in Logs)
        {
            await log.DisposeAsync();
        }
    }
}

/// <summary>A file into which an event log is written.</summary>
internal sealed class LogFile : IAsyncDisposable
{
    private readonly Stream _to;

    private LogFile(string path, Stream to, EventLog log) => (Path, _to, Log) = (path, to, log);

    /// <summary>The name of the file.</summary>
    public string Path { get; }

    /// <summary>The log.</summary>
    public EventLog Log { get; }

    /// <summary>Begins a file.</summary>
    public static LogFile Begin(City city, string path, EventLogOptions options)
    {
        Stream file = File.Create(path);
        var to = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionLevel.Fastest) : file;
        return new LogFile(path, to, new EventLog(city, options, to));
    }

    /// <summary>Adds an entry of a journal.</summary>
    public async ValueTask AddAsync(Core.Evaluation.Happening happening, CancellationToken stop)
    {
        Log.Add(happening);
        await Log.FlushFullAsync(stop);
    }

    /// <summary>Ends the log, also of a run that was stopped: what has happened until then is worth having.</summary>
    public async Task<string> EndAsync()
    {
        await Log.EndAsync(CancellationToken.None);
        return $"{Wording.Count(Log.EventCount)} events of {Wording.Count(Log.CaseCount)} cases";
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Log.DisposeAsync();
        await _to.DisposeAsync();
    }
}
