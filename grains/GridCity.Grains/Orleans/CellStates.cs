using System.Data;
using System.Runtime.CompilerServices;
using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Journal;
using GridCity.Journal.Codec;
using GridCity.Journal.Postgres;
using Npgsql;
using Orleans.Storage;

namespace GridCity.Grains.Cluster;

/// <summary>
/// The states of cells in Orleans's grain storage: each cell saves its own now and then, and a silo that starts reads all of
/// them at once, with what the journal says beyond them. They only save time: without them the journal makes the cells.
/// </summary>
internal sealed class CellStates(IGrainStorage storage)
{
    /// <summary>The name of the storage and of the state: rows are kept by state name and key, never by the grain's class.</summary>
    public const string Name = "cell";

    private const int PageStates = 1_024;
    private const string StatesQuery = "SELECT body FROM gridcity.grain_states WHERE service = $1 AND name = $2 AND body IS NOT NULL";

    private static readonly string TailsQuery =
        $"""
        SELECT {string.Join(", ", EntryRow.Columns.Split(',', StringSplitOptions.TrimEntries).Select(column => "j." + column))}
        FROM unnest($1::text[], $2::integer[]) AS known (cell, seq)
        JOIN gridcity.journal AS j ON j.cell = known.cell AND j.seq > known.seq
        ORDER BY j.position
        """;

    /// <summary>All cells that have a history, and the position up to which they know it.</summary>
    /// <exception cref="JournalUnavailableException">The database cannot be read.</exception>
    public static async Task<(IReadOnlyCollection<Cell> Cells, long Position)> LoadAsync(PostgresPlace place, City city, CancellationToken stop)
    {
        try
        {
            await using var connection = new NpgsqlConnection(place.For("loader", isPooled: false));
            await connection.OpenAsync(stop);
            // States, tails and the end are of one moment.
            await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, stop);
            var cells = await ReadStatesAsync(connection, city, stop);
            await ReadTailsAsync(connection, city, cells, stop);
            await using var end = new NpgsqlCommand("SELECT coalesce(max(position), 0) FROM gridcity.journal", connection);
            return (cells.Values, (long)(await end.ExecuteScalarAsync(stop))!);
        }
        catch (NpgsqlException failure)
        {
            throw failure.At(place);
        }
    }

    /// <summary>Saves a cell; says no when it could not, which does no harm.</summary>
    public async Task<bool> SaveAsync(SavedCell saved, Cell cell)
    {
        try
        {
            if (!saved.IsRead)
            {
                await storage.ReadStateAsync(Name, saved.Grain, saved.State);
                saved.IsRead = true;
            }
            saved.State.State = cell;
            await storage.WriteStateAsync(Name, saved.Grain, saved.State);
            return true;
        }
        catch (Exception e) when (e is InconsistentStateException or NpgsqlException or TimeoutException)
        {
            // Another activation saved it, or the database is away: it is read again before the next time.
            saved.IsRead = false;
            Telemetry.Unsaved.Add(1);
            return false;
        }
    }

    private static async Task<Dictionary<CellCode, Cell>> ReadStatesAsync(NpgsqlConnection connection, City city, CancellationToken stop)
    {
        var cells = new Dictionary<CellCode, Cell>();
        await using var command = new NpgsqlCommand(StatesQuery, connection);
        command.CommandTimeout = 0;
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = ClusterNode.ServiceId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Name });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var decoding = new Queue<Task<List<Cell>>>();
        await foreach (var page in PagesAsync(reader, stop))
        {
            decoding.Enqueue(Task.Run(() => Decode(page, city), stop));
            if (decoding.Count > Environment.ProcessorCount)
            {
                (await decoding.Dequeue()).ForEach(cell => cells.Add(cell.Code, cell));
            }
        }
        while (decoding.TryDequeue(out var last))
        {
            (await last).ForEach(cell => cells.Add(cell.Code, cell));
        }
        return cells;
    }

    private static async IAsyncEnumerable<List<byte[]>> PagesAsync(NpgsqlDataReader reader, [EnumeratorCancellation] CancellationToken stop)
    {
        var page = new List<byte[]>(PageStates);
        while (await reader.ReadAsync(stop))
        {
            page.Add(reader.GetFieldValue<byte[]>(0));
            if (page.Count == PageStates)
            {
                yield return page;
                page = new List<byte[]>(PageStates);
            }
        }
        yield return page;
    }

    // Decoding takes longer than reading: it runs beside it on all cores.
    private static List<Cell> Decode(List<byte[]> page, City city) =>
        [.. page.Select(body => CellImage.TryRead(body)).OfType<Cell>().Where(cell => city.Grid.IndexOf(cell.Code) >= 0)];

    private static async Task ReadTailsAsync(
        NpgsqlConnection connection, City city, Dictionary<CellCode, Cell> cells, CancellationToken stop)
    {
        var codes = new string[city.Grid.Count];
        var seqs = new int[codes.Length];
        for (var index = 0; index < codes.Length; index++)
        {
            var code = city.Grid.CodeOf(index);
            codes[index] = code.ToString();
            seqs[index] = cells.GetValueOrDefault(code)?.Seq ?? 0;
        }
        await using var command = new NpgsqlCommand(TailsQuery, connection);
        command.CommandTimeout = 0;
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = codes });
        command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = seqs });
        await using var reader = await command.ExecuteReaderAsync(stop);
        using var rows = new PostgresRows();
        while (await reader.ReadAsync(stop))
        {
            var entry = rows.Read(reader);
            if (!cells.TryGetValue(entry.Cell, out var cell))
            {
                cells.Add(entry.Cell, cell = new Cell(entry.Cell));
            }
            cell.Apply(entry.Position, entry.Seq, entry.At, entry.Command, entry.Case, entry.Event);
        }
    }
}

/// <summary>What a grain remembers of its row in the storage.</summary>
internal sealed class SavedCell(GrainId grain)
{
    public GrainId Grain { get; } = grain;

    public bool IsRead { get; set; }

    public GrainState<Cell> State { get; } = new();
}

/// <summary>Cells in the storage are the same JSON as on the wire, without names of types.</summary>
internal sealed class CellStateSerializer : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T? input) => new(CellImage.Write((Cell)(object)input!));

    public T? Deserialize<T>(BinaryData input) => (T?)(object?)CellImage.TryRead(input.ToMemory());
}
