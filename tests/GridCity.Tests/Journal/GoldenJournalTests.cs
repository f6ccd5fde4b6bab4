using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using GridCity.Core.Cases;
using GridCity.Core.Space;
using GridCity.Journal;
using GridCity.Journal.Codec;
using GridCity.Tests.House;
using Xunit;

namespace GridCity.Tests.Journal;

/// <summary>
/// Pins the bytes of the journal's format: one line for every kind with all its fields, and one for every kind that may
/// leave fields out. A line that was released is never changed; a kind that gets a new version gets new lines, and the old
/// ones go on being read. To write the file again after adding a kind, run the tests of this class once with the variable
/// <c>GRIDCITY_WRITE_GOLDEN=1</c> set, and look at the difference before you commit it: only new lines may be there.
/// </summary>
public sealed class GoldenJournalTests
{
    private static readonly Actor Inspector = new(Role.Inspector, "i-017");
    private static readonly Actor Centre = new(Role.Supervision, "s-01");
    private static readonly Actor Unit = new(Role.Unit, "sanitation");
    private static readonly DateTimeOffset Due = new(2025, 3, 10, 9, 0, 0, TimeSpan.Zero);
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly CaseEvent[] Events =
    [
        new CaseReported(Inspector, FullReport, new PlanePoint(-1204.5, 88.125), new CellCode(110101009003013), 1.75),
        new CaseReported(new Actor(Role.Public, "anonymous"), ShortReport, new PlanePoint(0, -0.5), default, null),
        new DuplicateFound(Actor.System, new CaseId(new CellCode(110101009003012), 17), 12.25),
        new VerificationAsked(Actor.System, "i-017", Due),
        new VerificationAsked(Actor.System, null, Due),
        new CaseVerified(Inspector, Sight.Exists, "积水约十厘米"),
        new CaseVerified(Inspector, Sight.Unable, null),
        new CaseFiled(Centre, "a note"),
        new CaseFiled(Centre, null),
        new CaseRejected(Centre, "范围外 – outside the scope"),
        new CaseDispatched(Actor.System, "water", "4wh", Due, new("r-12", "9f86d0", "rivers", "liangma", 0, "r-13", "street"), "n"),
        new CaseDispatched(Actor.System, "street", "5wd", Due, new("territorial", "9f86d0", null, null, null, null, null), null),
        new CaseAccepted(Unit),
        new CaseReturned(Unit, "not ours"),
        new CaseFinished(Unit, "pumped out", Due.AddMilliseconds(1)),
        new CaseChecked(Inspector, CheckResult.Fail, "still wet"),
        new CaseChecked(Inspector, CheckResult.Pass, null),
        new CaseClosed(Centre, "thanks"),
        new CaseClosed(Centre, null),
        new DuePassed(Actor.System, DueKind.Handling, Due),
    ];

    private static string FolderPath => Path.Combine(Repository.Root, "tests/GridCity.Tests/Journal/Golden");

    // What the first version wrote, and what has come since.
    private static string FirstPath => Path.Combine(FolderPath, "journal-1.jsonl");

    private static string SecondPath => Path.Combine(FolderPath, "journal-2.jsonl");

    private static Report FullReport => new(
        "06025", "depth > 10 cm", "inspector", new GeoPoint(116.41234567890123, 39.9), 12.5, "\"积水\"\n<b>😀\\", Due.AddDays(-2), "R/7");

    private static Report ShortReport =>
        new("0101", null, "hotline", new GeoPoint(-73.98, 40), null, "", Due.AddDays(-2).AddTicks(1), null);

    [Fact]
    public void The_format_is_as_it_was()
    {
        var lines = GoldenEvents.Second.Select((happened, index) => Line(Events.Length + index + 1, happened)).ToArray();
        if (Environment.GetEnvironmentVariable("GRIDCITY_WRITE_GOLDEN") == "1")
        {
            File.WriteAllLines(SecondPath, lines);
        }
        Assert.Equal(File.ReadAllLines(SecondPath), lines);
    }

    [Fact]
    public void The_first_format_is_as_it_was_where_it_is_still_written()
    {
        var lines = Events.Select((happened, index) => Line(index + 1, happened));
        var pairs = File.ReadAllLines(FirstPath).Zip(lines)
            .Where(pair => !pair.First.Contains("case.reported.1", StringComparison.Ordinal)
                && !pair.First.Contains("case.dispatched.1", StringComparison.Ordinal)).ToList();
        Assert.Equal(16, pairs.Count);
        Assert.All(pairs, pair => Assert.Equal(pair.First, pair.Second));
    }

    [Fact]
    public void Golden_lines_are_read_as_the_events_that_made_them()
    {
        Assert.Equal(Events, File.ReadAllLines(FirstPath).Select(Decode));
        Assert.Equal(
            GoldenEvents.Second.Select(Compared), File.ReadAllLines(SecondPath).Select(line => Compared(Decode(line))));

        static (CaseEvent, string) Compared(CaseEvent happened) => (JournalSamples.Comparable(happened, out var answered), answered);
    }

    [Fact]
    public void Every_kind_has_a_golden_line() => Assert.Equal(
        EventCodec.Kinds.Order(), Events.Concat(GoldenEvents.Second).Select(EventCodec.KindOf).Distinct().Order());

    /// <summary>The lines of the first version.</summary>
    internal static string[] FirstLines() => File.ReadAllLines(FirstPath);

    /// <summary>The SQL that puts a line into a file.</summary>
    internal static string Insert(string line)
    {
        using var golden = JsonDocument.Parse(line);
        var entry = golden.RootElement;
        return $"""
            INSERT INTO journal VALUES ({entry.GetProperty("position")}, '{entry.GetProperty("cell")}', {entry.GetProperty("seq")},
                {entry.GetProperty("at")}, x'{entry.GetProperty("command")}', '{entry.GetProperty("kind")}', '{entry.GetProperty("case")}',
                '{entry.GetProperty("body").GetString()!.Replace("'", "''", StringComparison.Ordinal)}', {entry.GetProperty("sum")})
            """;
    }

    internal static CaseEvent Decode(string line)
    {
        using var golden = JsonDocument.Parse(line);
        var body = golden.RootElement.GetProperty("body").GetString()!;
        return EventCodec.Decode(golden.RootElement.GetProperty("kind").GetString()!, Encoding.UTF8.GetBytes(body));
    }

    private static string Line(long position, CaseEvent happened)
    {
        var entry = new Entry(
            position,
            new CellCode(110101009003012),
            (int)position,
            new DateTimeOffset(2025, 3, 8, 1, 2, 3, 456, TimeSpan.Zero),
            new Guid("0198f0a4-7c3d-7a10-8f3e-2b6d5c4a1908"),
            happened is CellEvent ? default : new CaseId(new CellCode(110101009003012), 17),
            happened);
        var body = new ArrayBufferWriter<byte>();
        EventCodec.Encode(happened, body);
        var line = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(line, Readable))
        {
            WriteLine(json, entry, body.WrittenSpan);
        }
        return Encoding.UTF8.GetString(line.WrittenSpan);
    }

    private static void WriteLine(Utf8JsonWriter json, Entry entry, ReadOnlySpan<byte> body)
    {
        using var sum = new EntrySum();
        Span<byte> cell = stackalloc byte[CodeText.CellLength];
        Span<byte> subject = stackalloc byte[CodeText.CaseLengthMax];
        CodeText.WriteCell(entry.Cell, cell);
        subject = subject[..CodeText.WriteCase(entry.Case, subject).Length];
        var kind = EventCodec.KindOf(entry.Event);
        var command = entry.Command.ToByteArray(bigEndian: true);
        var at = entry.At.ToUnixTimeMilliseconds();
        json.WriteStartObject();
        json.WriteNumber("position", entry.Position);
        json.WriteString("cell", cell);
        json.WriteNumber("seq", entry.Seq);
        json.WriteNumber("at", at);
        json.WriteString("command", Convert.ToHexStringLower(command));
        json.WriteString("kind", kind);
        json.WriteString("case", subject);
        json.WriteString("body", body);
        json.WriteNumber(
            "sum",
            sum.Of(entry.Position, entry.Seq, at, command, cell, Encoding.UTF8.GetBytes(kind), subject, body));
        json.WriteEndObject();
    }
}
