using System.Text.Json.Serialization;
using GridCity.Core.Space;
using GridCity.Journal;

namespace GridCity.Client.JournalFiles;

/// <summary>What a journal holds, in numbers. Sizes are bytes.</summary>
internal sealed record JournalPicture(
    string File,
    long Size,
    string City,
    int Format,
    DateTimeOffset CreatedAt,
    long Entries,
    DateTimeOffset? FirstAt,
    DateTimeOffset? LastAt,
    IReadOnlyList<KindCount> Kinds,
    int CellCount,
    IReadOnlyList<CellCount> BusiestCells)
{
    /// <summary>Counts everything in a journal; <paramref name="cellsMax"/> cells are named.</summary>
    /// <exception cref="JournalFaultException">An entry cannot be read.</exception>
    public static async Task<JournalPicture> TakeAsync(
        IJournal journal,
        string name,
        long size,
        int cellsMax,
        IProgress<long> progress,
        CancellationToken stop)
    {
        var kinds = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var cells = new Dictionary<CellCode, long>();
        DateTimeOffset? firstAt = null;
        DateTimeOffset? lastAt = null;
        var position = 0L;
        await foreach (var entry in journal.ReadAsync(0, stop))
        {
            firstAt ??= entry.At;
            lastAt = entry.At;
            position = entry.Position;
            var kind = EventCodec.KindOf(entry.Event);
            kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
            cells[entry.Cell] = cells.GetValueOrDefault(entry.Cell) + 1;
            progress.Report(position);
        }
        return new JournalPicture(
            name,
            size,
            journal.Header.City,
            journal.Header.FormatVersion,
            journal.Header.CreatedAt,
            position,
            firstAt,
            lastAt,
            [.. kinds.Select(pair => new KindCount(pair.Key, pair.Value)).OrderByDescending(kind => kind.Count)],
            cells.Count,
            [
                .. cells.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Take(cellsMax)
                    .Select(pair => new CellCount(pair.Key.ToString(), pair.Value)),
            ]);
    }
}

/// <summary>How many entries a kind has.</summary>
internal sealed record KindCount(string Kind, long Count);

/// <summary>How many entries a cell has.</summary>
internal sealed record CellCount(string Cell, long Count);

/// <summary>What a verification found, as programs read it.</summary>
internal sealed record VerifySummary(
    string City,
    bool IsSound,
    long Entries,
    int Cells,
    int Cases,
    DateTimeOffset? FirstAt,
    DateTimeOffset? LastAt,
    string Hash,
    double Seconds,
    long FaultCount,
    IReadOnlyList<FaultLine> Faults);

/// <summary>One fault of a journal.</summary>
internal sealed record FaultLine(long? Position, string? Cell, string? Kind, string What, string Remedy);

/// <summary>The JSON of what is said about journal files.</summary>
[JsonSourceGenerationOptions(
    System.Text.Json.JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JournalPicture))]
[JsonSerializable(typeof(VerifySummary))]
internal sealed partial class JournalFileJson : JsonSerializerContext;
