using System.Globalization;
using System.Text;
using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Space;
using Xunit;

namespace GridCity.Tests.Cases;

/// <summary>
/// Plays a story table against the cells of a city: one row a command, with the time, who, what, and after the arrow what is
/// expected. Times are local; a day such as <c>Mon</c> stays until another is named.
/// </summary>
internal sealed class Story
{
    private static readonly DateTime Monday = new(2026, 9, 14);

    private readonly City _city;
    private readonly Dictionary<CellCode, Cell> _cells = [];
    private readonly Dictionary<string, CaseId> _names = [];
    private DateTime _day = Monday;
    private long _position;

    private Story(City city) => _city = city;

    /// <summary>Plays the table and compares what happens with what stands behind the arrows.</summary>
    public static void Check(string table, City? city = null)
    {
        var story = new Story(city ?? TestCity.Make());
        var expected = new StringBuilder();
        var actual = new StringBuilder();
        foreach (var row in table.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var halves = row.Split('→', 2, StringSplitOptions.TrimEntries);
            expected.AppendLine(CultureInfo.InvariantCulture, $"{halves[0]} → {halves[1]}");
            actual.AppendLine(CultureInfo.InvariantCulture, $"{halves[0]} → {story.Play(halves[0])}");
        }
        Assert.Equal(expected.ToString(), actual.ToString());
    }

    private string Play(string row)
    {
        var words = row.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        if (!char.IsAsciiDigit(words[0][0]))
        {
            _day = Monday.AddDays(Array.IndexOf(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"], words[0]));
            words.RemoveAt(0);
        }
        var local = _day + TimeSpan.Parse(words[0], CultureInfo.InvariantCulture);
        var at = new DateTimeOffset(local, _city.TimeZone.GetUtcOffset(local)).ToUniversalTime();
        Assert.True(Actor.TryParse(words[1], out var by), row);
        var id = Guid.NewGuid();
        if (words[^1].StartsWith('#'))
        {
            id = new Guid(int.Parse(words[^1][1..], CultureInfo.InvariantCulture), 0, 0, new byte[8]);
            words.RemoveAt(words.Count - 1);
        }
        return words[2] == "report" ? Report(words, at, by, id) : Command(words, at, by, id);
    }

    // report NAME x,y CLASS CHANNEL
    private string Report(List<string> words, DateTimeOffset at, Actor by, Guid id)
    {
        var xy = words[4].Split(',');
        var geo = TestCity.At(double.Parse(xy[0], CultureInfo.InvariantCulture), double.Parse(xy[1], CultureInfo.InvariantCulture));
        var draft = new ReportDraft(words[5], null, words[6], geo.Longitude, geo.Latitude, null, null, "t", at, null);
        if (Intake.Check(_city, draft, at, out var report, out var placement) is { } refusal)
        {
            return "refused " + refusal.Code;
        }
        var command = new ReportCommand(id, at, by, report!, placement!);
        var nearby = new List<Sighting>();
        foreach (var other in _cells.Values.Where(cell => cell.Code != placement!.Cell))
        {
            other.FindSightings(report!, placement!.Point, _city.Policy, nearby);
        }
        return Decide(CellOf(placement!.Cell), command, nearby, words[3]);
    }

    private string Command(List<string> words, DateTimeOffset at, Actor by, Guid id)
    {
        var item = _names.TryGetValue(words[3], out var known) ? known : CaseId.Parse(words[3]);
        var rest = words.Count > 4 ? words[4] : null;
        CaseCommand command = words[2] switch
        {
            "verify" => new VerifyCommand(id, at, by, item, Enum.Parse<Sight>(rest!, true), null),
            "file" => new FileCommand(id, at, by, item, null),
            "reject" => new RejectCommand(id, at, by, item, rest ?? ""),
            "dispatch" => new DispatchCommand(id, at, by, item, rest, null),
            "accept" => new AcceptCommand(id, at, by, item),
            "return" => new ReturnCommand(id, at, by, item, rest ?? ""),
            "finish" => new FinishCommand(id, at, by, item, rest ?? ""),
            "check" => new CheckCommand(id, at, by, item, Enum.Parse<CheckResult>(rest!, true), null),
            "close" => new CloseCommand(id, at, by, item, null),
            "expire" => new ExpireCommand(id, at, item, Enum.Parse<DueKind>(rest!, true)),
            _ => throw new ArgumentException(words[2]),
        };
        return Decide(CellOf(item.Birthplace), command, [], words[3]);
    }

    private string Decide(Cell cell, Command command, IReadOnlyList<Sighting> nearby, string name)
    {
        var decision = cell.Decide(_city, command, nearby);
        if (decision.Refusal is { } refusal)
        {
            return "refused " + refusal.Code;
        }
        if (decision.IsRepeat)
        {
            return "repeated";
        }
        Case? after = null;
        foreach (var happened in decision.Events)
        {
            after = cell.Apply(++_position, cell.Seq + 1, command.At, command.Id, decision.Case, happened) ?? after;
        }
        foreach (var sent in decision.Sent.Cast<CaseCommand>())
        {
            var home = CellOf(sent.Case.Birthplace);
            foreach (var happened in home.Decide(_city, sent, []).Events)
            {
                home.Apply(++_position, home.Seq + 1, command.At, sent.Id, sent.Case, happened);
            }
        }
        _names[name] = decision.Case;
        return Describe(after!);
    }

    private string Describe(Case after)
    {
        var text = new StringBuilder(after.Stage.ToString());
        if (after.Unit is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $" {after.Unit} by {after.Reason!.Rule}");
        }
        if (after.Due is { } due && after.Stage.IsOpen())
        {
            text.Append(CultureInfo.InvariantCulture, $" due {TimeZoneInfo.ConvertTime(due, _city.TimeZone):ddd HH:mm}");
        }
        if (after.IsOverdue)
        {
            text.Append(" overdue");
        }
        if (after.Reworks > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $" rework {after.Reworks}");
        }
        if (after.Redispatches > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $" redispatch {after.Redispatches}");
        }
        if (!after.DuplicateOf.IsNone)
        {
            text.Append(CultureInfo.InvariantCulture, $" of {_names.First(pair => pair.Value == after.DuplicateOf).Key}");
        }
        return text.ToString();
    }

    private Cell CellOf(CellCode code)
    {
        if (!_cells.TryGetValue(code, out var cell))
        {
            _cells.Add(code, cell = new Cell(code));
        }
        return cell;
    }
}
