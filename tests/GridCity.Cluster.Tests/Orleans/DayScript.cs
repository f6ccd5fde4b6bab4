using System.Buffers;
using System.Text;
using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Grains;
using GridCity.Journal;
using GridCity.Tests.Cases;
using GridCity.Tests.Hosting;

namespace GridCity.Cluster.Tests.Orleans;

/// <summary>
/// A scripted day: reports in crowded places, everything that may happen to cases, right and wrong, commands said twice, and
/// a clock that moves on. What comes next follows from a seed and from what the host answered.
/// </summary>
internal sealed class DayScript(City city, ManualTime time, int seed)
{
    private readonly Random _random = new(seed);
    private readonly List<CaseId> _cases = [];
    private readonly List<Command> _said = [];

    /// <summary>What the host answered, a line each.</summary>
    public List<string> Answers { get; } = [];

    public async Task PlayAsync(ICityHost host, int steps, Func<Task> settle, CancellationToken stop)
    {
        for (var step = 0; step < steps; step++)
        {
            time.Advance(TimeSpan.FromMinutes(_random.Next(1, 12)) + TimeSpan.FromMilliseconds(step));
            await settle();
            var command = Next();
            _said.Add(command);
            var reply = await host.SendAsync(command, stop);
            if (reply is { Kind: ReplyKind.Accepted, Case: { } item } && !_cases.Contains(item.Id))
            {
                _cases.Add(item.Id);
            }
            Answers.Add($"{command.Kind} {reply.Kind} {reply.Case?.Id} {reply.Case?.Stage} {reply.Case?.Due:O} {reply.Case?.Unit} {reply.Refusal?.Code}");
        }
    }

    /// <summary>The journal of each cell, a line for each entry: what happened, when, and whole.</summary>
    public static async Task<string> TellAsync(IJournal journal, CancellationToken stop)
    {
        var entries = new List<Entry>();
        await foreach (var entry in journal.ReadAsync(0, stop))
        {
            entries.Add(entry);
        }
        // Due times of one moment have no order among themselves, and their commands are the clock's own.
        var lines = entries
            .OrderBy(entry => entry.Cell).ThenBy(entry => entry.At)
            .ThenBy(entry => IsOfClock(entry) ? entry.Case.ToString() : string.Empty, StringComparer.Ordinal).ThenBy(entry => entry.Seq)
            .Select(entry => $"{entry.Cell} {entry.At:O} {entry.Case} {(IsOfClock(entry) ? "clock" : entry.Command)} {Body(entry.Event)}");
        return string.Join('\n', lines);
    }

    private static bool IsOfClock(Entry entry) => entry.Event is DuePassed or CallOverdue || entry.Command.Version == 7;

    private static string Body(CaseEvent happened)
    {
        if (happened is CaseArrived arrived)
        {
            // The state that travels holds positions, which are the journal's own.
            return $"case.arrived {arrived.State.Id} {arrived.State.Stage} {arrived.State.Due:O} {arrived.State.Unit}";
        }
        var body = new ArrayBufferWriter<byte>();
        EventCodec.Encode(happened, body);
        return EventCodec.KindOf(happened) + " " + Encoding.UTF8.GetString(body.WrittenSpan);
    }

    private Command Next() => _random.Next(20) switch
    {
        < 7 => Report(),
        7 when _said.Count > 0 => _said[_random.Next(_said.Count)],
        8 => new PatrolCommand(Id(), default, Inspector(), TestCity.CodeAt(_random.Next(10), _random.Next(10)), "round",
            time.GetUtcNow().AddHours(-1), time.GetUtcNow(), 2, 1),
        _ when _cases.Count > 0 => OfCase(_cases[_random.Next(Math.Max(0, _cases.Count - 12), _cases.Count)]),
        _ => Report(),
    };

    private ReportCommand Report()
    {
        // Around a few corners of cells, so that neighbours and duplicates matter.
        var x = (_random.Next(1, 10) * 100) + _random.Next(-30, 30);
        var y = (_random.Next(1, 4) * 100) + _random.Next(-30, 30);
        var place = Place(x, y, out var report, _random.Next(3) switch { 0 => "09001", 1 => "01002", _ => "06010" });
        return new ReportCommand(Id(), default, Inspector(), report, place);
    }

    private Placement Place(double x, double y, out Report report, string caseClass = "06010")
    {
        var at = TestCity.At(x, y);
        var channel = _random.Next(3) == 0 ? "hotline" : "inspector";
        var draft = new ReportDraft(caseClass, null, channel, at.Longitude, at.Latitude, null, null, "text", null, null);
        var refusal = Intake.Check(city, draft, time.GetUtcNow(), out var read, out var placement);
        report = refusal is null ? read! : throw new InvalidOperationException(refusal.Detail);
        return placement!;
    }

    private Command OfCase(CaseId id)
    {
        var desk = new Actor(Role.Supervision, "desk");
        var centre = new Actor(Role.Command, "centre");
        var unit = new Actor(Role.Unit, _random.Next(2) == 0 ? "sanitation" : "drainage");
        return _random.Next(18) switch
        {
            0 => new VerifyCommand(Id(), default, Inspector(), id, Sight.Exists, null),
            1 => new FileCommand(Id(), default, desk, id, null),
            2 => new RejectCommand(Id(), default, desk, id, "no"),
            3 or 4 => new AcceptCommand(Id(), default, unit, id),
            5 or 6 => new FinishCommand(Id(), default, unit, id, "done"),
            7 => new CheckCommand(Id(), default, Inspector(), id, CheckResult.Pass, null),
            8 => new CloseCommand(Id(), default, desk, id, null),
            9 => new DispatchCommand(Id(), default, centre, id, "street-east", "there"),
            10 => new ReturnCommand(Id(), default, unit, id, "not mine"),
            11 or 12 => Relocate(id),
            13 or 14 => new MergeCommand(Id(), default, desk, id, _cases[_random.Next(_cases.Count)], null),
            15 => new AppealCommand(Id(), default, unit, id, "rain"),
            16 => new CallBackCommand(Id(), default, desk, id, true, true, Satisfaction.Satisfied, null),
            _ => new ForceCloseCommand(Id(), default, new Actor(Role.Leader, "chief"), id, "enough"),
        };
    }

    private RelocateCommand Relocate(CaseId id)
    {
        var place = Place(_random.Next(50, 950), _random.Next(50, 350), out var report);
        return new RelocateCommand(Id(), default, new Actor(Role.Command, "centre"), id, report.Point, place, "wrong place");
    }

    private static Actor Inspector() => new(Role.Inspector, "i-1");

    private Guid Id()
    {
        var bytes = new byte[16];
        _random.NextBytes(bytes);
        bytes[7] = (byte)((bytes[7] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes);
    }
}
