using GridCity.Core.Cases;

namespace GridCity.Journal.Codec;

/// <summary>
/// What a snapshot holds beside the code and the sequence number. <paramref name="Form"/> counts up whenever a case or a cell
/// learns to keep something new: a snapshot without it would otherwise be read as if there were none of it.
/// </summary>
internal sealed record CellState(int Form, int LastNumber, IReadOnlyList<Case>? Open)
{
    private const int CurrentForm = 3;

    public IReadOnlyList<EndedCase>? Ended { get; init; }

    public IReadOnlyList<MovedCase>? Moved { get; init; }

    public IReadOnlyList<SectionMemory>? Sections { get; init; }

    public IReadOnlyList<Guid>? Answered { get; init; }

    public static CellState Of(Cell cell)
    {
        // The order of open cases is no part of the state; sorted, equal states are equal bytes.
        return new CellState(CurrentForm, cell.LastNumber, Some(cell.Open.OrderBy(item => item.Id).ToList()))
        {
            Ended = Some(cell.Memory.EndedCases),
            Moved = Some(cell.Memory.MovedCases),
            Sections = Some(cell.Memory.Sections),
            Answered = Some(cell.Memory.Answered),
        };
    }

    /// <summary>The cell, or null when another version wrote this.</summary>
    public Cell? ToCell(CellSnapshot snapshot)
    {
        if (Form != CurrentForm)
        {
            return null;
        }
        var memory = new CellMemory
        {
            EndedCases = Ended ?? [],
            MovedCases = Moved ?? [],
            Sections = Sections ?? [],
            Answered = Answered ?? [],
        };
        return new Cell(snapshot.Cell, snapshot.Seq, LastNumber, Open ?? [], memory, snapshot.LastAt);
    }

    // What is empty is left out, so that the many idle cells of a city stay small.
    private static IReadOnlyList<T>? Some<T>(IReadOnlyList<T> items) => items.Count == 0 ? null : items;
}
