using GridCity.Journal;
using GridCity.Journal.Sqlite;

namespace GridCity.Tests.Journal;

public sealed class SqliteJournalTests : JournalContract
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gridcity-journal-").FullName;

    private string FilePath => Path.Combine(_folder, "dongcheng.db");

    private protected override IJournal Open() => OpenSqlite();

    private protected override void CleanUp() => Directory.Delete(_folder, recursive: true);

    private SqliteJournal OpenSqlite(int? pageCountMax = null) => SqliteJournal.Open(
        new JournalPlace(FilePath, "dongcheng", new FixedClock(JournalSamples.Morning), pageCountMax));
}
