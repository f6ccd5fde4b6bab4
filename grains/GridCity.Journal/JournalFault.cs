using GridCity.Core.Space;

namespace GridCity.Journal;

/// <summary>
/// Something wrong in a journal: where (the position, the cell and the kind, as far as they are known), what, and what
/// to do about it.
/// </summary>
public sealed record JournalFault(long? Position, CellCode Cell, string? Kind, string What, string Remedy)
{
    /// <summary>The fault as one line.</summary>
    public override string ToString()
    {
        var where = Position is { } position ? $"Entry {position}" : "The journal";
        var cell = Cell.IsNone ? string.Empty : $" of cell {Cell}";
        var kind = Kind is null ? string.Empty : $" ({Kind})";
        return $"{where}{cell}{kind}: {What} {Remedy}";
    }
}
