using System.Diagnostics.CodeAnalysis;
using System.Text;
using GridCity.Core.Cases;
using GridCity.Core.Space;
using GridCity.Journal.Codec;

namespace GridCity.Journal.Sqlite;

/// <summary>One row of the journal as it stands in the file: spans into SQLite's memory, good until the next step.</summary>
internal readonly ref struct EntryRow
{
    /// <summary>The columns, in the order in which they are read here and bound by the writer.</summary>
    public const string Columns = """position, cell, seq, at, command, kind, "case", body, sum""";

    public EntryRow(SqliteStatement statement)
    {
        Position = statement.Long(0);
        Cell = statement.Bytes(1);
        Seq = statement.Long(2);
        At = statement.Long(3);
        Command = statement.Bytes(4);
        Kind = statement.Bytes(5);
        Case = statement.Bytes(6);
        Body = statement.Bytes(7);
        Sum = statement.Long(8);
    }

    public long Position { get; }

    public ReadOnlySpan<byte> Cell { get; }

    public long Seq { get; }

    public long At { get; }

    public ReadOnlySpan<byte> Command { get; }

    public ReadOnlySpan<byte> Kind { get; }

    public ReadOnlySpan<byte> Case { get; }

    public ReadOnlySpan<byte> Body { get; }

    public long Sum { get; }

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
            "Its fields do not agree with its sum: the file was damaged or changed after the entry was written.",
            "Restore the file from a copy, or export the entries before this one.");
    }
}
