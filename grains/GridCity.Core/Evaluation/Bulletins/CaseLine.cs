using GridCity.Core.Cases;
using GridCity.Core.Space;

namespace GridCity.Core.Evaluation;

/// <summary>
/// A case in a list: since when it waits there, and until when something has to happen, which has happened at
/// <paramref name="Done"/> or not yet.
/// </summary>
public sealed record CaseLine(
    CaseId Case,
    string Class,
    AreaCode Street,
    string? Unit,
    DateTimeOffset Since,
    DateTimeOffset? Due,
    DateTimeOffset? Done,
    bool IsExempt = false);

/// <summary>The first lines of a list and how long all of it is.</summary>
public sealed record CaseLines(int Total, IReadOnlyList<CaseLine> Lines)
{
    /// <summary>How many lines a table shows at most; its total always says how many there are.</summary>
    public const int LinesMax = 500;
}

/// <summary>Collects lines and keeps the first in an order.</summary>
internal sealed class LineList(Words words)
{
    private readonly List<(long Order, CaseLine Line)> _lines = [];

    public void Add(CaseLife life, int unit, long order, long since, long due, long done = Moments.Never, bool isExempt = false) =>
        _lines.Add((order, new CaseLine(
            life.Facts.Id,
            words[life.Facts.Class],
            life.Cell.Street,
            unit == Words.None ? null : words[unit],
            Moments.ToTime(since),
            Moments.ToTimeOrNone(due),
            Moments.ToTimeOrNone(done),
            isExempt)));

    /// <summary>The lines by their order, then by case.</summary>
    public CaseLines Result() => new(
        _lines.Count,
        [.. _lines.OrderBy(line => line.Order).ThenBy(line => line.Line.Case).Take(CaseLines.LinesMax).Select(line => line.Line)]);
}

/// <summary>Finds the cases that units did not finish in time in a period, the latest of all first.</summary>
internal sealed class LateReader(Facts facts, in Window window) : ICaseReader
{
    private readonly Window _window = window;
    private readonly LineList _lines = new(facts.Words);

    public void Add(CaseLife life)
    {
        foreach (ref readonly var stint in life.Stints.AsSpan())
        {
            if (!stint.IsSuspended && !stint.IsInTime && _window.IsDue(stint.Due, stint.Left))
            {
                var late = Math.Min(Math.Min(stint.Finished, stint.Left), _window.AsOf) - stint.Due;
                _lines.Add(life, stint.Unit, -late, stint.Dispatched, stint.Due, stint.Finished, stint.IsExempt);
            }
        }
    }

    public CaseLines Result() => _lines.Result();
}
