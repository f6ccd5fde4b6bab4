namespace GridCity.Journal.Sqlite;

/// <summary>
/// What writes to a journal file: the lock, the writing connection and the last position. After a failure the connection
/// is opened anew and the last position read again, because only the file knows what is in it; while that does not
/// work, every call tries it first and fails with the same clear error. Thread-safe.
/// </summary>
internal sealed class WritingSide : IDisposable
{
    private readonly Lock _gate = new();
    private readonly JournalPlace _place;
    private readonly WriterLock _lock;
    private readonly LogFold _fold;
    private JournalWriter? _writer;
    private long _lastPosition;
    private bool _isDisposed;

    private WritingSide(JournalPlace place, WriterLock held)
    {
        _place = place;
        _lock = held;
        _fold = new LogFold(place.Path, _gate);
    }

    /// <summary>The position of the last durable entry.</summary>
    public long LastPosition => Volatile.Read(ref _lastPosition);

    /// <summary>Takes the lock and opens the file.</summary>
    public static WritingSide Open(JournalPlace place, out JournalHeader header)
    {
        var side = new WritingSide(place, new WriterLock(place.Path));
        var isOpen = false;
        try
        {
            header = side.Writer().Header;
            isOpen = true;
            return side;
        }
        finally
        {
            if (!isOpen)
            {
                side.Dispose();
            }
        }
    }

    public void Append(IReadOnlyList<Entry> entries, IReadOnlyList<CaseRow> cases)
    {
        lock (_gate)
        {
            var writer = Writer();
            EntryOrder.Check(entries, _lastPosition);
            try
            {
                writer.Append(entries, cases);
            }
            catch (JournalConflictException)
            {
                Volatile.Write(ref _lastPosition, writer.ReadLastPosition());
                throw;
            }
            catch (SqliteFailure failure)
            {
                throw Unavailable(failure);
            }
            Volatile.Write(ref _lastPosition, _lastPosition + entries.Count);
            _fold.Count(writer.TakePagesWritten());
        }
    }

    public void SaveSnapshots(IReadOnlyList<CellSnapshot> cells, long upTo) => Ask(writer =>
    {
        EntryOrder.CheckMark(upTo, writer.ReadMark(), _lastPosition);
        writer.SaveSnapshots(cells, upTo);
        _fold.Count(writer.TakePagesWritten());
        return 0;
    });

    public List<CaseRow> FindReports(IReadOnlyList<Guid> commands) => Ask(writer => writer.FindReports(commands));

    public void Dispose()
    {
        _fold.Dispose();
        lock (_gate)
        {
            _isDisposed = true;
            Close();
            _lock.Dispose();
        }
    }

    private T Ask<T>(Func<JournalWriter, T> question)
    {
        lock (_gate)
        {
            var writer = Writer();
            try
            {
                return question(writer);
            }
            catch (SqliteFailure failure)
            {
                throw Unavailable(failure);
            }
        }
    }

    private JournalUnavailableException Unavailable(SqliteFailure failure)
    {
        Close();
        TryOpen();
        return failure.At(_place.Path);
    }

    private JournalWriter Writer()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_writer is null && TryOpen() is { } fault)
        {
            throw fault;
        }
        return _writer!;
    }

    private JournalUnavailableException? TryOpen()
    {
        try
        {
            _writer = JournalWriter.Open(_place);
            Volatile.Write(ref _lastPosition, _writer.ReadLastPosition());
            return null;
        }
        catch (SqliteFailure failure)
        {
            Close();
            return failure.At(_place.Path);
        }
        catch (JournalUnavailableException fault)
        {
            return fault;
        }
    }

    private void Close()
    {
        _writer?.Dispose();
        _writer = null;
    }
}
