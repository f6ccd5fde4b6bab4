namespace GridCity.Core.Cities;

/// <summary>
/// A code of an older edition of the classes and what it became; a code without a counterpart is known and leads nowhere.
/// </summary>
public sealed record EditionRow(string FromEdition, string FromCode, string? ToEdition, string? ToCode)
{
    /// <summary>The name in English, or empty.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>The name in Chinese, or empty.</summary>
    public string NameZh { get; init; } = string.Empty;
}

/// <summary>What the codes of older editions became, through as many editions as there are between.</summary>
public sealed class EditionTable
{
    private readonly Dictionary<(string Edition, string Code), EditionRow> _rows = [];
    private readonly IReadOnlyDictionary<string, CaseClass> _classes;

    /// <summary>Makes a table; of two rows for one code the last wins, so check for them before.</summary>
    public EditionTable(IEnumerable<EditionRow> rows, IReadOnlyDictionary<string, CaseClass> classes)
    {
        foreach (var row in rows)
        {
            _rows[(row.FromEdition, row.FromCode)] = row;
        }
        _classes = classes;
        Editions = [.. _rows.Keys.Select(key => key.Edition).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>The table of a city that never had another edition.</summary>
    public static EditionTable Empty { get; } = new([], new Dictionary<string, CaseClass>());

    /// <summary>The codes of older editions, in the order of the table.</summary>
    public IEnumerable<EditionRow> Rows => _rows.Values;

    /// <summary>The older editions.</summary>
    public IReadOnlyList<string> Editions { get; }

    /// <summary>The row of a code of an older edition, with a counterpart or without; null when the edition has no such code.</summary>
    public EditionRow? Find(string edition, string code) => _rows.GetValueOrDefault((edition, code));

    /// <summary>The class of today that a code of an older edition became, or null.</summary>
    public CaseClass? Map(string edition, string code)
    {
        for (var steps = 0; steps <= _rows.Count; steps++)
        {
            if (_classes.GetValueOrDefault(code) is { } known && known.Edition == edition)
            {
                return known;
            }
            if (!_rows.TryGetValue((edition, code), out var row) || row.ToEdition is null || row.ToCode is null)
            {
                return null;
            }
            (edition, code) = (row.ToEdition, row.ToCode);
        }
        return null;
    }
}
