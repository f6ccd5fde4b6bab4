using GridCity.Core.Cases;

namespace GridCity.Core.Evaluation;

/// <summary>
/// The journal of a city folded into what evaluation needs. A stream: lines are added in the order of the journal, once each,
/// and it can go on at any time; between two lines it can be asked about any past period. The memory of a case grows with its
/// own events only. Not safe for several threads: who adds while others ask sees to that.
/// </summary>
public sealed class Facts
{
    private readonly Dictionary<CaseId, CaseFacts> _byId = [];
    private readonly List<CaseFacts> _cases = [];
    private readonly List<PatrolFact> _patrols = [];

    /// <summary>The position of the last line that was added; 0 before the first.</summary>
    public long Position { get; private set; }

    /// <summary>The moment of the first line, before which nothing is known, or null before it.</summary>
    public DateTimeOffset? FirstAt { get; private set; }

    /// <summary>The latest moment of all lines, or null before the first.</summary>
    public DateTimeOffset? LastAt { get; private set; }

    /// <summary>How many cases there are.</summary>
    public int CaseCount => _cases.Count;

    internal Words Words { get; } = new();

    /// <summary>The cases in the order of their reports.</summary>
    internal IReadOnlyList<CaseFacts> Cases => _cases;

    /// <summary>The patrols in the order in which they became known.</summary>
    internal IReadOnlyList<PatrolFact> Patrols => _patrols;

    /// <summary>Adds the next line of the journal.</summary>
    /// <exception cref="InvariantBroken">
    /// The line is not after the last one, or is of a case whose report was not added: start at the journal's beginning.
    /// </exception>
    public void Add(in Happening happening)
    {
        if (happening.Position <= Position)
        {
            throw new InvariantBroken($"Facts are at position {Position} and cannot fold position {happening.Position}.");
        }
        var at = Moments.Of(happening.At);
        switch (happening.Event)
        {
            case PatrolWalked walked:
                _patrols.Add(new PatrolFact(happening.At, happening.Cell, walked));
                break;
            case CellEvent:
                // Samples belong to no case; the water bulletin reads them.
                break;
            case CaseReported reported:
                Report(at, happening.Case, reported);
                break;
            default:
                MarkWriter.Write(Words, Find(happening), at, happening.Event);
                break;
        }
        Position = happening.Position;
        FirstAt ??= happening.At;
        LastAt = LastAt > happening.At ? LastAt : happening.At;
    }

    internal CaseFacts? Find(CaseId id) => _byId.GetValueOrDefault(id);

    private void Report(long at, CaseId id, CaseReported reported)
    {
        var report = reported.Report;
        var facts = new CaseFacts(
            id, Words.Of(report.Class), Words.Of(report.Channel), Words.Of(reported.By), at, Moments.Of(report.SeenAt), reported.Place);
        if (!_byId.TryAdd(id, facts))
        {
            throw new InvariantBroken($"Case {id} was reported before.");
        }
        _cases.Add(facts);
    }

    private CaseFacts Find(in Happening happening) => _byId.TryGetValue(happening.Case, out var facts)
        ? facts
        : throw new InvariantBroken(
            $"Position {happening.Position} is of case {happening.Case}, whose report is not known: fold from the beginning.");
}
