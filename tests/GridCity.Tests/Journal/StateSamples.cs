using GridCity.Core;
using GridCity.Core.Cases;
using GridCity.Core.Space;
using GridCity.Core.Water;

namespace GridCity.Tests.Journal;

/// <summary>Whole cases and their parts, drawn like the events.</summary>
internal sealed partial class EventSamples
{
    /// <summary>A case with any of its fields present or not; no life would lead to most of them.</summary>
    public Case State() => Later(new()
    {
        Id = Case(),
        Cell = Cell(),
        Report = Report(),
        Reporter = By(),
        Place = Plane(),
        SecondCell = Maybe(Cell),
        BorderDistance = MaybeNumber(),
        Stage = Word<Stage>(),
        ReportedAt = Time(),
        UpdatedAt = Time(),
        FiledAt = MaybeTime(),
        DispatchedAt = MaybeTime(),
        EndedAt = MaybeTime(),
        DueFor = MaybeWord<DueKind>(),
        Due = MaybeTime(),
        IsDuePassed = Coin(),
        HandlingDue = MaybeTime(),
        IsOverdue = Coin(),
        Unit = MaybeText(),
        Limit = MaybeText(),
        Reason = Coin() ? Reason() : null,
        Opened = _random.NextInt64(3),
        Updated = _random.NextInt64(3),
        Command = Id(),
        Answered = AnsweredCommands.From([Answer(), Answer(), Answer()])!,
    });

    private Case Later(Case item) => item with
    {
        Supporting = List(Text),
        Inform = List(Text),
        Tier = MaybeWord<Tier>(),
        Event = MaybeText(),
        Inspector = MaybeText(),
        TaskDue = MaybeTime(),
        IsTaskTaken = Coin(),
        Asked = List(Text),
        Application = MaybeWord<ApplicationKind>(),
        ApplicationUntil = MaybeTime(),
        Extensions = _random.Next(2),
        Suspensions = _random.Next(2),
        SuspendedAt = MaybeTime(),
        StageBefore = MaybeWord<Stage>(),
        IsSupervised = Coin(),
        Grade = MaybeWord<ItemGrade>(),
        Repeats = _random.Next(2),
        Returns = _random.Next(2),
        Joined = List(Reporter),
        Calls = List(Call),
        Reworks = _random.Next(2),
        Redispatches = _random.Next(2),
        DuplicateOf = Maybe(Case),
    };

    private Call Call() => new()
    {
        Number = _random.Next(3),
        Kind = Word<CallKind>(),
        Caller = By(),
        Topic = Text(),
        Text = MaybeText(),
        MadeAt = Time(),
        Due = MaybeTime(),
        IsDuePassed = Coin(),
        Parties = List(Party),
        ClosedAt = MaybeTime(),
        Outcome = MaybeText(),
    };

    private CallParty Party() => new(Text())
    {
        AnsweredAt = MaybeTime(),
        Text = MaybeText(),
        Score = Coin() ? _random.Next(101) : null,
    };

    private Reporter Reporter() => new(Case(), By(), Text(), MaybeText());

    private Measurement Measurement() => new(Text(), Number(), Text());

    private AnsweredCommand Answer() => new(Id(), Word<CommandKind>());

    private CaseId Case() => new(Cell(), _random.Next(1, int.MaxValue));

    private GeoPoint Geo() => new(Number(), Number());

    private PlanePoint Plane() => new(Number(), Number());

    private Guid Id()
    {
        Span<byte> bytes = stackalloc byte[16];
        _random.NextBytes(bytes);
        return new Guid(bytes);
    }

    private bool Coin() => _random.Next(2) == 0;

    private bool? MaybeCoin() => Coin() ? null : Coin();

    private DateTimeOffset? MaybeTime() => Coin() ? null : Time();

    private T Word<T>()
        where T : struct, Enum
    {
        var words = Enum.GetValues<T>();
        return words[_random.Next(words.Length)];
    }

    private T? MaybeWord<T>()
        where T : struct, Enum => Coin() ? null : Word<T>();

    private ValueList<T> List<T>(Func<T> draw) => [.. Enumerable.Range(0, _random.Next(3)).Select(_ => draw())];
}
