using System.CommandLine;
using GridCity.Client.Api;
using GridCity.Client.Import;
using GridCity.Simulation.Replay;

namespace GridCity.Client.Commands;

/// <summary><c>gridcity import</c>: brings the rows of a table in as reports.</summary>
internal static class ImportCommand
{
    private const int BatchRowsMax = 5_000;

    /// <summary>Makes the command.</summary>
    public static Command Create(Terminal terminal, CommonOptions common)
    {
        var options = new ImportOptions();
        var command = new GuidedCommand(
            "import",
            "Import a CSV file (also gzip) as reports, by a mapping that says what its columns mean."
                + " Rows imported twice are one report.",
            "gridcity import requests.csv.gz --mapping examples/new-york/mapping.yaml --keep-going --bad bad-rows.csv",
            "gridcity import requests.csv.gz --mapping examples/new-york/mapping.yaml --dry-run")
        {
            options.File, options.Mapping, options.KeepGoing, options.DryRun, options.Bad,
            options.Batch, options.Limit, options.MaxBytes, options.Examples,
        };
        command.Does(terminal, common, async (given, stop) =>
        {
            var mapping = MappingReader.ReadFile(given.Need(options.Mapping));
            using var source = SourceFile.Open(given.Need(options.File), given.Need(options.MaxBytes));
            using var rows = new RowReader(source.Content, mapping, keepsRaw: given.Get(options.Bad) is not null);
            if (given.Get(options.DryRun))
            {
                return await RunAsync(given, options, source, rows, null, stop);
            }
            using var client = given.Connect();
            MappingCheck.Against(await client.GetCityAsync(stop), mapping);
            return await RunAsync(given, options, source, rows, client, stop);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        Invocation given,
        ImportOptions options,
        SourceFile source,
        RowReader rows,
        GridCityClient? client,
        CancellationToken stop)
    {
        var badPath = given.Get(options.Bad);
        using var bad = badPath is null ? null : new BadRowsFile(badPath, rows.Columns, rows.Separator);
        var tally = new ImportTally(given.Need(options.Examples));
        var progress = new ImportProgress(given.Terminal, source, tally);
        var run = new ImportRun(
            rows,
            options.Plan(given),
            tally,
            client is null ? null : client.ReportBatchAsync,
            bad is null ? null : bad.Add);
        try
        {
            var running = run.RunAsync(stop);
            if (!given.IsJson)
            {
                await progress.ShowAsync(running, stop);
            }
            await running;
        }
        finally
        {
            Show(given, ImportSummary.Of(tally, progress.Elapsed), client is null, bad is not null);
        }
        return tally.IsClean ? ExitCode.Done : ExitCode.Refused;
    }

    private static void Show(Invocation given, ImportSummary summary, bool isDryRun, bool hasBadFile)
    {
        if (given.IsJson)
        {
            given.WriteJson(summary, ImportJson.Default.ImportSummary);
            return;
        }
        summary.Show(given, isDryRun, hasBadFile);
    }

    /// <summary>What the command can be given.</summary>
    private sealed class ImportOptions
    {
        public Argument<string> File { get; } = new("file") { Description = "The CSV file, plain or gzip." };

        public Option<string> Mapping { get; } = new("--mapping")
        {
            Description = "What the columns mean, in YAML (docs/import.md).",
            HelpName = "mapping.yaml",
            Required = true,
        };

        public Option<bool> KeepGoing { get; } = new("--keep-going")
        {
            Description = "Let good rows in although others are bad; without it the first bad row ends the import.",
        };

        public Option<bool> DryRun { get; } = new("--dry-run")
        {
            Description = "Read and check everything, send nothing; needs no server.",
        };

        public Option<string?> Bad { get; } = Given.Text(
            "--bad", "rows.csv", "Write every row that did not go in to this file, with the reason.");

        public Option<int> Batch { get; } = Number(
            "--batch", "rows", $"How many rows travel together, up to {BatchRowsMax}.", 1_000, BatchRowsMax);

        public Option<long> Limit { get; } = Number(
            "--limit", "rows", "Read this many rows at most.", long.MaxValue, long.MaxValue);

        public Option<long> MaxBytes { get; } = Number(
            "--max-bytes", "bytes", "How large the unpacked file may be.", SourceFile.DefaultBytesMax, long.MaxValue);

        public Option<int> Examples { get; } = Number(
            "--examples", "number", "How many rows of each fault to show.", 5, 1_000);

        public ImportPlan Plan(Invocation given) => new()
        {
            BatchRows = given.Need(Batch),
            RowsMax = given.Need(Limit),
            KeepsGoing = given.Get(KeepGoing) || given.Get(DryRun),
        };

        private static Option<T> Number<T>(string name, string helpName, string description, T otherwise, T most)
            where T : struct, System.Numerics.INumber<T>, System.Numerics.IMinMaxValue<T>
        {
            var byDefault = otherwise == T.MaxValue ? string.Empty : $" (default: {otherwise})";
            var option = new Option<T>(name)
            {
                Description = description + byDefault,
                HelpName = helpName,
                CustomParser = result =>
                {
                    var text = result.Tokens[0].Value;
                    if (T.TryParse(text, null, out var number) && number >= T.One && number <= most)
                    {
                        return number;
                    }
                    result.AddError($"'{text}' is not a whole number from 1 to {most}.");
                    return otherwise;
                },
                DefaultValueFactory = _ => otherwise,
            };
            return option;
        }
    }
}
