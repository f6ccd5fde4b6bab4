using GridCity.Journal.Codec;
using GridCity.Journal.Verify;

namespace GridCity.Journal.Sqlite;

/// <summary>Blocks of a journal file.</summary>
internal sealed class SqliteBlockReader : BlockReader
{
    private readonly SqliteDatabase _database;
    private readonly SqliteStatement _rows;

    public SqliteBlockReader(SqliteDatabase database)
    {
        _database = database;
        _rows = database.Prepare(
            $"SELECT {EntryRow.Columns} FROM journal WHERE position > ?1 AND position <= ?2 ORDER BY position");
    }

    public override void Dispose()
    {
        base.Dispose();
        _database.Dispose();
    }

    protected override string? ReadRows(long after, long upTo)
    {
        try
        {
            _rows.Bind(1, after);
            _rows.Bind(2, upTo);
            while (_rows.Step())
            {
                Add(SqliteEntry.At(_rows));
            }
            return null;
        }
        catch (SqliteFailure failure)
        {
            return failure.Message;
        }
        finally
        {
            _rows.Reset();
        }
    }
}
