using System.Buffers;
using System.Security.Cryptography;
using GridCity.Core.Cases;
using GridCity.Core.Space;

namespace GridCity.Simulation.Runs;

/// <summary>
/// One line of a run's log: what a journal entry would say. Positions count from 1 over the whole run,
/// <paramref name="Seq"/> in each cell; <paramref name="At"/> is in milliseconds since 1970, UTC.
/// </summary>
public readonly record struct LogEntry(long Position, CellCode Cell, int Seq, long At, CaseId Case, CaseEvent Event)
{
    /// <summary>The entry as evaluation and event logs read the journal of a live city.</summary>
    public Core.Evaluation.Happening ToHappening() => new(Position, DateTimeOffset.FromUnixTimeMilliseconds(At), Cell, Case, Event);
}

/// <summary>Somebody who is told of every entry of a run, in order, with the case after it.</summary>
public interface IRunObserver
{
    /// <summary>An entry happened.</summary>
    void OnEntry(in LogEntry entry, Case after);
}

/// <summary>
/// The ordered log of a run. Its hash is the SHA-256 of its lines as <see cref="LogLine"/> writes them, so that
/// <c>sha256sum</c> of the written log is the same. Two runs with one hash did the same, entry by entry. Entries are added by
/// one thread; another writes them, one part after the other, while the run goes on: who watches has seen them all when the log
/// is sealed.
/// </summary>
public sealed class RunLog : IDisposable
{
    private const int BufferBytes = 1 << 16;
    private const int PartEntries = 1 << 10;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferBytes + LogLine.LengthMax);
    private readonly LogLine _line = new();
    private readonly Stream? _copy;
    private readonly IReadOnlyList<IRunObserver> _observers;
    private List<(LogEntry Entry, Case After)> _filling = new(PartEntries);
    private List<(LogEntry Entry, Case After)> _spare = new(PartEntries);
    private Task _writing = Task.CompletedTask;
    private int _length;
    private string? _sum;

    /// <summary>A log that is not kept; observers see each entry, and a stream may be given that gets the lines.</summary>
    public RunLog(IReadOnlyList<IRunObserver> observers, Stream? copy = null)
    {
        _observers = observers;
        _copy = copy;
        _length = LogLine.WriteHead(_buffer);
    }

    /// <summary>The position of the last entry.</summary>
    public long Position { get; private set; }

    /// <summary>Adds an entry.</summary>
    public void Add(Cell cell, long at, CaseEvent happened, Case after)
    {
        _filling.Add((new LogEntry(++Position, cell.Code, cell.Seq, at, after.Id, happened), after));
        if (_filling.Count == PartEntries)
        {
            Await();
            var part = _filling;
            (_filling, _spare) = (_spare, part);
            _writing = Task.Run(() => Write(part));
        }
    }

    /// <summary>Ends the log: its SHA-256 in small hexadecimal letters.</summary>
    public string Seal()
    {
        if (_sum is null)
        {
            Await();
            Write(_filling);
            Flush();
            _copy?.Flush();
            _sum = Convert.ToHexStringLower(_hash.GetHashAndReset());
        }
        return _sum;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // A run that failed leaves a part under way, which still needs the buffer; what became of it nobody asks any more.
        ((IAsyncResult)_writing).AsyncWaitHandle.WaitOne();
        _hash.Dispose();
        ArrayPool<byte>.Shared.Return(_buffer);
    }

    // What went wrong with the part before, such as a full disk, is thrown here.
    private void Await() => _writing.GetAwaiter().GetResult();

    private void Write(List<(LogEntry Entry, Case After)> part)
    {
        foreach (var (entry, after) in part)
        {
            _length += _line.Write(entry, _buffer.AsSpan(_length));
            if (_length >= BufferBytes)
            {
                Flush();
            }
            for (var index = 0; index < _observers.Count; index++)
            {
                _observers[index].OnEntry(entry, after);
            }
        }
        part.Clear();
    }

    private void Flush()
    {
        _hash.AppendData(_buffer, 0, _length);
        _copy?.Write(_buffer, 0, _length);
        _length = 0;
    }
}
