namespace GridCity.Journal.Sqlite;

/// <summary>
/// Finds the case that a report command made. Asked for every report, so its statement is made once for each connection.
/// </summary>
internal sealed class ReportFinder(SqliteDatabase database)
{
    private readonly SqliteStatement _find = database.Prepare($"SELECT {CaseColumns.Names} FROM cases WHERE command = ?1");

    public CaseRow? Find(Guid command)
    {
        Span<byte> bytes = stackalloc byte[16];
        command.TryWriteBytes(bytes, bigEndian: true, out _);
        _find.BindBlob(1, bytes);
        try
        {
            return _find.Step() ? CaseColumns.Read(_find) : null;
        }
        finally
        {
            _find.Reset();
        }
    }
}
