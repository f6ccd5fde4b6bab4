using GridCity.Core.Cities;
using GridCity.Core.Space;

namespace GridCity.Core.Cases;

/// <summary>A case that ended, as far as a cell remembers it.</summary>
public readonly record struct EndedCase(CaseId Case, string Class, PlanePoint Place, DateTimeOffset SeenAt);

/// <summary>A case that was moved, and the cell that has it or knows where it went.</summary>
public sealed record MovedCase(CaseId Case, CellCode To);

/// <summary>The last sample of a section, with those before it that count for how black and smelly its water is.</summary>
public sealed record SectionMemory(string Section, ValueList<Water.SampleMark> Samples)
{
    /// <summary>The case that stands for the section's last alarm since its own was moved or merged, or null.</summary>
    public CaseId? Alarm { get; init; }
}

/// <summary>
/// What a cell remembers beside its open cases: the last ended ones, where moved ones went, the last samples of its sections
/// and the last commands that concerned no case. Lists are bounded, so that a cell does not grow with its age; only where moved
/// cases went is kept for ever, since somebody may ask for one at any time.
/// </summary>
public sealed class CellMemory
{
    /// <summary>How many ended cases a cell remembers; older ones make no repetition any more.</summary>
    public const int EndedMax = 64;

    /// <summary>How many commands that concern no case a cell remembers, so that a repeated one is answered the same way.</summary>
    public const int AnsweredMax = 256;

    /// <summary>How many samples of a section are remembered.</summary>
    public const int SamplesMax = 32;

    private EndedCases? _ended;
    private Dictionary<CaseId, CellCode>? _moved;
    private List<SectionMemory>? _sections;
    private List<Guid>? _answered;

    /// <summary>The ended cases, the oldest first.</summary>
    public IReadOnlyList<EndedCase> EndedCases
    {
        get => _ended?.ToList() ?? [];
        init
        {
            foreach (var ended in value)
            {
                (_ended ??= new EndedCases(EndedMax)).Add(ended);
            }
        }
    }

    /// <summary>The moved cases, by number.</summary>
    public IReadOnlyList<MovedCase> MovedCases
    {
        get => _moved is null ? [] : [.. _moved.Select(pair => new MovedCase(pair.Key, pair.Value)).OrderBy(moved => moved.Case)];
        init => _moved = value.Count == 0 ? null : value.ToDictionary(moved => moved.Case, moved => moved.To);
    }

    /// <summary>The sections with their last samples, by name.</summary>
    public IReadOnlyList<SectionMemory> Sections
    {
        get => _sections ?? [];
        init => _sections = value.Count == 0 ? null : [.. value];
    }

    /// <summary>The last commands that concerned no case, the oldest first.</summary>
    public IReadOnlyList<Guid> Answered
    {
        get => _answered ?? [];
        init => _answered = value.Count == 0 ? null : [.. value];
    }

    /// <summary>Whether there is nothing to remember.</summary>
    public bool IsEmpty => (_ended, _moved, _sections, _answered) == default;

    /// <summary>The cell to which a case was moved, or null.</summary>
    public CellCode? MovedTo(CaseId id) => _moved is not null && _moved.TryGetValue(id, out var cell) ? cell : null;

    /// <summary>The samples of a section that are remembered, the oldest first.</summary>
    public ValueList<Water.SampleMark> SamplesOf(string section) =>
        _sections?.Find(known => known.Section == section)?.Samples ?? default;

    /// <summary>The case that stands elsewhere for the last alarm of a section, or null.</summary>
    public CaseId? AlarmOf(string section) => _sections?.Find(known => known.Section == section)?.Alarm;

    internal bool HasAnswered(Guid command) => _answered?.Contains(command) ?? false;

    internal void Moved(Case item)
    {
        (_moved ??= [])[item.Id] = item.Cell;
        AlarmWent(item, item.Id);
    }

    internal void Ended(Case item)
    {
        // A report that was no problem, or the problem of another case, does not make a place one where it comes again.
        if (item.Stage is Stage.Rejected or Stage.Duplicate)
        {
            AlarmWent(item, item.DuplicateOf);
            return;
        }
        (_ended ??= new EndedCases(EndedMax)).Add(new EndedCase(item.Id, item.Report.Class, item.Place, item.Report.SeenAt));
    }

    internal Case? Fold(Guid command, CellEvent happened)
    {
        Push(_answered ??= [], command, AnsweredMax);
        if (happened is SampleTaken sample)
        {
            Remember(sample);
        }
        return null;
    }

    internal void FindRepeats(Report report, PlanePoint place, Policy policy, ICollection<Sighting> found) =>
        _ended?.FindRepeats(report, place, policy, found);

    private void Remember(SampleTaken sample)
    {
        _sections ??= [];
        var index = _sections.FindIndex(known => known.Section == sample.Section);
        var marks = (index < 0 ? default : _sections[index].Samples).With(Water.SampleMark.Of(sample));
        ValueList<Water.SampleMark> kept = marks.Count > SamplesMax ? [.. marks.AsSpan()[1..]] : marks;
        var memory = new SectionMemory(sample.Section, kept) { Alarm = AlarmOf(sample.Section) };
        if (index >= 0)
        {
            _sections[index] = memory;
            return;
        }
        _sections.Add(memory);
        _sections.Sort((left, right) => string.CompareOrdinal(left.Section, right.Section));
    }

    // What GridCity reported about a section itself refers to it.
    private void AlarmWent(Case item, CaseId to)
    {
        var index = _sections?.FindIndex(known => known.Section == item.Report.Reference) ?? -1;
        if (index >= 0 && !to.IsNone && item.Reporter == Actor.System)
        {
            _sections![index] = _sections[index] with { Alarm = to };
        }
    }

    private static void Push<T>(List<T> list, T item, int max)
    {
        if (list.Count == max)
        {
            list.RemoveAt(0);
        }
        list.Add(item);
    }
}
