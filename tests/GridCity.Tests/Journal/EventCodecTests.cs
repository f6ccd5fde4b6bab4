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
                Assert.Equal(happened, EventCodec.Decode(EventCodec.KindOf(happened), Encode(happened)));
            }
        }
    }

    [Fact]
    public void Samples_cover_every_kind_of_event()
    {
        var samples = new EventSamples(1);
        var kinds = Enumerable.Range(0, EventSamples.KindCount).Select(kind => EventCodec.KindOf(samples.Draw(kind)));
        var events = typeof(CaseEvent).Assembly.GetTypes().Count(type => type.IsSubclassOf(typeof(CaseEvent)));
        Assert.Equal(EventCodec.Kinds, kinds);
        Assert.Equal(events, EventCodec.Kinds.Count);
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
