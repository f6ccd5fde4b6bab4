using System.Text;
using GridCity.Core.Cases;
using GridCity.Core.Rules;
using GridCity.Core.Space;
using GridCity.Core.Water;

namespace GridCity.Tests.Journal;

/// <summary>Events of every kind, drawn from a seed: texts of every script, numbers of every size, fields present or not.</summary>
internal sealed partial class EventSamples(int seed)
{
    public const int KindCount = 42;

    private static readonly string[] Pieces =
    [
        "积水", "lamp", " ", "\"", "\\", "/", "<&'>", "\n", "\t", "\0", "\u001f", "\u007f", "\u2028", "\ufeff",
        "\u200b\u200d", "\u202eRTL\u202c", "مطر", "שלום", "𠮷", "😀", "👩‍🚒", "e\u0301", "\ufffd", "\U0010ffff", "1,5", "{}", "[",
    ];

    private readonly Random _random = new(seed);

    /// <summary>An event of the kind with this place in the order of a case's life.</summary>
    public CaseEvent Draw(int kind) => kind switch
    {
        0 => new CaseReported(By(), Report(), Plane(), Maybe(Cell), MaybeNumber()),
        1 => new DuplicateFound(By(), Case(), Number()),
        2 => new VerificationAsked(By(), MaybeText(), Time()),
        3 => new CaseVerified(By(), Word<Sight>(), MaybeText()),
        4 => new CaseFiled(By(), MaybeText()),
        5 => new CaseRejected(By(), Text()),
        6 => new CaseDispatched(By(), Text(), "5wd", Time(), Reason(), MaybeText())
        {
            Supporting = List(Text),
            Inform = List(Text),
            Tier = MaybeWord<Tier>(),
            Event = MaybeText(),
        },
        7 => new CaseAccepted(By()),
        8 => new CaseReturned(By(), Text()),
        9 => new CaseFinished(By(), Text(), Time()),
        10 => new CaseChecked(By(), Word<CheckResult>(), MaybeText()),
        11 => new CaseClosed(By(), MaybeText()),
        12 => new DuePassed(By(), Word<DueKind>(), Time()),
        13 => new CaseSelfFixed(By(), Text()),
        14 => new RepeatFound(By(), _random.Next(), Case()),
        15 => new CaseJoined(By(), Reporter()),
        16 => new TaskGiven(By(), MaybeText(), MaybeTime()),
        17 => new TaskTaken(By()),
        18 => new ApplicationMade(By(), Word<ApplicationKind>(), Text(), MaybeTime()),
        19 => new ApplicationDecided(By(), Word<ApplicationKind>(), Coin(), MaybeTime(), MaybeText()),
        20 => new CaseResumed(By(), Time(), MaybeText()),
        21 => new CaseSentBack(By(), Text()),
        22 => new CaseSupervised(By(), Text()),
        23 => new CaseEscalated(By(), Word<EscalationCause>(), Word<Tier>(), MaybeText(), MaybeText()),
        24 => new CaseGraded(By(), Word<ItemGrade>(), MaybeText()),
        25 => new CaseRemarked(By(), Text(), MaybeText()),
        26 => new CaseForceClosed(By(), Text()),
        27 => new CaseRelocated(By(), Cell(), Geo(), Plane(), Maybe(Cell), MaybeNumber(), Text()),
        28 => new CaseArrived(By(), Cell(), State()),
        _ => DrawLater(kind),
    };

    private CaseEvent DrawLater(int kind) => kind switch
    {
        29 => new CallMade(By(), _random.Next(), Word<CallKind>(), Text(), MaybeText(), List(Text), MaybeTime()),
        30 => new CallAnswered(By(), _random.Next(), Text(), MaybeText()),
        31 => new CallGraded(By(), _random.Next(), Text(), _random.Next(), MaybeText()),
        32 => new CallOverdue(By(), _random.Next(), Time(), List(Text)),
        33 => new CallClosed(By(), _random.Next(), Text(), MaybeText()),
        34 => new ReportersTold(By(), List(Reporter)),
        35 => new AppealMade(By(), Text()),
        36 => new AppealReviewed(By(), Coin(), MaybeText()),
        37 => new AppealDecided(By(), Coin(), MaybeText()),
        38 => new ReporterCalledBack(By(), Coin(), Coin(), Word<Satisfaction>(), MaybeText()),
        39 => new CaseExcluded(By(), Text()),
        40 => new SampleTaken(
            By(), Text(), Time(), List(Measurement), MaybeWord<WaterClass>(), List(Text), MaybeCoin(), MaybeWord<BlackOdour>()),
        41 => new PatrolWalked(By(), Text(), Time(), Time(), Number(), _random.Next(3)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public string Text()
    {
        var text = new StringBuilder();
        for (var count = _random.Next(0, 12); count > 0; count--)
        {
            text.Append(Pieces[_random.Next(Pieces.Length)]);
        }
        return text.ToString();
    }

    private Actor By() => new(Word<Role>(), _random.Next(4) == 0 ? Text() + "x" : $"i-{_random.Next(999):000}");

    private Report Report() => new(Text(), MaybeText(), Text(), Geo(), MaybeNumber(), Text(), Time(), MaybeText())
    {
        Edition = MaybeText(),
        ReportedClass = MaybeText(),
        Source = MaybeText(),
    };

    private Reason Reason() =>
        new(Text(), Text(), MaybeText(), MaybeText(), MaybeNumber(), MaybeText(), MaybeText());

    private CellCode Cell() => new(_random.NextInt64(1, 1_000_000_000_000_000));

    private DateTimeOffset Time()
    {
        var ticks = _random.NextInt64(DateTimeOffset.MinValue.Ticks, DateTimeOffset.MaxValue.Ticks);
        // Whole milliseconds are the rule, finer ones must not be lost all the same.
        return new DateTimeOffset(_random.Next(4) == 0 ? ticks : ticks - (ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
    }

    private double Number() => _random.Next(6) switch
    {
        0 => 0,
        1 => -0.0,
        2 => _random.Next(-200, 200),
        3 => Math.Round(_random.NextDouble() * 360, 6),
        4 => BitConverter.Int64BitsToDouble(_random.NextInt64() & ~(1L << 62)),
        _ => (_random.NextDouble() - 0.5) * 360,
    };

    private double? MaybeNumber() => _random.Next(2) == 0 ? null : Number();

    private string? MaybeText() => _random.Next(2) == 0 ? null : Text();

    private T Maybe<T>(Func<T> draw) => _random.Next(2) == 0 ? default! : draw();
}
