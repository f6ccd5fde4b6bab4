using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace GridCity.Tests.Client;

public sealed class ImportTests : IAsyncLifetime
{
    private readonly ImportFiles _files = new();
    private SmallCity _city = null!;
    private LoopbackServer _server = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => (_city, _server) = await SmallCity.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _files.Dispose();
    }

    [Fact]
    public async Task A_row_becomes_a_report_as_the_mapping_says()
    {
        var (code, summary) = await ImportAsync(ImportFiles.Head + ImportFiles.Row(1));

        Assert.Equal(0, code);
        Assert.Equal(1, (int)summary["accepted"]!);
        var sent = Assert.Single(_city.Received);
        Assert.Equal("06025", (string)sent["class"]!);
        Assert.Equal("hotline", (string)sent["channel"]!);
        Assert.Equal(116.5, (double)sent["lon"]!);
        Assert.Equal("wgs84", (string)sent["frame"]!);
        Assert.Equal("water / floating", (string)sent["text"]!);
        Assert.Equal("r-1", (string)sent["reference"]!);
        Assert.Equal(
            new DateTimeOffset(2013, 12, 26, 4, 59, 8, TimeSpan.Zero), DateTimeOffset.Parse((string)sent["seenAt"]!));
    }

    [Fact]
    public async Task The_command_id_is_the_sha_256_of_channel_and_key()
    {
        await ImportAsync(ImportFiles.Head + ImportFiles.Row(1));

        // printf 'hotline\x1fr-1' | sha256sum, with the version 8 and the variant of a UUID set in its first 16 bytes.
        var hash = System.Security.Cryptography.SHA256.HashData("hotline\u001Fr-1"u8)[..16];
        hash[6] = (byte)(0x80 | (hash[6] & 0x0F));
        hash[8] = (byte)(0x80 | (hash[8] & 0x3F));
        var id = (string)_city.Received.Single()["id"]!;
        Assert.Equal(Convert.ToHexStringLower(hash), id.Replace("-", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Importing_twice_under_another_name_and_order_makes_no_case_twice()
    {
        await ImportAsync(ImportFiles.Head + ImportFiles.Row(1) + ImportFiles.Row(2));
        var again = _files.Write("other.csv", ImportFiles.Head + ImportFiles.Row(2) + ImportFiles.Row(1) + ImportFiles.Row(3));

        var (code, summary) = await _files.ImportAsync(_server.Address, again);

        Assert.Equal(0, code);
        Assert.Equal((1, 2), ((int)summary["accepted"]!, (int)summary["repeated"]!));
        Assert.Equal(3, _city.CaseCount);
    }

    [Fact]
    public async Task Quotes_line_breaks_and_a_byte_order_mark_are_read_as_they_are_meant()
    {
        var (code, _) = await ImportAsync(
            "\uFEFFid,kind,lon,lat,words,seen\r\n"
            + "a,Water,116.5,39.5,\"two\r\nlines, \"\"quoted\"\"\",2013-12-25\r\n\r\n"
            + "b,rubbish heap,116.5,39.5,12\" pipe,2013-12-25\r\n");

        Assert.Equal(0, code);
        var sent = _city.Received.ToArray();
        Assert.Equal("Water / two\r\nlines, \"quoted\"", (string)sent[0]["text"]!);
        Assert.Equal("06010", (string)sent[1]["class"]!);
        Assert.Equal("rubbish heap / 12\" pipe", (string)sent[1]["text"]!);
        Assert.Equal("2013-12-25T05:00:00+00:00", (string)sent[1]["seenAt"]!);
    }

    [Fact]
    public async Task A_semicolon_between_columns_is_found_out()
    {
        var (code, _) = await ImportAsync(
            ImportFiles.Head.Replace(',', ';') + ImportFiles.Row(1).Replace(',', ';'));

        Assert.Equal(0, code);
        Assert.Equal(1, _city.CaseCount);
    }

    [Fact]
    public async Task Gzip_is_told_by_its_bytes_and_not_by_its_name()
    {
        var packed = ImportFiles.Gzip(Encoding.UTF8.GetBytes(ImportFiles.Head + ImportFiles.Rows(1, 50)));

        var (code, summary) = await _files.ImportAsync(_server.Address, _files.Write("plain.csv", packed));

        Assert.Equal(0, code);
        Assert.Equal(50, (int)summary["accepted"]!);
    }

    [Fact]
    public async Task Columns_that_are_not_there_are_named_with_those_that_are_and_nothing_is_sent()
    {
        var file = _files.Write("wrong.csv", "id,kind,longitude,lat,words,seen,seen\n" + ImportFiles.Row(1));
        var shell = new Shell(_server.Address);

        Assert.Equal(2, await shell.RunAsync("import", file, "--mapping", _files.MappingPath));

        Assert.Contains("there is no column 'lon'; there are 2 columns 'seen'", shell.Error, StringComparison.Ordinal);
        Assert.Contains("id, kind, longitude, lat, words, seen, seen.", shell.Error, StringComparison.Ordinal);
        Assert.Empty(_city.Received);
    }

    [Fact]
    public async Task Without_keep_going_the_first_bad_row_ends_the_import_before_its_batch_is_sent()
    {
        var text = ImportFiles.Head + ImportFiles.Rows(1, 5) + "r-6,water,far,39.5,x,2013-12-25\n" + ImportFiles.Rows(7, 5);

        var (code, summary) = await ImportAsync(text, "--batch", "2");

        Assert.Equal(1, code);
        Assert.Equal([2, 2], _city.Batches.Order());
        Assert.Equal((4, 1, 1), ((int)summary["accepted"]!, (int)summary["bad"]!, (int)summary["unsent"]!));
        Assert.Equal("The row at line 7 is bad; --keep-going goes on over bad rows.", (string)summary["endedBecause"]!);
        var fault = summary["faults"]![0]!;
        Assert.Equal("lon: degrees of longitude from -180 to 180 expected", (string)fault["fault"]!);
        Assert.Equal(
            """{"line":7,"column":"lon","value":"far","expected":"degrees of longitude from -180 to 180"}""",
            fault["examples"]![0]!.ToJsonString());
    }

    [Theory]
    [InlineData("r-1,water,116.5,91,x,2013-12-25", "lat", "91")]
    [InlineData("r-1,water,,39.5,x,2013-12-25", "lon", "")]
    [InlineData("r-1,water,NaN,39.5,x,2013-12-25", "lon", "NaN")]
    [InlineData("r-1,water,Infinity,39.5,x,2013-12-25", "lon", "Infinity")]
    [InlineData("r-1,water,\"1,165\",39.5,x,2013-12-25", "lon", "1,165")]
    [InlineData("r-1,fire,116.5,39.5,x,2013-12-25", "kind", "fire")]
    [InlineData("r-1,,116.5,39.5,x,2013-12-25", "kind", "")]
    [InlineData(",water,116.5,39.5,x,2013-12-25", "id", "")]
    [InlineData("r-1,water,116.5,39.5,x,25/12/2013", "seen", "25/12/2013")]
    [InlineData("r-1,water,116.5,39.5,x,0001-01-01", "seen", "0001-01-01")]
    [InlineData("r-1,water,116.5,39.5,x", "row", "5 columns")]
    [InlineData("r-1,water,116.5,39.5,x,2013-12-25,more", "row", "7 columns")]
    [InlineData("r-1,\"water\"s,116.5,39.5,x,2013-12-25", "row", "r-1,\"water\"s,116.5,39.5,x,2013-12-25")]
    [InlineData("r-1,water,116.5,39.5,\"x,2013-12-25", "row", "r-1,water,116.5,39.5,\"x,2013-12-25 ")]
    public async Task A_bad_row_is_told_with_its_column_and_value(string row, string column, string value)
    {
        var (code, summary) = await ImportAsync(ImportFiles.Head + ImportFiles.Row(9) + row + "\n", "--keep-going");

        Assert.Equal(1, code);
        Assert.Equal((1, 1), ((int)summary["accepted"]!, (int)summary["bad"]!));
        var example = summary["faults"]![0]!["examples"]![0]!;
        Assert.Equal(3, (int)example["line"]!);
        Assert.Equal(column, (string)example["column"]!);
        Assert.Equal(value, (string)example["value"]!);
    }

    [Fact]
    public async Task Broken_utf_8_is_told_with_its_line_and_column_even_where_nothing_reads_it()
    {
        byte[] bytes =
        [
            .. Encoding.UTF8.GetBytes("note," + ImportFiles.Head + "x," + ImportFiles.Row(1)),
            0xC3, 0x28, .. Encoding.UTF8.GetBytes("," + ImportFiles.Row(2) + "y," + ImportFiles.Row(3)),
        ];

        var (code, summary) = await _files.ImportAsync(_server.Address, _files.Write("broken.csv", bytes), "--keep-going");

        Assert.Equal(1, code);
        Assert.Equal((2, 1), ((int)summary["accepted"]!, (int)summary["bad"]!));
        Assert.Equal("note: UTF-8 text expected", (string)summary["faults"]![0]!["fault"]!);
        Assert.Equal(3, (int)summary["faults"]![0]!["examples"]![0]!["line"]!);
    }

    [Fact]
    public async Task A_thousand_bad_rows_are_a_report_and_a_file()
    {
        var text = new StringBuilder(ImportFiles.Head);
        for (var number = 1; number <= 1000; number++)
        {
            text.Append(ImportFiles.Row(number)).Append("b-").Append(number).Append(",water,,39.5,\"a, b\",2013-12-25\n");
        }
        var bad = _files.PathOf("bad.csv");

        var (code, summary) = await ImportAsync(text.ToString(), "--keep-going", "--bad", bad, "--examples", "3", "--batch", "100");

        Assert.Equal(1, code);
        Assert.Equal((1000, 1000), ((int)summary["accepted"]!, (int)summary["bad"]!));
        var fault = Assert.Single(summary["faults"]!.AsArray())!;
        Assert.Equal((1000, 3), ((int)fault["count"]!, fault["examples"]!.AsArray().Count));
        var lines = await File.ReadAllLinesAsync(bad, Stop);
        Assert.Equal(1001, lines.Length);
        Assert.Equal("bad line,bad column,bad value,expected,id,kind,lon,lat,words,seen", lines[0]);
        Assert.Equal("3,lon,,degrees of longitude from -180 to 180,b-1,water,,39.5,\"a, b\",2013-12-25", lines[1]);
        Assert.Equal("2001", lines[1000].Split(',')[0]);
    }

    [Fact]
    public async Task Bad_rows_that_have_been_put_right_are_imported_from_their_file()
    {
        var bad = _files.PathOf("bad.csv");
        await ImportAsync(ImportFiles.Head + "r-1,water,,39.5,x,2013-12-25\n", "--keep-going", "--bad", bad);
        await File.WriteAllTextAsync(bad, (await File.ReadAllTextAsync(bad, Stop)).Replace("water,,", "water,116.5,"), Stop);

        var (code, _) = await _files.ImportAsync(_server.Address, bad);

        Assert.Equal(0, code);
        Assert.Equal("r-1", (string)Assert.Single(_city.Received)["reference"]!);
    }

    [Fact]
    public async Task What_the_server_refuses_is_told_row_by_row()
    {
        var bad = _files.PathOf("bad.csv");
        var text = ImportFiles.Head + ImportFiles.Rows(1, 3) + "out,water,10,10,x,2013-12-25\n" + ImportFiles.Rows(4, 3);

        var (code, summary) = await ImportAsync(text, "--keep-going", "--batch", "2", "--bad", bad);

        Assert.Equal(1, code);
        Assert.Equal((6, 1), ((int)summary["accepted"]!, (int)summary["refused"]!));
        var fault = summary["faults"]![0]!;
        Assert.Equal("refused by the server: PointOutsideCity 107", (string)fault["fault"]!);
        Assert.Equal(5, (int)fault["examples"]![0]!["line"]!);
        Assert.Equal("The point 10, 10 lies in no cell of the city.", (string)fault["examples"]![0]!["expected"]!);
        Assert.EndsWith(
            ",out,water,10,10,x,2013-12-25", (await File.ReadAllLinesAsync(bad, Stop))[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_keep_going_a_refusal_ends_the_import()
    {
        var text = ImportFiles.Head + "out,water,10,10,x,2013-12-25\n" + ImportFiles.Rows(1, 5000);

        var (code, summary) = await ImportAsync(text, "--batch", "10");

        Assert.Equal(1, code);
        Assert.Equal(1, (int)summary["refused"]!);
        Assert.True((int)summary["accepted"]! < 5000);
        Assert.Contains("--keep-going", (string)summary["endedBecause"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_key_with_other_content_is_refused_and_not_a_second_case()
    {
        var text = ImportFiles.Head + ImportFiles.Row(1) + ImportFiles.Row(1).Replace("floating", "sunk", StringComparison.Ordinal);

        var (_, summary) = await ImportAsync(text, "--keep-going");

        Assert.Equal("refused by the server: CommandIdReused 201", (string)summary["faults"]![0]!["fault"]!);
        Assert.Equal(1, _city.CaseCount);
    }

    [Fact]
    public async Task A_limit_reads_no_more_rows_and_a_dry_run_sends_none()
    {
        var file = _files.Write("rows.csv", ImportFiles.Head + ImportFiles.Rows(1, 100));

        var (_, limited) = await _files.ImportAsync(_server.Address, file, "--limit", "7", "--batch", "5");
        Assert.Equal((7, 7), ((int)limited["rows"]!, (int)limited["accepted"]!));
        Assert.Equal([2, 5], _city.Batches.Order());

        var (code, dry) = await _files.ImportAsync(await LoopbackServer.NobodyAsync(), file, "--dry-run");
        Assert.Equal(0, code);
        Assert.Equal((100, 100), ((int)dry["rows"]!, (int)dry["unsent"]!));
    }

    [Fact]
    public async Task A_class_that_the_city_does_not_know_is_said_before_anything_is_sent()
    {
        var mapping = _files.Write("unknown.yaml", ImportFiles.Mapping.Replace("06010", "99999", StringComparison.Ordinal));
        var shell = new Shell(_server.Address);

        var code = await shell.RunAsync("import", _files.Write("rows.csv", ImportFiles.Head), "--mapping", mapping);

        Assert.Equal(2, code);
        Assert.Contains("does not know what the mapping names: classes 99999.", shell.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_get_sentences_and_a_table()
    {
        var file = _files.Write("rows.csv", ImportFiles.Head + ImportFiles.Rows(1, 3) + "b,water,[x],39.5,x,2013-12-25\n");
        var shell = new Shell(_server.Address);

        Assert.Equal(1, await shell.RunAsync("import", file, "--mapping", _files.MappingPath, "--keep-going"));

        Assert.Contains("4 rows read in ", shell.Output, StringComparison.Ordinal);
        Assert.Contains(
            "3 taken in (0 the same problem as another), 0 in before, 0 refused by the server, 1 bad, 0 not sent.", shell.Output, StringComparison.Ordinal);
        Assert.Matches("1 +lon: degrees of longitude from -180 to 180 expected +5 +'\\[x\\]'", shell.Output);
        Assert.Empty(shell.Error);
    }

    private Task<(int Code, JsonObject Summary)> ImportAsync(string text, params string[] options) =>
        _files.ImportAsync(_server.Address, _files.Write("rows.csv", text), options);
}
