using System.Text;
using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Space;

namespace GridCity.Silo.Http;

/// <summary>
/// Reads the body of a command about a case. Fields that are wrong are collected by the first that is: its name and what was
/// expected there.
/// </summary>
internal sealed class CommandReader(City city, Guid id, CaseId item, Actor by, CommandBody body)
{
    // The host stamps the time; what stands here until then is never read.
    private static readonly DateTimeOffset At = DateTimeOffset.UnixEpoch;

    private readonly Actor _by = by;

    /// <summary>What was wrong, when nothing was read.</summary>
    public (string Subject, string Detail)? Fault { get; private set; }

    /// <summary>What of the command the city refuses, when nothing was read.</summary>
    public Refusal? Refusal { get; private set; }

    /// <summary>The commands that people and programs may give; the clock's own and those between cells are not among them.</summary>
    public static IReadOnlyList<CommandKind> Kinds { get; } =
    [
        .. Enum.GetValues<CommandKind>().Except(
        [
            CommandKind.Report, CommandKind.Expire, CommandKind.Arrive, CommandKind.Join, CommandKind.Sample, CommandKind.Patrol,
        ]),
    ];

    /// <summary>The word of a command in the path: <c>force-close</c>.</summary>
    public static string WordOf(CommandKind kind)
    {
        var word = new StringBuilder();
        foreach (var letter in kind.ToString())
        {
            if (char.IsAsciiLetterUpper(letter) && word.Length > 0)
            {
                word.Append('-');
            }
            word.Append(char.ToLowerInvariant(letter));
        }
        return word.ToString();
    }

    /// <summary>The command, or null with <see cref="Fault"/> or <see cref="Refusal"/>.</summary>
    public CaseCommand? Read(CommandKind kind)
    {
        CheckLengths();
        var command = ReadMainPath(kind) ?? ReadClock(kind) ?? ReadPower(kind) ?? ReadCall(kind) ?? ReadAfter(kind);
        return Fault is null && Refusal is null ? command! with { Seen = body.Seen } : null;
    }

    private CaseCommand? ReadMainPath(CommandKind kind) => kind switch
    {
        CommandKind.Verify => new VerifyCommand(id, At, _by, item, Word<Sight>("sight", body.Sight), body.Note),
        CommandKind.File => new FileCommand(id, At, _by, item, body.Note),
        CommandKind.Reject => new RejectCommand(id, At, _by, item, body.Reason ?? string.Empty),
        CommandKind.Dispatch => new DispatchCommand(id, At, _by, item, body.Unit, body.Note),
        CommandKind.Accept => new AcceptCommand(id, At, _by, item),
        CommandKind.Return => new ReturnCommand(id, At, _by, item, body.Reason ?? string.Empty),
        CommandKind.Finish => new FinishCommand(id, At, _by, item, body.Result ?? string.Empty),
        CommandKind.Check => new CheckCommand(id, At, _by, item, Word<CheckResult>("result", body.Result), body.Note),
        CommandKind.Close => new CloseCommand(id, At, _by, item, body.Note),
        _ => null,
    };

    private CaseCommand? ReadClock(CommandKind kind) => kind switch
    {
        CommandKind.TakeTask => new TakeTaskCommand(id, At, _by, item),
        CommandKind.Apply => new ApplyCommand(
            id, At, _by, item, Word<ApplicationKind>("application", body.Application), body.Reason ?? string.Empty, body.Until),
        CommandKind.Rule => new RuleCommand(id, At, _by, item, Needed("granted", body.Granted), body.Note),
        CommandKind.Resume => new ResumeCommand(id, At, _by, item, body.Note),
        CommandKind.SendBack => new SendBackCommand(id, At, _by, item, body.Reason ?? string.Empty),
        _ => null,
    };

    private CaseCommand? ReadPower(CommandKind kind) => kind switch
    {
        CommandKind.Remark => new RemarkCommand(id, At, _by, item, body.Text ?? string.Empty, body.Reference),
        CommandKind.Supervise => new SuperviseCommand(id, At, _by, item, body.Reason ?? string.Empty),
        CommandKind.Escalate => new EscalateCommand(id, At, _by, item, Word<Tier>("to", body.To), body.Reason ?? string.Empty),
        CommandKind.Grade => new GradeCommand(id, At, _by, item, Word<ItemGrade>("grade", body.Grade), body.Note),
        CommandKind.ForceClose => new ForceCloseCommand(id, At, _by, item, body.Reason ?? string.Empty),
        CommandKind.Relocate => ReadRelocation(),
        CommandKind.Merge => new MergeCommand(id, At, _by, item, Case("into", body.Into), body.Note),
        _ => null,
    };

    private CaseCommand? ReadCall(CommandKind kind) => kind switch
    {
        CommandKind.MakeCall => new MakeCallCommand(
            id,
            At,
            _by,
            item,
            Word<CallKind>("call", body.Call),
            body.Topic ?? string.Empty,
            body.Text,
            [.. body.Parties ?? []],
            body.Due),
        CommandKind.AnswerCall => new AnswerCallCommand(id, At, _by, item, Needed("number", body.Number), body.Text),
        CommandKind.GradeCall => new GradeCallCommand(
            id,
            At,
            _by,
            item,
            Needed("number", body.Number),
            body.Party ?? string.Empty,
            Needed("score", body.Score),
            body.Note),
        CommandKind.CloseCall => new CloseCallCommand(
            id, At, _by, item, Needed("number", body.Number), body.Outcome ?? string.Empty, body.Unit),
        _ => null,
    };

    private CaseCommand ReadAfter(CommandKind kind) => kind switch
    {
        CommandKind.Appeal => new AppealCommand(id, At, _by, item, body.Reason ?? string.Empty),
        CommandKind.ReviewAppeal => new ReviewAppealCommand(id, At, _by, item, Needed("granted", body.Granted), body.Note),
        CommandKind.DecideAppeal => new DecideAppealCommand(id, At, _by, item, Needed("granted", body.Granted), body.Note),
        CommandKind.CallBack => new CallBackCommand(
            id,
            At,
            _by,
            item,
            Needed("responded", body.Responded),
            Needed("solved", body.Solved),
            Word<Satisfaction>("satisfaction", body.Satisfaction),
            body.Note),
        CommandKind.Exclude => new ExcludeCommand(id, At, _by, item, body.Reason ?? string.Empty),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private RelocateCommand? ReadRelocation()
    {
        var (lon, lat) = (Needed("lon", body.Lon), Needed("lat", body.Lat));
        if (!Shapes.TryParseFrame(body.Frame, out var named))
        {
            Fault ??= ("frame", "A frame is one of wgs84, cgcs2000, gcj02, bd09.");
            return null;
        }
        var frame = named ?? city.InputFrame;
        var point = Frames.ToWgs84(new GeoPoint(lon, lat), frame);
        if (Intake.Place(city, point, Frames.ErrorMetres(frame)) is not { } placement)
        {
            Refusal = new Refusal(RefusalCode.PointOutsideCity, "lon,lat", $"The point lies in no cell of {city.Name}.");
            return null;
        }
        return new RelocateCommand(id, At, _by, item, point, placement, body.Reason ?? string.Empty);
    }

    private void CheckLengths()
    {
        (string Name, string? Text, int Max)[] texts =
        [
            ("note", body.Note, Intake.TextLengthMax),
            ("reason", body.Reason, Intake.TextLengthMax),
            ("result", body.Result, Intake.TextLengthMax),
            ("text", body.Text, Intake.TextLengthMax),
            ("outcome", body.Outcome, Intake.TextLengthMax),
            ("unit", body.Unit, Intake.ReferenceLengthMax),
            ("topic", body.Topic, Intake.ReferenceLengthMax),
            ("party", body.Party, Intake.ReferenceLengthMax),
            ("reference", body.Reference, Intake.ReferenceLengthMax),
        ];
        foreach (var (name, text, max) in texts)
        {
            if (text?.Length > max)
            {
                Fault ??= (name, $"A {name} has at most {max} characters.");
            }
        }
    }

    private T Word<T>(string name, string? text)
        where T : struct, Enum
    {
        if (!WireNames.TryParse<T>(text, out var value))
        {
            Fault ??= (name, $"One of {WireNames.All<T>()} was expected.");
        }
        return value;
    }

    private T Needed<T>(string name, T? value)
        where T : struct
    {
        if (value is null)
        {
            Fault ??= (name, $"The field '{name}' is mandatory.");
        }
        return value.GetValueOrDefault();
    }

    private CaseId Case(string name, string? text)
    {
        if (!CaseId.TryParse(text, out var other))
        {
            Fault ??= (name, "A case number was expected: a cell code, a dash and a number.");
        }
        return other;
    }
}
