using GridCity.Core.Cases;
using GridCity.Core.Space;

namespace GridCity.Journal.Verify;

/// <summary>
/// What is kept of a case to compare two accounts of it: its cell, and a hash over its whole row. A million cases then
/// take some megabytes, not a gigabyte; a difference goes unseen once in four billion times.
/// </summary>
internal readonly record struct CaseMark(CellCode Cell, int Hash)
{
    public static CaseMark Of(Case item) => Of(CaseRow.From(item).InWholeMilliseconds());

    /// <summary>The mark of a case between two cells, where it has no last entry of its own.</summary>
    public static CaseMark OfMoving(Case item) => Of(item with { Updated = 0 });

    public static CaseMark Of(CaseRow row) => new(row.Cell, row.GetHashCode());
}
