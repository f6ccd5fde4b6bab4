using System.Text.Json;
using GridCity.Core.Cases;
using GridCity.Journal.Codec;

namespace GridCity.Journal;

/// <summary>
/// The written form of a cell's state. Snapshots only save time: the journal makes one that this version cannot read again.
/// </summary>
public static class CellSnapshots
{
    /// <summary>Writes a cell.</summary>
    public static CellSnapshot Write(Cell cell) =>
        new(cell.Code, cell.Seq, JsonSerializer.SerializeToUtf8Bytes(CellState.Of(cell), JsonForms.TypeOf<CellState>()));

    /// <summary>Whether a snapshot says what a cell is.</summary>
    public static bool Agrees(CellSnapshot snapshot, Cell cell) => Write(cell).Body.Span.SequenceEqual(snapshot.Body.Span);

    /// <summary>Reads a cell, or null when another version wrote it: fold its entries from the first one then.</summary>
    public static Cell? TryRead(CellSnapshot snapshot)
    {
        try
        {
            JsonForms.RefuseNulls(snapshot.Body.Span);
            return JsonSerializer.Deserialize(snapshot.Body.Span, JsonForms.TypeOf<CellState>())?.ToCell(snapshot);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or ArgumentException)
        {
            // What is not JSON, not of this form or not a cell says so in these ways; nothing is lost with it.
            return null;
        }
    }

    /// <summary>
    /// The cells that snapshots hold, and the position after which the entries have to be read: the mark, or the beginning when
    /// one of them cannot be read.
    /// </summary>
    public static (long UpTo, IReadOnlyList<Cell> Cells) Read(SnapshotSet set)
    {
        var cells = new List<Cell>(set.Cells.Count);
        foreach (var snapshot in set.Cells)
        {
            if (TryRead(snapshot) is not { } cell)
            {
                return (0, []);
            }
            cells.Add(cell);
        }
        return (set.UpTo, cells);
    }

    /// <summary>Reads a cell.</summary>
    /// <exception cref="JournalFaultException">Another version wrote it.</exception>
    public static Cell Read(CellSnapshot snapshot) => TryRead(snapshot) ?? throw new JournalFaultException(new JournalFault(
        null,
        snapshot.Cell,
        null,
        "Its snapshot cannot be read by this GridCity.",
        "Delete all snapshots and set the mark to 0: the entries make them again."));
}
