using System.Buffers;
using System.Text;
using System.Text.Json;
using GridCity.Core.Cases;
using GridCity.Journal;
using GridCity.Journal.Codec;
using Xunit;

namespace GridCity.Tests.Journal;

public sealed class EventCodecTests
{
    private static readonly Actor By = new(Role.Supervision, "zhang");

    [Fact]
    public void Every_kind_comes_back_as_it_was()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            for (var kind = 0; kind < EventSamples.KindCount; kind++)
            {
                var happened = new EventSamples(seed).Draw(kind);
                var again = EventCodec.Decode(EventCodec.KindOf(happened), Encode(happened));
                Assert.Equal(
                    (JournalSamples.Comparable(happened, out var before), before),
                    (JournalSamples.Comparable(again, out var after), after));
                Assert.Equal(Encode(happened), Encode(again));
            }
        }
    }

    [Fact]
    public void Samples_cover_every_kind_of_event()
    {
        var samples = new EventSamples(1);
        var kinds = Enumerable.Range(0, EventSamples.KindCount).Select(kind => EventCodec.KindOf(samples.Draw(kind)));
        Assert.Equal(EventCodec.Kinds, kinds);
    }

    [Fact]
    public void Every_event_has_a_kind()
    {
        var events = typeof(CaseEvent).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(CaseEvent)) && !type.IsAbstract).Select(type => type.Name);
        var samples = new EventSamples(1);
        var drawn = Enumerable.Range(0, EventSamples.KindCount).Select(kind => samples.Draw(kind).GetType().Name);
        Assert.Equal(events.Order(), drawn.Order());
    }

    [Fact]
    public void Minus_zero_stays_minus_zero()
    {
        var found = new DuplicateFound(By, CaseId.Parse("110101001001001-1"), -0.0);
        var again = (DuplicateFound)EventCodec.Decode("case.duplicate.1", Encode(found));
        Assert.True(double.IsNegative(again.Distance));
    }

    [Fact]
    public void Half_a_surrogate_pair_is_replaced()
    {
        const char high = '\ud83d', low = '\ude00';
        Assert.Equal("\ufffd", ThereAndBack(new string(high, 1)));
        Assert.Equal("a\ufffdb", ThereAndBack("a" + low + "b"));
        Assert.Equal("\ufffd😀", ThereAndBack(new string(high, 2) + low));
        Assert.Equal(new string('x', 200) + "\ufffd", ThereAndBack(new string('x', 200) + high));
    }

    [Fact]
    public void Numbers_that_are_none_are_refused()
    {
        var found = new DuplicateFound(By, CaseId.Parse("110101001001001-1"), double.NaN);
        Assert.ThrowsAny<ArgumentException>(() => Encode(found));
        Assert.Equal("""{"by":"supervision:zhang"}""", Encoding.UTF8.GetString(Encode(new CaseClosed(By, null))));
    }

    [Fact]
    public void A_value_without_a_word_is_refused() =>
        Assert.ThrowsAny<ArgumentException>(() => Encode(new CaseChecked(By, 0, null)));

    [Theory]
    [InlineData("case.filed.2", true)]
    [InlineData("case.filed.99", true)]
    [InlineData("case.filed.0", false)]
    [InlineData("case.filed", false)]
    [InlineData("case.filed.", false)]
    [InlineData("case.moved.1", false)]
    [InlineData("case.reported.3", true)]
    [InlineData("", false)]
    public void An_unknown_kind_is_an_explicit_result(string kind, bool isNewer)
    {
        Assert.False(EventCodec.TryDecode(Encoding.UTF8.GetBytes(kind), "{}"u8, out _, out var unread));
        Assert.Equal(new UnknownEvent(kind, isNewer), unread);
        var fault = Assert.Throws<JournalFaultException>(() => EventCodec.Decode(kind, "{}"u8)).Fault;
        Assert.Equal(kind, fault.Kind);
    }

    [Theory]
    [InlineData("", "JSON")]
    [InlineData("[]", "object")]
    [InlineData("{}", "'by'")]
    [InlineData("""{"by":"supervision:zhang","note":7}""", "'note'")]
    [InlineData("""{"by":"supervision:zhang","note":null}""", "'note'")]
    [InlineData("""{"by":"mayor:zhang"}""", "'by'")]
    [InlineData("""{"by":"supervision"}""", "'by'")]
    [InlineData("""{"by":{}}""", "'by'")]
    [InlineData("""{"by":"supervision:zhang","price":7}""", "'price'")]
    [InlineData("""{"by":"supervision:zhang"} {}""", "'{'")]
    [InlineData("""{"by":"supervision:zhang" """, "")]
    public void A_broken_body_is_an_explicit_result(string body, string named)
    {
        Assert.False(EventCodec.TryDecode("case.filed.1"u8, Encoding.UTF8.GetBytes(body), out _, out var unread));
        Assert.Contains(named, Assert.IsType<BrokenBody>(unread).What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"by":"leader:li"}""", "'result'")]
    [InlineData("""{"result":"swept"}""", "'by'")]
    [InlineData("""{"by":"leader:li","result":null}""", "'result'")]
    [InlineData("""{"by":"leader:li","result":7}""", "result")]
    [InlineData("""{"by":"leader:li","result":"swept","price":7}""", "'price'")]
    [InlineData("""{"by":"leader:li","result":"swept","result":"swept"}""", "'result'")]
    [InlineData("""{"by":"mayor:li","result":"swept"}""", "role")]
    [InlineData("""{"by":"leader:li","result":"swept"} {}""", "'{'")]
    [InlineData("""["leader:li"]""", "JSON")]
    [InlineData("", "JSON")]
    public void A_broken_body_of_a_rare_kind_is_an_explicit_result(string body, string named)
    {
        Assert.False(EventCodec.TryDecode("case.selffixed.1"u8, Encoding.UTF8.GetBytes(body), out _, out var unread));
        Assert.Contains(named, Assert.IsType<BrokenBody>(unread).What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("case.graded.1", """{"by":"leader:li","grade":1}""")]
    [InlineData("case.graded.1", """{"by":"leader:li","grade":"Now"}""")]
    [InlineData("case.graded.1", """{"by":"leader:li","grade":"now","note":null}""")]
    [InlineData("case.resumed.1", """{"by":"leader:li","due":"2025-03-08T01:02:03Z"}""")]
    [InlineData("call.made.1", """{"by":"unit:u","number":1.5,"call":"notice","topic":"t"}""")]
    [InlineData("call.overdue.1", """{"by":"unit:u","number":1,"dueAt":"2025-03-08T01:02:03.000Z","missing":[null]}""")]
    [InlineData("call.overdue.1", """{"by":"unit:u","number":1,"dueAt":"2025-03-08T01:02:03.000Z","missing":"u-1"}""")]
    [InlineData("sample.taken.1", """{"by":"unit:u","section":"s","takenAt":"2025-03-08T01:02:03.000Z","values":[{"parameter":"DO","value":1e999,"unit":""}]}""")]
    [InlineData("case.relocated.1", """{"by":"unit:u","to":"110101009003012","point":{"lon":1},"place":{"x":1,"y":1},"reason":"r"}""")]
    [InlineData("reporters.told.1", """{"by":"unit:u","told":[{"case":"110101009003012-1","who":"public:x"}]}""")]
    [InlineData("reporters.told.1", """{"by":"unit:u","told":{}}""")]
    public void A_value_of_another_form_is_an_explicit_result(string kind, string body)
    {
        Assert.False(EventCodec.TryDecode(Encoding.UTF8.GetBytes(kind), Encoding.UTF8.GetBytes(body), out _, out var unread));
        Assert.IsType<BrokenBody>(unread);
    }

    [Fact]
    public void What_has_no_value_is_left_out_and_nothing_else()
    {
        Assert.Equal("""{"by":"system:gridcity"}""", Text(new TaskGiven(Actor.System, null, null)));
        Assert.Equal(
            """{"by":"supervision:zhang","isSupported":false}""", Text(new AppealReviewed(By, IsSupported: false, null)));
        Assert.Equal(
            """{"by":"supervision:zhang","number":0,"party":"","score":0}""", Text(new CallGraded(By, 0, string.Empty, 0, null)));
    }

    [Fact]
    public void Rare_kinds_refuse_what_has_no_form()
    {
        var morning = JournalSamples.Morning;
        Assert.ThrowsAny<ArgumentException>(() => Encode(new PatrolWalked(By, "river", morning, morning, double.NaN, 0)));
        Assert.ThrowsAny<ArgumentException>(() => Encode(new CaseGraded(By, 0, null)));
        Assert.ThrowsAny<ArgumentException>(() => Encode(new CaseSentBack(default, "reason")));
        var half = (CaseSentBack)EventCodec.Decode("case.sentback.1", Encode(new CaseSentBack(By, "a\udc00b")));
        Assert.Equal("a\ufffdb", half.Reason);
    }

    [Fact]
    public void The_first_version_of_a_body_is_read_as_the_second()
    {
        var filed = EventCodec.Decode(
            "case.dispatched.1",
            """{"by":"system:gridcity","unit":"u-1","limit":"5wd","due":"2025-03-10T09:00:00.000Z","reason":{"rule":"r","version":"v"}}"""u8);
        Assert.Equal("u-1", Assert.IsType<CaseDispatched>(filed).Unit);
    }

    [Theory]
    [InlineData("2025-02-29T00:00:00.000Z")]
    [InlineData("2025-02-28T24:00:00.000Z")]
    [InlineData("2025-02-28T00:00:00Z")]
    [InlineData("2025-02-28T00:00:00.000+08:00")]
    [InlineData("0000-02-28T00:00:00.000Z")]
    public void A_broken_time_is_an_explicit_result(string time)
    {
        var body = $$"""{"by":"system:gridcity","due":"check","dueAt":"{{time}}"}""";
        Assert.False(EventCodec.TryDecode("due.passed.1"u8, Encoding.UTF8.GetBytes(body), out _, out var unread));
        Assert.Contains("'dueAt'", unread.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_not_text_are_an_explicit_result()
    {
        var body = Encode(new CaseRejected(By, "outside the scope"));
        for (var place = 0; place < body.Length; place++)
        {
            var broken = body.ToArray();
            broken[place] = 0xFF;
            Assert.False(EventCodec.TryDecode("case.rejected.1"u8, broken, out _, out var unread));
            Assert.IsType<BrokenBody>(unread);
        }
    }

    [Fact]
    public void An_old_kind_is_read_through_all_its_upgrades()
    {
        // Once there was 'case.shut' with a remark, then 'case.closed.0' with a remark, then today's kind with a note.
        var upgrades = new EventUpgrades(
            new EventUpgrade("case.shut", "case.closed.0", body => body),
            new EventUpgrade("case.closed.0", "case.closed.1", RenameRemark));

        var isRead = upgrades.TryRead("case.shut"u8, """{"by":"unit:u-1","remark":"好"}"""u8, out var happened, out _);

        Assert.True(isRead);
        Assert.Equal(new CaseClosed(new Actor(Role.Unit, "u-1"), "好"), happened);
    }

    private static byte[] RenameRemark(byte[] body)
    {
        using var old = JsonDocument.Parse(body);
        return JsonSerializer.SerializeToUtf8Bytes(old.RootElement.EnumerateObject()
            .ToDictionary(field => field.Name == "remark" ? "note" : field.Name, field => field.Value.GetString()));
    }

    private static string Text(CaseEvent happened) => Encoding.UTF8.GetString(Encode(happened));

    private static string ThereAndBack(string text)
    {
        var body = Encode(new CaseFiled(new Actor(Role.Unit, text), text));
        var filed = (CaseFiled)EventCodec.Decode("case.filed.1", body);
        Assert.Equal(filed.Note, filed.By.Id);
        return filed.Note!;
    }

    private static byte[] Encode(CaseEvent happened)
    {
        var body = new ArrayBufferWriter<byte>();
        EventCodec.Encode(happened, body);
        return body.WrittenSpan.ToArray();
    }
}
