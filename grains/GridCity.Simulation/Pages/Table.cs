namespace GridCity.Simulation.Pages;

/// <summary>A table: its columns are said once, its rows come from the data.</summary>
internal sealed class Table<T>(Say caption)
{
    // So many columns are set small on paper.
    private const int ManyColumns = 8;

    private readonly List<(Node Head, string? Class, bool IsName, Func<T, Node> Cell)> _columns = [];
    private Func<T, string?> _class = _ => null;

    /// <summary>The column that names the row.</summary>
    public Table<T> Name(Say head, Func<T, Say> cell) => Column(head, null, true, row => cell(row));

    /// <summary>A column of text.</summary>
    public Table<T> Text(Say head, Func<T, Say> cell) => Column(head, null, false, row => cell(row));

    /// <summary>A column of text that is not broken into lines.</summary>
    public Table<T> Short(Say head, Func<T, Say> cell) => Column(head, "keep", false, row => cell(row));

    /// <summary>A column of numbers.</summary>
    public Table<T> Number(Say head, Func<T, Say> cell) => Column(head, "n", false, row => cell(row));

    /// <summary>A column of anything.</summary>
    public Table<T> Any(Say head, string? @class, Func<T, Node> cell) => Column(head, @class, false, cell);

    /// <summary>A column of drawings under a head that may be one too.</summary>
    public Table<T> Drawing(Node head, Func<T, Node> cell) => Column(head, "d", false, cell);

    /// <summary>Rows of a class of the style sheet.</summary>
    public Table<T> Rows(Func<T, string?> @class)
    {
        _class = @class;
        return this;
    }

    /// <summary>The table of some rows.</summary>
    public Node Of(IEnumerable<T> rows) => new Tag("div", _columns.Count >= ManyColumns ? "wide many" : "wide")
    {
        { "role", "region" },
        { "aria-label", caption },
        { "tabindex", "0" },
        new Tag("table")
        {
            new Tag("caption") { caption },
            new Tag("thead") { new Tag("tr") { _columns.Select(Head) } },
            new Tag("tbody") { rows.Select(Row) },
        },
    };

    /// <summary>The table of the first rows; the others can be opened below it.</summary>
    public Node Of(IReadOnlyList<T> rows, int shown, Say others)
    {
        // A fold that hides next to nothing is not worth the hand.
        if (rows.Count <= shown + 3)
        {
            return Of(rows);
        }
        return new Tag("div")
        {
            shown == 0 ? null : Of(rows.Take(shown)),
            new Tag("details") { new Tag("summary") { others }, Of(rows.Skip(shown)) },
        };
    }

    private static Tag Head((Node Head, string? Class, bool IsName, Func<T, Node> Cell) column) =>
        new("th", column.Class) { { "scope", "col" }, column.Head };

    private Tag Row(T row)
    {
        var line = new Tag("tr", _class(row));
        foreach (var column in _columns)
        {
            var cell = new Tag(column.IsName ? "th" : "td", column.Class);
            cell.Add("scope", column.IsName ? "row" : null);
            cell.Add(column.Cell(row));
            line.Add(cell);
        }
        return line;
    }

    private Table<T> Column(Node head, string? @class, bool isName, Func<T, Node> cell)
    {
        _columns.Add((head, @class, isName, cell));
        return this;
    }
}
