using System.Text;
using GridCity.Core.Cases;
using GridCity.Core.Rules;
using GridCity.Core.Space;

namespace GridCity.Tests.Journal;

/// <summary>Events of every kind, drawn from a seed: texts of every script, numbers of every size, fields present or not.</summary>
internal sealed class EventSamples(int seed)
{
    public const int KindCount = 13;

    private static readonly string[] Pieces =
    [
        "积水", "lamp", " ", "\"", "\\", "/", "<&'>", "\n", "\t", "\0", "\u001f", "\u007f", "\u2028", "\ufeff",
        "\u200b\u200d", "\u202eRTL\u202c", "مطر", "שלום", "𠮷", "😀", "👩‍🚒", "e\u0301", "\ufffd", "\U0010ffff", "1,5", "{}", "[",
    ];

    private readonly Random _random = new(seed);

    /// <summary>An event of the kind with this place in the order of a case's life.</summary>
    public CaseEvent Draw(int kind) => kind switch
    {
        0 => new CaseReported(By(), Report(), new PlanePoint(Number(), Number()), Maybe(Cell), MaybeNumber()),
        1 => new DuplicateFound(By(), new CaseId(Cell(), _random.Next(1, int.MaxValue)), Number()),
        2 => new VerificationAsked(By(), MaybeText(), Time()),
        3 => new CaseVerified(By(), (Sight)_random.Next(1, 4), MaybeText()),
        4 => new CaseFiled(By(), MaybeText()),
        5 => new CaseRejected(By(), Text()),
        6 => new CaseDispatched(By(), Text(), "5wd", Time(), Reason(), MaybeText()),
        7 => new CaseAccepted(By()),
        8 => new CaseReturned(By(), Text()),
        9 => new CaseFinished(By(), Text(), Time()),
        10 => new CaseChecked(By(), (CheckResult)_random.Next(1, 4), MaybeText()),
        11 => new CaseClosed(By(), MaybeText()),
        12 => new DuePassed(By(), (DueKind)_random.Next(1, 4), Time()),
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

    private Actor By() => new((Role)_random.Next(1, 7), _random.Next(4) == 0 ? Text() + "x" : $"i-{_random.Next(999):000}");

    private Report Report() => new(
        Text(), MaybeText(), Text(), new GeoPoint(Number(), Number()), MaybeNumber(), Text(), Time(), MaybeText());

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
