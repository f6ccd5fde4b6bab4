namespace GridCity.Journal.Sqlite;

/// <summary>
/// Folds the write-ahead log into the file beside the writer, on a connection and a thread of its own: what SQLite would
/// otherwise do inside a commit, for which everybody waits. Only the last few pages are folded while the writer stands
/// still, so that it finds an empty log and begins it anew.
/// </summary>
internal sealed class LogFold(string path, Lock gate) : IDisposable
{
    // So many pages are folded together: each hot page goes back once instead of many times.
    private const int PagesMin = 4000;

    // SQLite makes the file durable at the end of a pass only when no commit came between; some passes later one was lucky.
    private const int Passes = 4;

    private SqliteDatabase? _database;
    private Task _work = Task.CompletedTask;
    private long _pages;

    /// <summary>So many pages more are in the log. Called with the gate held.</summary>
    public void Count(long pages)
    {
        _pages += pages;
        if (_pages >= PagesMin && _work.IsCompleted)
        {
            // Counted anew at once: a fold that fails, as on a full disk, is tried again after as many pages, not at each commit.
            _pages = 0;
            _work = Task.Factory.StartNew(Fold, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
    }

    /// <summary>Ends when the folding that has begun has ended. Must not be called with the gate held.</summary>
    public void Dispose()
    {
        _work.Wait();
        _database?.Dispose();
    }

    private SqliteDatabase Open()
    {
        var database = new SqliteDatabase(path, Access.Write);
        // A connection knows of the log only after it has read something; before that it would find nothing to fold.
        database.QueryLong("SELECT count(*) FROM sqlite_schema");
        return database;
    }

    private void Fold()
    {
        try
        {
            _database ??= Open();
            for (var pass = 0; pass < Passes; pass++)
            {
                // Each pass is shorter than the one before it, because less was written meanwhile.
                _database.Checkpoint();
            }
            lock (gate)
            {
                _database.Checkpoint();
            }
        }
        catch (SqliteFailure)
        {
            // A full disk, for one: the writer meets it too and says so. The log keeps everything until there is room.
            _database?.Dispose();
            _database = null;
        }
    }
}
