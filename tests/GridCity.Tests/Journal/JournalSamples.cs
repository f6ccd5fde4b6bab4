using GridCity.Core.Cases;
using GridCity.Core.Space;
using GridCity.Journal;

namespace GridCity.Tests.Journal;

/// <summary>Entries and rows of cases for tests of journals.</summary>
internal static class JournalSamples
{
    public static readonly DateTimeOffset Morning = new(2025, 3, 8, 1, 2, 3, 456, TimeSpan.Zero);

    private static readonly AnsweredCommands NoneAnswered = AnsweredCommands.Add(null, default);

    public static CellCode Cell(int number) => new(110101001001000 + number);

    public static Guid Command(long number) => new($"00000000-0000-4000-8000-{number:000000000000}");

    /// <summary>A plain entry; it files the first case of its cell.</summary>
    public static Entry Entry(long position, int cell, int seq, CaseEvent? happened = null) => new(
        position,
        Cell(cell),
        seq,
        Morning.AddMinutes(position),
        Command(position),
        happened is CellEvent ? default : new CaseId(Cell(cell), 1),
        happened ?? new CaseFiled(new Actor(Role.Supervision, "zhang"), null));

    /// <summary>
    /// What is to be compared of entries: the commands that a case has answered are a list that is equal to itself alone, so
    /// they stand beside the event.
    /// </summary>
    public static IEnumerable<(Entry, string)> Comparable(IEnumerable<Entry> entries) =>
        entries.Select(entry => (entry with { Event = Comparable(entry.Event, out var answered) }, answered));

    /// <summary>What is to be compared of an event.</summary>
    public static CaseEvent Comparable(CaseEvent happened, out string answered)
    {
        answered = string.Empty;
        if (happened is not CaseArrived arrived)
        {
            return happened;
        }
        answered = string.Join(", ", arrived.State.Answered);
        return arrived with { State = arrived.State with { Answered = NoneAnswered } };
    }

    /// <summary>A plain row whose last entry is its first one.</summary>
    public static CaseRow Row(long opened, int cell, int number) => new()
    {
        Id = new CaseId(Cell(cell), number),
        Cell = Cell(cell),
        Opened = opened,
        Updated = opened,
        Command = Command(opened),
        Stage = Stage.PendingDispatch,
        Class = "06025",
        Channel = "inspector",
        Longitude = 116.41234567890123,
        Latitude = 39.9,
        SeenAt = Morning,
        ReportedAt = Morning.AddMinutes(1),
        Text = "积水",
    };
}
