using GridCity.Journal.Sqlite;

namespace GridCity.Journal.Verify;

/// <summary>One row as a worker found it: an entry whose sum is right and that can be read, or a fault.</summary>
internal readonly record struct CheckedRow(long Position, long Sum, Entry? Entry, JournalFault? Fault);

/// <summary>
/// The rows of a run of positions, read and checked one by one: everything that can be said about an entry without
/// knowing the others. <paramref name="Failure"/> is set when the file could not be read to the end of the block.
/// </summary>
internal sealed record Block(long Number, IReadOnlyList<CheckedRow> Rows, SqliteFailure? Failure)
{
    /// <summary>How many positions a block has.</summary>
    public const int Length = 1024;

    /// <summary>The position before the first of a block.</summary>
    public static long Before(long number) => number * Length;
}

/// <summary>Reads blocks on a connection of its own. Used by one thread.</summary>
internal sealed class BlockReader : IDisposable
{
    private readonly SqliteDatabase _database;
    private readonly SqliteStatement _rows;
    private readonly EntrySum _sum = new();
    private readonly List<CheckedRow> _checked = new(Block.Length);

    public BlockReader(SqliteDatabase database)
    {
        _database = database;
        _rows = database.Prepare(
            $"SELECT {EntryRow.Columns} FROM journal WHERE position > ?1 AND position <= ?2 ORDER BY position");
    }

    /// <summary>Reads a block; its rows live until the next one is read.</summary>
    public Block Read(long number, long last)
    {
        _checked.Clear();
        try
        {
            _rows.Bind(1, Block.Before(number));
            _rows.Bind(2, Math.Min(Block.Before(number + 1), last));
            while (_rows.Step())
            {
                var row = new EntryRow(_rows);
                row.TryRead(_sum, out var entry, out var fault);
                _checked.Add(new CheckedRow(row.Position, row.Sum, entry, fault));
            }
            return new Block(number, _checked, Failure: null);
        }
        catch (SqliteFailure failure)
        {
            return new Block(number, _checked, failure);
        }
        finally
        {
            _rows.Reset();
        }
    }

    public void Dispose()
    {
        _sum.Dispose();
        _database.Dispose();
    }
}
