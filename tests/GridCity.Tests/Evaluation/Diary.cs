using System.Globalization;
using GridCity.Core.Cases;
using GridCity.Core.Evaluation;
using GridCity.Core.Rules;
using GridCity.Core.Space;
using GridCity.Tests.Cases;
using Happening = GridCity.Core.Evaluation.Happening;

namespace GridCity.Tests.Evaluation;

/// <summary>
/// A journal written by hand, one event a row: local month-day and time, case, what, and its words. <c>@</c> before a time makes
/// it a due time. The first row of a case is its report with the column and row of its cell.
/// </summary>
internal sealed class Diary
{
    private static readonly Reason Why = new("r", "v1", null, null, null, null, null);
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    private readonly Dictionary<string, (CaseId Id, CellCode Cell)> _cases = [];
    private long _position;

    /// <summary>The lines of the journal.</summary>
    public List<Happening> Lines { get; } = [];

    public static Facts Fold(string table) => Of(table).ToFacts();

    public static Diary Of(string table)
    {
        var diary = new Diary();
        foreach (var row in table.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            diary.Write(row.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }
        return diary;
    }

    public static DateTimeOffset At(string day, string time)
    {
        var local = DateTime.ParseExact($"2026-{day} {time}", "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUniversalTime();
    }

    public Facts ToFacts()
    {
        var facts = new Facts();
        foreach (var line in Lines)
        {
            facts.Add(line);
        }
        return facts;
    }

    public CaseId IdOf(string name) => _cases[name].Id;

    private void Write(string[] words)
    {
        var at = At(words[0], words[1]);
        var name = words[2];
        if (words[3] == "report")
        {
            var place = words[4].Split(',').Select(text => int.Parse(text, CultureInfo.InvariantCulture)).ToArray();
            var cell = TestCity.CodeAt(place[0], place[1]);
            _cases[name] = (new CaseId(cell, _cases.Count + 1), cell);
            var point = new PlanePoint((place[0] * 100) + 50, (place[1] * 100) + 50);
            var report = new Report(words[5], null, words[6], TestCity.At(point.X, point.Y), null, "", at, null);
            Add(at, name, new CaseReported(Who(words[7]), report, point, default, null));
            return;
        }
        Add(at, name, Event(words));
        if (words[3] == "move")
        {
            _cases[name] = (_cases[name].Id, CellAt(words[^1]));
        }
    }

    private void Add(DateTimeOffset at, string name, CaseEvent happened) =>
        Lines.Add(new Happening(++_position, at, _cases[name].Cell, _cases[name].Id, happened));

    private CaseEvent Event(string[] words)
    {
        var by = words.Length > 4 && words[4].Contains(':', StringComparison.Ordinal) && !words[4].StartsWith('@')
            ? Who(words[4])
            : Actor.System;
        var rest = words[(by == Actor.System && !(words.Length > 4 && words[4] == "system:gridcity") ? 4 : 5)..];
        return words[3] switch
        {
            "ask" => new VerificationAsked(by, rest[0] == "-" ? null : rest[0], Due(rest)!.Value),
            "verify" => new CaseVerified(by, Enum.Parse<Sight>(rest[0], true), null),
            "file" => new CaseFiled(by, null),
            "reject" => new CaseRejected(by, "no"),
            "duplicate" => new DuplicateFound(by, IdOf(rest[0]), 1),
            "dispatch" => new CaseDispatched(by, rest[0], "4wh", Due(rest)!.Value, Why, null) { Tier = Tier.Street },
            "accept" => new CaseAccepted(by),
            "return" => new CaseReturned(by, "not ours"),
            "finish" => new CaseFinished(by, "done", Due(rest)!.Value),
            "check" => new CaseChecked(by, Enum.Parse<CheckResult>(rest[0], true), null),
            "close" => new CaseClosed(by, null),
            "selffix" => new CaseSelfFixed(by, "done"),
            "give" => new TaskGiven(by, rest[0] == "-" ? null : rest[0], Due(rest)),
            "take" => new TaskTaken(by),
            _ => Later(words[3], by, rest),
        };
    }

    private CaseEvent Later(string what, Actor by, string[] rest) => what switch
    {
        "extend" => new ApplicationDecided(by, ApplicationKind.Extension, true, Due(rest), null),
        "suspend" => new ApplicationDecided(by, ApplicationKind.Suspension, true, Due(rest), null),
        "resume" => new CaseResumed(by, Due(rest)!.Value, null),
        "sendback" => new CaseSentBack(by, "no owner"),
        "supervise" => new CaseSupervised(by, "important"),
        "escalate" => new CaseEscalated(by, EscalationCause.Asked, Enum.Parse<Tier>(rest[0], true), null, null),
        "force" => new CaseForceClosed(by, "enough"),
        "join" => new CaseJoined(by, new Reporter(IdOf(rest[0]), new Actor(Role.Public, "p"), rest[1], null)),
        "move" => new CaseRelocated(by, CellAt(rest[0]), TestCity.At(0, 0), new PlanePoint(0, 0), default, null, "there"),
        "call" => new CallMade(
            by, int.Parse(rest[0], CultureInfo.InvariantCulture), Enum.Parse<CallKind>(rest[1], true), rest[2], null,
            [.. rest[3].Split(',')], Due(rest)),
        "answer" => new CallAnswered(by, int.Parse(rest[0], CultureInfo.InvariantCulture), by.Id, null),
        "grade" => new CallGraded(
            by, int.Parse(rest[0], CultureInfo.InvariantCulture), rest[1], int.Parse(rest[2], CultureInfo.InvariantCulture), null),
        "endcall" => new CallClosed(by, int.Parse(rest[0], CultureInfo.InvariantCulture), "done", null),
        "appeal" => new AppealDecided(by, rest[0] == "granted", null),
        "callback" => new ReporterCalledBack(
            by, rest[0].Contains('r', StringComparison.Ordinal), rest[0].Contains('s', StringComparison.Ordinal),
            rest[0].Contains('+', StringComparison.Ordinal) ? Satisfaction.Satisfied : Satisfaction.Dissatisfied, null),
        "exclude" => new CaseExcluded(by, "unlawful"),
        _ => throw new ArgumentException(what),
    };

    private static CellCode CellAt(string text)
    {
        var place = text.Split(',').Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        return TestCity.CodeAt(place[0], place[1]);
    }

    private static DateTimeOffset? Due(string[] rest)
    {
        var index = Array.FindIndex(rest, word => word.StartsWith('@'));
        return index < 0 ? null : At(rest[index][1..], rest[index + 1]);
    }

    private static Actor Who(string text) => Actor.TryParse(text, out var actor) ? actor : throw new ArgumentException(text);
}
