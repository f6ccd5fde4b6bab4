using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using GridCity.Core;
using GridCity.Core.Cases;
using GridCity.Core.Space;

namespace GridCity.Journal.Verify;

/// <summary>
/// Folds the whole journal again, block after block: positions and numbers without a gap, events that follow from those
/// before them, snapshots that agree. A cell in which something is wrong is left aside from there on, so that one fault is
/// told once. Used by one thread at a time.
/// </summary>
internal sealed class Refold : IDisposable
{
    private readonly Dictionary<CellCode, CellState> _cells = [];
    private readonly Dictionary<long, CaseMark> _cases = [];
    private readonly Dictionary<CaseId, (CellCode From, CaseMark Mark)> _left = [];
    private readonly SnapshotCheck _snapshots;
    private readonly FaultList _faults;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _sums = new byte[Block.Length * sizeof(long)];

    public Refold(SnapshotCheck snapshots, FaultList faults)
    {
        _snapshots = snapshots;
        _faults = faults;
    }

    public long LastPosition { get; private set; }

    public long Entries { get; private set; }

    public int Cells => _cells.Count;

    public DateTimeOffset? FirstAt { get; private set; }

    public DateTimeOffset? LastAt { get; private set; }

    /// <summary>What the cases came to, by the position of their first entry.</summary>
    public IReadOnlyDictionary<long, CaseMark> Cases => _cases;

    public void Add(Block block)
    {
        var length = 0;
        foreach (var row in block.Rows)
        {
            BinaryPrimitives.WriteInt64BigEndian(_sums.AsSpan(length), row.Sum);
            length += sizeof(long);
            Add(row);
        }
        _hash.AppendData(_sums, 0, length);
        Entries += block.Rows.Count;
    }

    /// <summary>The hash over all sums so far, and the start of a new one.</summary>
    public string TakeHash() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    /// <summary>Whether something was found wrong in a cell, so that its cases are not what they should be.</summary>
    public bool IsBroken(CellCode cell) => _cells.TryGetValue(cell, out var state) && state.IsBroken;

    /// <summary>Marks the cases that are still open, and looks at snapshots that no entry led to.</summary>
    public void Finish()
    {
        foreach (var state in _cells.Values.Where(state => !state.IsBroken))
        {
            foreach (var item in state.Cell.Open)
            {
                _cases[item.Opened] = CaseMark.Of(item);
            }
        }
        _snapshots.Finish(cell => _cells.TryGetValue(cell, out var state) ? state.Seq : 0);
    }

    public void Dispose() => _hash.Dispose();

    private void Add(CheckedRow row)
    {
        if (row.Position != LastPosition + 1)
        {
            var missing = row.Position - LastPosition == 2
                ? "It is missing."
                : $"It and all up to {row.Position - 1} are missing.";
            _faults.Add(new JournalFault(LastPosition + 1, default, null, missing, Remedies.Restore));
        }
        LastPosition = row.Position;
        if (row.Entry is { } entry)
        {
            FirstAt ??= entry.At;
            LastAt = entry.At;
            Fold(entry, StateOf(entry.Cell));
        }
        else
        {
            _faults.Add(row.Fault!);
            if (!row.Fault!.Cell.IsNone)
            {
                StateOf(row.Fault.Cell).IsBroken = true;
            }
        }
    }

    private void Fold(Entry entry, CellState state)
    {
        if (!state.IsBroken && entry.Seq != state.Seq + 1)
        {
            Break(state, entry, $"Its number in the cell is {entry.Seq}, but {state.Seq + 1} was to follow.");
        }
        state.Seq = entry.Seq;
        if (state.IsBroken)
        {
            return;
        }
        if (entry.At < state.LastAt)
        {
            Tell(entry, string.Create(CultureInfo.InvariantCulture, $"It is of {entry.At:O}, before the cell's entry before it ({state.LastAt:O})."));
        }
        state.LastAt = entry.At;
        try
        {
            var after = state.Cell.Apply(entry.Position, entry.Seq, entry.At, entry.Command, entry.Case, entry.Event);
            if (after is not null)
            {
                Note(entry, after);
            }
        }
        catch (InvariantBroken broken)
        {
            Break(state, entry, $"It does not follow from what is before it: {broken.Message}");
            return;
        }
        _snapshots.Look(entry, state.Cell);
    }

    // Open cases are marked at the end, where their cells have them.
    private void Note(Entry entry, Case after)
    {
        if (after.Cell != entry.Cell)
        {
            _left[after.Id] = (entry.Cell, CaseMark.OfMoving(after));
        }
        else if (entry.Event is CaseArrived arrived)
        {
            CheckArrival(entry, arrived);
        }
        if (after.Cell != entry.Cell || !after.Stage.IsOpen())
        {
            _cases[after.Opened] = CaseMark.Of(after);
        }
    }

    private void CheckArrival(Entry entry, CaseArrived arrived)
    {
        if (IsBroken(arrived.From))
        {
            return;
        }
        if (!_left.Remove(entry.Case, out var left) || left.From != arrived.From)
        {
            Tell(entry, $"The case did not leave cell {arrived.From} before.");
        }
        else if (left.Mark != CaseMark.OfMoving(arrived.State))
        {
            Tell(entry, $"The case is not as it was when it left cell {arrived.From}.");
        }
    }

    private void Break(CellState state, Entry entry, string what)
    {
        state.IsBroken = true;
        Tell(entry, what);
    }

    private void Tell(Entry entry, string what) => _faults.Add(new JournalFault(
        entry.Position, entry.Cell, EventCodec.KindOf(entry.Event), what, Remedies.Restore));

    private CellState StateOf(CellCode code)
    {
        if (!_cells.TryGetValue(code, out var state))
        {
            state = new CellState(new Cell(code));
            _cells.Add(code, state);
        }
        return state;
    }

    private sealed class CellState(Cell cell)
    {
        public Cell Cell { get; } = cell;

        public int Seq { get; set; }

        public DateTimeOffset LastAt { get; set; }

        public bool IsBroken { get; set; }
    }
}
