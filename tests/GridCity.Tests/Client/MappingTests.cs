using System.Globalization;
using GridCity.Core.Space;
using GridCity.Simulation.Replay;
using Xunit;

namespace GridCity.Tests.Client;

public sealed class MappingTests
{
    [Fact]
    public void A_mapping_is_read_as_it_is_written()
    {
        var mapping = Read(ImportFiles.Mapping);

        Assert.Equal(["id", "kind", "words", "lon", "lat", "seen"], mapping.Columns);
        Assert.Equal("hotline", mapping.Channel.Constant);
        Assert.Equal("06025", mapping.Class.Map!["WATER"]);
        Assert.Equal(("Rubbish", "06010"), Assert.Single(mapping.Class.Beginnings));
        Assert.Equal(["06025", "06010"], mapping.Class.KnownValues);
        Assert.Equal(Frame.Wgs84, mapping.Frame);
        Assert.Equal("America/New_York", mapping.SeenAt!.Zone.Id);
        Assert.Null(mapping.By);
    }

    [Fact]
    public void Every_fault_of_a_mapping_is_told_with_its_line()
    {
        var fault = Assert.Throws<InputException>(() => Read(
            """
            key: { column: id }
            class:
              colum: kind
              map: { a: "1", A: "2" }
            point: { lon: x, frame: mars }
            seenAt: { column: t, layouts: [rubbish], zone: Moon/Tranquility }
            text: [a, b]
            file: { encoding: klingon, separator: ab }
            """));

        Assert.Equal(
            """
            The mapping 'm.yaml' has faults:
              line 3: 'class' needs either columns or a value.
              line 3: 'A' stands twice in the map; small and capital letters do not differ.
              line 3: 'colum' is not expected here; one of column, columns, value, map, separator, default is.
              line 1: 'channel' is missing.
              line 5: 'lat' is missing.
              line 5: 'mars' is not a frame; wgs84, cgcs2000, gcj02 or bd09 was expected.
              line 7: 'text' is a block of words with values.
              line 6: 'Moon/Tranquility' is not a time zone; a name such as America/New_York was expected.
              line 6: 'rubbish' is not a layout of times; one such as yyyy-MM-dd HH:mm:ss was expected.
              line 8: 'ab' is not a separator; one character or the word tab was expected.
              line 8: 'klingon' is not an encoding; one such as utf-8 or gb18030 was expected.
            """.ReplaceLineEndings("\n"),
            fault.Message.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("", "one YAML document")]
    [InlineData("- a\n- b", "one YAML document")]
    [InlineData("key: {\n  column: x\nclass: }", "not closed")]
    [InlineData("key: {\n  a: b: c }", "line 2")]
    [InlineData("key: 1\nkey: 2", "key")]
    public void What_is_no_mapping_is_a_fault_and_not_a_crash(string text, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<InputException>(() => Read(text)).Message, StringComparison.OrdinalIgnoreCase);

    [Theory]
    [InlineData("12/25/2013 11:59:08 PM", "2013-12-26T04:59:08Z")]
    [InlineData(" 07/04/2013 12:00:00 AM ", "2013-07-04T04:00:00Z")]
    [InlineData("2013-12-25", "2013-12-25T05:00:00Z")]
    [InlineData("2013-12-25T10:00:00+08:00", "2013-12-25T02:00:00Z")]
    [InlineData("2013-12-25T10:00:00Z", "2013-12-25T10:00:00Z")]
    // The clocks went from 02:00 to 03:00; what is written as 02:30 never was, and is read as 03:00.
    [InlineData("03/10/2013 02:30:00 AM", "2013-03-10T07:00:00Z")]
    // 01:30 was twice; it is read as the second, in winter time.
    [InlineData("11/03/2013 01:30:00 AM", "2013-11-03T06:30:00Z")]
    public void A_time_is_read_by_its_layout_and_zone(string text, string expected)
    {
        var rule = new TimeRule(
            "t",
            ["MM/dd/yyyy hh:mm:ss tt", "yyyy-MM-dd", "yyyy-MM-ddTHH:mm:ssK"],
            TimeZoneInfo.FindSystemTimeZoneById("America/New_York"));

        Assert.True(TimeText.TryRead(text, rule, out var moment));
        Assert.Equal(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), moment);
    }

    [Fact]
    public void Text_in_another_encoding_is_read()
    {
        using var files = new ImportFiles();
        System.Text.Encoding.RegisterProvider(System.Text.CodePagesEncodingProvider.Instance);
        var bytes = System.Text.Encoding.GetEncoding("gb18030").GetBytes(ImportFiles.Head + "r-1,water,116.5,39.5,水域不洁,2013-12-25\n");
        using var rows = new RowReader(
            new MemoryStream(bytes), Read(ImportFiles.Mapping + "\nfile: { encoding: gb18030, separator: \",\" }"));

        Assert.True(rows.Read());
        Assert.Equal("water / 水域不洁", rows.Report!.Text);
    }

    private static Mapping Read(string yaml) => MappingReader.Read(new StringReader(yaml), "m.yaml");
}
