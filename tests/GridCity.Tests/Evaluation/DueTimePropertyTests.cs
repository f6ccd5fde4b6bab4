using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Journal;
using Xunit;

namespace GridCity.Tests.Evaluation;

/// <summary>
/// Due times are decided once and kept in the journal: over random lives, in the middle of which the city changes its limits, its
/// calendar and its policy, they follow from the entries alone.
/// </summary>
public sealed class DueTimePropertyTests
{
    private static readonly DateTimeOffset From = new(2026, 9, 14, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Change = From.AddDays(6);
    private static readonly DateTimeOffset End = From.AddDays(14);
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(20);
    private static readonly City Before = EvaluationCity.Make();
    private static readonly City After = Changed();

    [Fact]
    public void The_entries_alone_give_every_case_and_every_due_time_back() => ForAllLives(lives =>
    {
        var folded = new Dictionary<CellCode, Cell>();
        foreach (var entry in lives.Entries)
        {
            Apply(folded, entry, Reread(entry.Event));
        }
        Assert.Equal(lives.Cells.Select(cell => cell.Code).Order(), folded.Keys.Order());
        foreach (var cell in lives.Cells)
        {
            Assert.Equal(States(cell), States(folded[cell.Code]));
        }
    });

    [Fact]
    public void Every_due_time_follows_from_what_was_known_when_it_was_decided() => ForAllLives(lives =>
    {
        var folded = new Dictionary<CellCode, Cell>();
        foreach (var entry in lives.Entries)
        {
            var before = folded.TryGetValue(entry.Cell, out var cell) ? cell.Find(entry.Case) : null;
            if (Expected(entry.Position <= lives.Changed ? Before : After, before, entry) is { } expected)
            {
                Assert.Equal(expected, Decided(entry.Event));
            }
            Apply(folded, entry, entry.Event);
        }
    });

    [Fact]
    public void A_change_of_policy_moves_no_due_time_that_was_decided_before_it()
    {
        ForAllLives(lives =>
        {
            var moved = lives.Entries.Skip(lives.Changed).Where(entry => Decided(entry.Event) is not null)
                .Select(entry => entry.Case).ToHashSet();
            var then = Dues(lives.Entries.Take(lives.Changed));
            var now = Dues(lives.Entries);
            foreach (var (id, dues) in then.Where(known => now.ContainsKey(known.Key) && !moved.Contains(known.Key)))
            {
                Assert.Equal(dues, now[id]);
            }
        });
    }

    [Fact]
    public void What_was_written_before_the_change_is_what_would_have_been_written_without_it() => ForAllSeeds(seed =>
    {
        var changed = Live(seed);
        var unchanged = new RandomLives(Before, seed, From).Until(End, Step);
        Assert.Equal(unchanged.Entries.Take(changed.Changed).Select(Written), changed.Entries.Take(changed.Changed).Select(Written));
        Assert.NotEqual(unchanged.Entries.Select(entry => Decided(entry.Event)), changed.Entries.Select(entry => Decided(entry.Event)));
    });

    private static void ForAllLives(Action<RandomLives> holds) => ForAllSeeds(seed => holds(Live(seed)));

    private static void ForAllSeeds(Action<int> holds) =>
        Prop.ForAll<int>(seed => holds(seed)).Check(Config.QuickThrowOnFailure.WithMaxTest(25));

    private static RandomLives Live(int seed) =>
        new RandomLives(Before, seed, From).Until(Change, Step).Under(After).Until(End, Step);

    // The due time that the city then in force gives, by the formulas of the field written once more; null where there is none.
    private static DateTimeOffset? Expected(City city, Case? item, Entry entry)
    {
        var calendar = city.Limits.Calendar;
        return entry.Event switch
        {
            VerificationAsked => calendar.Due(entry.At, city.Policy.VerificationLimit),
            CaseFinished => calendar.Due(entry.At, city.Policy.CheckLimit),
            CaseDispatched { Reason.Rule: "manual" } when !city.Policy.RestartLimitOnRedispatch && item!.HandlingDue is { } kept => kept,
            CaseDispatched e => calendar.Due(entry.At, LimitOf(e.Limit)),
            ApplicationDecided { IsGranted: true, Application: ApplicationKind.Extension } =>
                calendar.Due(item!.HandlingDue!.Value, LimitOf(item.Limit!)),
            ApplicationDecided { IsGranted: true } => item!.ApplicationUntil,
            CaseResumed => calendar.After(
                entry.At,
                calendar.Left(item!.SuspendedAt!.Value, item.HandlingDue!.Value, LimitOf(item.Limit!).Unit),
                LimitOf(item.Limit!).Unit),
            TaskGiven { Inspector: not null } => entry.At + city.Policy.TaskWindow,
            _ => null,
        };
    }

    private static DateTimeOffset? Decided(CaseEvent happened) => happened switch
    {
        VerificationAsked e => e.Due,
        CaseFinished e => e.CheckDue,
        CaseDispatched e => e.Due,
        ApplicationDecided { IsGranted: true } e => e.Due,
        CaseResumed e => e.Due,
        TaskGiven e => e.TakeBy,
        CallMade e => e.Due,
        _ => null,
    };

    private static Limit LimitOf(string text) => Limit.TryParse(text, out var limit) ? limit : throw new FormatException(text);

    private static Dictionary<CaseId, string> Dues(IEnumerable<Entry> entries)
    {
        var folded = new Dictionary<CellCode, Cell>();
        foreach (var entry in entries)
        {
            Apply(folded, entry, entry.Event);
        }
        return folded.Values.SelectMany(cell => cell.Open).Where(item => item.HandlingDue is not null)
            .ToDictionary(item => item.Id, item => $"{item.HandlingDue:O} {string.Join(' ', item.Calls.Select(call => $"{call.Due:O}"))}");
    }

    private static void Apply(Dictionary<CellCode, Cell> cells, Entry entry, CaseEvent happened)
    {
        if (!cells.TryGetValue(entry.Cell, out var cell))
        {
            cells.Add(entry.Cell, cell = new Cell(entry.Cell));
        }
        cell.Apply(entry.Position, entry.Seq, entry.At, entry.Command, entry.Case, happened);
    }

    // As the journal keeps it: written and read again.
    private static CaseEvent Reread(CaseEvent happened) => EventCodec.Decode(EventCodec.KindOf(happened), Body(happened));

    private static ReadOnlySpan<byte> Body(CaseEvent happened)
    {
        var body = new ArrayBufferWriter<byte>();
        EventCodec.Encode(happened, body);
        return body.WrittenSpan;
    }

    private static string Written(Entry entry) =>
        $"{entry.Position} {entry.Cell} {entry.At:O} {entry.Case} {EventCodec.KindOf(entry.Event)} {Encoding.UTF8.GetString(Body(entry.Event))}";

    private static IEnumerable<object> States(Cell cell) => cell.Open.OrderBy(item => item.Id)
        .Select(item => (item with { Answered = Nothing }, item.Alarm, string.Join(' ', item.Answered)))
        .Cast<object>().Append((cell.Seq, cell.LastNumber));

    private static readonly AnsweredCommands Nothing = AnsweredCommands.Add(null, default);

    private static City Changed()
    {
        var calendar = new WorkCalendar(
            Before.TimeZone,
            [(TimeSpan.FromHours(9), TimeSpan.FromHours(12)), (TimeSpan.FromHours(13), TimeSpan.FromHours(17))],
            [DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Saturday],
            [new DateOnly(2026, 9, 22)],
            [],
            WorkingDay.Hours);
        LimitRow Row(string code, int amount, LimitUnit unit) => new(code, null, new Limit(amount, unit), "otherwise");
        return EvaluationCity.Make(
            new Policy
            {
                RestartLimitOnRedispatch = false,
                VerificationLimit = new Limit(3, LimitUnit.WorkingHours),
                CheckLimit = new Limit(1, LimitUnit.CalendarDays),
                DefaultLimit = new Limit(9, LimitUnit.UrgentHours),
                TaskWindow = TimeSpan.FromMinutes(7),
                ExtensionsMax = 5,
                SuspensionsMax = 3,
            },
            new LimitTable(
                [
                    Row("06010", 3, LimitUnit.WorkingDays), Row("06025", 11, LimitUnit.UrgentHours),
                    Row("09001", 7, LimitUnit.WorkingHours), Row("01002", 2, LimitUnit.CalendarDays),
                ],
                calendar));
    }
}
