using System.Text;
using GridCity.Journal.Codec;
using SQLitePCL;

namespace GridCity.Journal.Sqlite;

/// <summary>Tells journals from other files, and makes new ones.</summary>
internal static class JournalFile
{
    /// <summary>Makes sure that an open file is a journal of this version, and reads its header.</summary>
    /// <exception cref="JournalUnavailableException">It is not.</exception>
    public static JournalHeader ReadHeader(SqliteDatabase database, string path)
    {
        var header = ReadAnyHeader(database, path);
        return header.FormatVersion == JournalSchema.FormatVersion
            ? header
            : throw new JournalUnavailableException(
                $"The journal '{path}' has format version {header.FormatVersion}; this GridCity reads version "
                + $"{JournalSchema.FormatVersion}. Start the server on it once: it keeps every entry as it is and brings the "
                + "tables up to date. Copy the file first if an older GridCity is to read it again.");
    }

    /// <summary>Makes sure that an open file is a journal of a city that may be written, and tells its format version.</summary>
    /// <exception cref="JournalUnavailableException">It is not.</exception>
    public static int CheckForWriting(SqliteDatabase database, JournalPlace place)
    {
        var header = ReadAnyHeader(database, place.Path);
        return header.City == place.City
            ? header.FormatVersion
            : throw new JournalUnavailableException(
                $"The journal '{place.Path}' is of the city '{header.City}', not of '{place.City}'.");
    }

    /// <summary>Opens a journal for reading, beside a writer or without one.</summary>
    /// <exception cref="SqliteFailure">SQLite cannot open it.</exception>
    /// <exception cref="JournalUnavailableException">It is not a journal.</exception>
    public static SqliteDatabase OpenForReading(string path, out JournalHeader header, Access access = Access.Read)
    {
        try
        {
            return Open(path, access, out header);
        }
        catch (SqliteFailure failure) when (
            failure.Primary is raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY && File.Exists(path) && HasNoLog(path))
        {
            // A write-ahead log needs a helper file beside it. Where none can be made and there is no log, nobody writes.
            return Open(path, Access.ReadImmutable, out header);
        }
    }

    /// <summary>Whether an open file holds nothing at all, so that a journal may be made in it.</summary>
    public static bool IsEmpty(SqliteDatabase database) =>
        database.QueryLong("PRAGMA application_id") == 0
        && database.QueryLong("PRAGMA user_version") == 0
        && database.QueryLong("SELECT count(*) FROM sqlite_schema") == 0;

    /// <summary>Makes the tables in an empty file, all or nothing.</summary>
    public static void Create(SqliteDatabase database, string city, DateTimeOffset at)
    {
        database.Execute("BEGIN IMMEDIATE");
        database.Execute(JournalSchema.Create);
        database.Execute($"PRAGMA application_id = {JournalSchema.ApplicationId}");
        database.Execute($"PRAGMA user_version = {JournalSchema.FormatVersion}");
        Span<byte> created = stackalloc byte[TimeText.LengthMax];
        var insert = database.Prepare("INSERT INTO header (key, value) VALUES ('city', ?1), ('created', ?2), ('covered', 0)");
        insert.BindText(1, city);
        insert.BindText(2, TimeText.Write(at, created));
        insert.Run();
        database.Execute("COMMIT");
    }

    private static SqliteDatabase Open(string path, Access access, out JournalHeader header)
    {
        var database = new SqliteDatabase(path, access);
        var isJournal = false;
        try
        {
            header = ReadHeader(database, path);
            database.Execute(JournalSchema.ReaderPragmas);
            isJournal = true;
            return database;
        }
        finally
        {
            if (!isJournal)
            {
                database.Dispose();
            }
        }
    }

    private static JournalHeader ReadAnyHeader(SqliteDatabase database, string path)
    {
        var application = database.QueryLong("PRAGMA application_id");
        var version = database.QueryLong("PRAGMA user_version");
        if (application != JournalSchema.ApplicationId)
        {
            throw new JournalUnavailableException(
                $"The file '{path}' is an SQLite database of another application, not a journal of GridCity.");
        }
        if (version is not (>= 1 and <= JournalSchema.FormatVersion))
        {
            throw new JournalUnavailableException(
                $"The journal '{path}' has format version {version}; this GridCity reads version "
                + $"{JournalSchema.FormatVersion}. Use the GridCity that wrote it, or a later one.");
        }
        var city = database.QueryText("SELECT value FROM header WHERE key = 'city'");
        var created = database.QueryText("SELECT value FROM header WHERE key = 'created'");
        return city is not null && TimeText.TryRead(Encoding.UTF8.GetBytes(created ?? ""), out var at)
            ? new JournalHeader(city, (int)version, at)
            : throw new JournalUnavailableException($"The journal '{path}' does not say which city it is of.");
    }

    private static bool HasNoLog(string path) => new FileInfo(path + "-wal") is not { Exists: true, Length: > 0 };
}
