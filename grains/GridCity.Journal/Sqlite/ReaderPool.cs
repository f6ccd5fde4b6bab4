using System.Collections.Concurrent;

namespace GridCity.Journal.Sqlite;

/// <summary>
/// The reading connections of a journal file, opened when they are asked for and kept for the next one. Thread-safe.
/// </summary>
internal sealed class ReaderPool(string path) : IDisposable
{
    // More would only share the same disk and two or three processors.
    private const int KeptMax = 4;

    private readonly ConcurrentBag<JournalReader> _idle = [];
    private bool _isDisposed;

    /// <summary>Runs a question on a connection of its own.</summary>
    /// <exception cref="JournalUnavailableException">The file cannot be read.</exception>
    public T Ask<TQuestion, T>(TQuestion question, Func<JournalReader, TQuestion, T> answer)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        JournalReader? reader = null;
        try
        {
            reader = _idle.TryTake(out var idle) ? idle : Open();
            var result = answer(reader, question);
            GiveBack(reader);
            reader = null;
            return result;
        }
        catch (SqliteFailure failure)
        {
            throw failure.At(path);
        }
        finally
        {
            // Whatever went wrong, the next question gets a fresh connection.
            reader?.Dispose();
        }
    }

    public void Dispose()
    {
        _isDisposed = true;
        while (_idle.TryTake(out var reader))
        {
            reader.Dispose();
        }
    }

    private JournalReader Open()
    {
        var database = JournalFile.OpenForReading(path, out var header);
        return new JournalReader(database, header);
    }

    private void GiveBack(JournalReader reader)
    {
        if (_isDisposed || _idle.Count >= KeptMax)
        {
            reader.Dispose();
        }
        else
        {
            _idle.Add(reader);
        }
    }
}
