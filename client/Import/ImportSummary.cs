using System.Globalization;
using System.Text.Json.Serialization;
using GridCity.Client.Commands;
using GridCity.Client.Views;
using GridCity.Simulation.Replay;
using Spectre.Console;

namespace GridCity.Client.Import;

/// <summary>What an import came to, as programs read it.</summary>
internal sealed record ImportSummary(
    long Rows,
    long Accepted,
    long Duplicates,
    long Repeated,
    long Refused,
    long Bad,
    long Unsent,
    double Seconds,
    string? EndedBecause,
    IReadOnlyList<FaultSummary> Faults)
{
    /// <summary>Sums up a tally.</summary>
    public static ImportSummary Of(ImportTally tally, TimeSpan elapsed) => new(
        tally.Rows,
        tally.Accepted,
        tally.Duplicates,
        tally.Repeated,
        tally.Refused,
        tally.Bad,
        tally.Unsent,
        Math.Round(elapsed.TotalSeconds, 3),
        tally.EndedBecause,
        [.. tally.Groups.Select(group => new FaultSummary(
            group.Kind, group.Count, [.. group.Examples.Select(FaultExample.Of)]))]);

    /// <summary>Writes the summary for people.</summary>
    public void Show(Invocation given, bool isDryRun, bool hasBadFile)
    {
        var output = given.Terminal.Output;
        var pace = Wording.Count((long)(Rows / Math.Max(Seconds, 1e-3)));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{Rows:N0} rows read in {Seconds:0.0} s ({pace} rows/s)."));
        output.WriteLine(isDryRun
            ? $"Nothing was sent (dry run): {Wording.Count(Unsent)} rows are good, {Wording.Count(Bad)} bad."
            : $"{Wording.Count(Accepted)} taken in ({Wording.Count(Duplicates)} the same problem as another),"
                + $" {Wording.Count(Repeated)} in before, {Wording.Count(Refused)} refused by the server,"
                + $" {Wording.Count(Bad)} bad, {Wording.Count(Unsent)} not sent.");
        if (EndedBecause is not null)
        {
            output.WriteLine($"The import ended early: {EndedBecause}");
        }
        if (Faults.Count == 0)
        {
            return;
        }
        var table = CaseView.Plain("rows", "fault", "line", "value");
        table.Columns[0].RightAligned();
        table.Columns[2].RightAligned();
        foreach (var fault in Faults)
        {
            foreach (var (index, example) in fault.Examples.Index())
            {
                table.AddRow(
                    new Text(index == 0 ? Wording.Count(fault.Count) : string.Empty),
                    new Text(index == 0 ? fault.Fault : string.Empty),
                    new Text(Wording.Count(example.Line)),
                    new Text(fault.IsRefusal ? example.Expected : $"'{example.Value}'"));
            }
        }
        given.Terminal.Screen.Write(table);
        if (!hasBadFile && Faults.Any(fault => fault.Count > fault.Examples.Count))
        {
            output.WriteLine("Not all of them are shown; --bad FILE writes every one, with its row.");
        }
    }
}

/// <summary>The rows of one kind of fault.</summary>
internal sealed record FaultSummary(string Fault, long Count, IReadOnlyList<FaultExample> Examples)
{
    /// <summary>Whether it was the server that did not want them.</summary>
    [JsonIgnore]
    public bool IsRefusal => Fault.StartsWith("refused", StringComparison.Ordinal);
}

/// <summary>One row with a fault.</summary>
internal sealed record FaultExample(long Line, string Column, string Value, string Expected)
{
    /// <summary>What programs get to know of a fault.</summary>
    public static FaultExample Of(RowFault fault) => new(fault.Line, fault.Column, fault.Value, fault.Expected);
}

/// <summary>The JSON of what the command line itself has to say.</summary>
[JsonSourceGenerationOptions(
    System.Text.Json.JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ImportSummary))]
internal sealed partial class ImportJson : JsonSerializerContext;
