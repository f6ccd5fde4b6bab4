using GridCity.Journal.Postgres;
using GridCity.Journal.Sqlite;
using GridCity.Journal.Verify;

namespace GridCity.Journal;

/// <summary>
/// Verifies a journal: every sum, every body, the sequence of positions and of each cell's numbers, and whether the
/// table of cases and the snapshots agree with the entries when all of them are folded again.
/// </summary>
public static class JournalVerifier
{
    private const int ConnectionsMax = 8;

    /// <summary>
    /// Verifies a file, which may be in use; the state at the beginning counts. Whatever is damaged is a fault in the report.
    /// </summary>
    /// <exception cref="JournalUnavailableException">The file is not there, or is not a journal of a known format.</exception>
    /// <exception cref="OperationCanceledException">The token said so.</exception>
    public static VerifyReport Verify(string path, VerifyOptions options, CancellationToken stop)
    {
        using var source = SqliteVerifySource.Open(path);
        using var run = new VerifyRun(source, options, stop);
        return run.Execute();
    }

    /// <summary>
    /// Verifies a journal on PostgreSQL, which may be in use; the state at the beginning counts. It reads on a connection for
    /// each worker, of which there are eight at most, and blocks the thread that calls it.
    /// </summary>
    /// <exception cref="JournalUnavailableException">It cannot be reached, or is not a journal of a known version.</exception>
    /// <exception cref="OperationCanceledException">The token said so.</exception>
    public static async Task<VerifyReport> VerifyAsync(PostgresPlace place, VerifyOptions options, CancellationToken stop)
    {
        using var source = await PostgresVerifySource.OpenAsync(place, stop).ConfigureAwait(false);
        using var run = new VerifyRun(source, options with { Workers = Math.Min(options.Workers, ConnectionsMax) }, stop);
        return run.Execute();
    }
}
