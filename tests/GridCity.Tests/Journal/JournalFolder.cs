using GridCity.Journal;
using GridCity.Journal.Sqlite;
using Microsoft.Data.Sqlite;

namespace GridCity.Tests.Journal;

/// <summary>A temporary folder with a journal in it, and ways to spoil the file.</summary>
internal sealed class JournalFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("gridcity-journal-").FullName;

    public string FilePath => System.IO.Path.Combine(Path, "dongcheng.db");

    public SqliteJournal Open(string city = "dongcheng", int? pageCountMax = null) =>
        SqliteJournal.Open(new JournalPlace(FilePath, city, new FixedClock(JournalSamples.Morning), pageCountMax));

    /// <summary>Does to the closed file what no journal would do.</summary>
    public void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={FilePath};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
