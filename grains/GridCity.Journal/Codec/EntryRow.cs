using System.Diagnostics.CodeAnalysis;
using System.Text;
using GridCity.Core.Cases;
using GridCity.Core.Space;

namespace GridCity.Journal.Codec;

/// <summary>One row of the journal as it is stored: spans into the store's own memory, good until its next row.</summary>
internal readonly ref struct EntryRow
{
    /// <summary>The columns, in the order in which they are read here and written.</summary>
    public const string Columns = """position, cell, seq, at, command, kind, "case", body, sum""";

    public required long Position { get; init; }

    public required ReadOnlySpan<byte> Cell { get; init; }

    public required long Seq { get; init; }

    public required long At { get; init; }

    public required ReadOnlySpan<byte> Command { get; init; }

    public required ReadOnlySpan<byte> Kind { get; init; }

    public required ReadOnlySpan<byte> Case { get; init; }

    public required ReadOnlySpan<byte> Body { get; init; }

    public required long Sum { get; init; }

    /// <summary>Reads the row into an entry, after its sum has been found right.</summary>
    /// <exception cref="JournalFaultException">The row is damaged or of a kind that is not known.</exception>
    public Entry Read(EntrySum sum) =>
        TryRead(sum, out var entry, out var fault) ? entry : throw new JournalFaultException(fault);

    /// <summary>Reads the row into an entry, or says what is wrong with it.</summary>
    public bool TryRead(
        EntrySum sum,
        [NotNullWhen(true)] out Entry? entry,
        [NotNullWhen(false)] out JournalFault? fault)
    {
        entry = null;
        fault = null;
        if (!TryReadEnvelope(sum, out var cell, out var subject))
        {
            fault = Damaged();
        }
        else if (EventCodec.TryDecode(Kind, Body, out var happened, out var unread))
        {
            var command = new Guid(Command, bigEndian: true);
            entry = new Entry(Position, cell, (int)Seq, TimeColumn.Read(At), command, subject, happened);
        }
        else
        {
            fault = new JournalFault(Position, cell, unread.Kind, unread.What, unread.Remedy);
        }
        return entry is not null;
    }

    // Whether the sum is right, the cell a code, and the case one or none at all.
    private bool TryReadEnvelope(EntrySum sum, out CellCode cell, out CaseId subject)
    {
        subject = default;
        return CodeText.TryReadCell(Cell, out cell)
            && (Case.IsEmpty || CodeText.TryReadCase(Case, out subject))
            && Command.Length == 16
            && Seq is > 0 and <= int.MaxValue
            && TimeColumn.IsValid(At)
            && Sum == sum.Of(Position, Seq, At, Command, Cell, Kind, Case, Body);
    }

    private JournalFault Damaged()
    {
        CodeText.TryReadCell(Cell, out var cell);
        return new JournalFault(
            Position,
            cell,
            Encoding.UTF8.GetString(Kind),
            "Its fields do not agree with its sum: it was damaged or changed after it was written.",
            "Restore the journal from a copy, or export the entries before this one.");
    }
}
