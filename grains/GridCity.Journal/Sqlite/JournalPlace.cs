namespace GridCity.Journal.Sqlite;

/// <summary>
/// Where a journal is and whose. <paramref name="PageCountMax"/> bounds the file, so that tests can fill a disk.
/// </summary>
internal sealed record JournalPlace(string Path, string City, TimeProvider Clock, int? PageCountMax = null);
