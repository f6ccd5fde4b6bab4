using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using GridCity.Core.Cases;
using GridCity.Core.Space;
using GridCity.Simulation.Engine;

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
    private const int PartsWaiting = 6;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferBytes + LogLine.LengthMax);
    private readonly LogLine _line = new();
    private readonly Stream? _copy;
    private readonly IReadOnlyList<IRunObserver> _observers;
    private readonly Conveyor<Part> _writing;
    private readonly ConcurrentBag<Part> _spare = [];
    private Part _filling = new();
    private int _length;
    private string? _sum;

    /// <summary>A log that is not kept; observers see each entry, and a stream may be given that gets the lines.</summary>
    public RunLog(IReadOnlyList<IRunObserver> observers, Stream? copy = null)
    {
        _observers = observers;
        _copy = copy;
        _writing = new Conveyor<Part>(WriteAndKeep, PartsWaiting);
        _length = LogLine.WriteHead(_buffer);
    }

    /// <summary>Is told of every life that has ended, on the thread that writes.</summary>
    internal Action<Life>? OnEnded { get; init; }

    /// <summary>The position of the last entry.</summary>
    public long Position { get; private set; }

    /// <summary>Adds an entry.</summary>
    public void Add(Cell cell, long at, CaseEvent happened, Case after)
    {
        _filling.Entries[_filling.Count] = new LogEntry(++Position, cell.Code, cell.Seq, at, after.Id, happened);
        if (_observers.Count > 0)
        {
            _filling.After[_filling.Count] = after;
        }
        _filling.Count++;
        if (_filling.Count == PartEntries)
        {
            _writing.Add(_filling);
            _filling = _spare.TryTake(out var spare) ? spare : new Part();
        }
    }

    /// <summary>Says that a life has ended.</summary>
    internal void AddEnded(Life life) => _filling.Ended.Add(life);

    /// <summary>Ends the log: its SHA-256 in small hexadecimal letters.</summary>
    public string Seal()
    {
        if (_sum is null)
        {
            _writing.Finish();
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
        // A run that failed leaves parts under way, which still need the buffer.
        _writing.Dispose();
        _hash.Dispose();
        ArrayPool<byte>.Shared.Return(_buffer);
    }

    private void WriteAndKeep(Part part)
    {
        Write(part);
        _spare.Add(part);
    }

    private void Write(Part part)
    {
        var entries = part.Entries.AsSpan(0, part.Count);
        for (var index = 0; index < entries.Length; index++)
        {
            _length += _line.Write(entries[index], _buffer.AsSpan(_length));
            if (_length >= BufferBytes)
            {
                Flush();
            }
            for (var observer = 0; observer < _observers.Count; observer++)
            {
                _observers[observer].OnEntry(entries[index], part.After[index]);
            }
        }
        foreach (var life in part.Ended)
        {
            OnEnded?.Invoke(life);
        }
        part.Clear();
    }

    private void Flush()
    {
        _hash.AppendData(_buffer, 0, _length);
        _copy?.Write(_buffer, 0, _length);
        _length = 0;
    }

    private sealed class Part
    {
        public readonly LogEntry[] Entries = new LogEntry[PartEntries];
        public readonly Case[] After = new Case[PartEntries];
        public readonly List<Life> Ended = [];

        public int Count { get; set; }

        public void Clear()
        {
            // What it held is gone from the run by then, and should be gone from memory.
            Array.Clear(Entries, 0, Count);
            Array.Clear(After, 0, Count);
            Ended.Clear();
            Count = 0;
        }
    }
}
