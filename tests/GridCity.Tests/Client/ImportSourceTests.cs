using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace GridCity.Tests.Client;

/// <summary>Files that are not what they seem, and servers that go away: clear words, and nothing half done.</summary>
public sealed class ImportSourceTests : IAsyncLifetime
{
    private readonly ImportFiles _files = new();
    private SmallCity _city = null!;
    private LoopbackServer _server = null!;

    public async ValueTask InitializeAsync() => (_city, _server) = await SmallCity.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _files.Dispose();
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_said_so()
    {
        Assert.Contains("There is no file", await RefusedAsync(_files.PathOf("absent.csv")), StringComparison.Ordinal);
        Assert.Contains("is a directory", await RefusedAsync(_files.Folder), StringComparison.Ordinal);
        Assert.Contains("is empty", await RefusedAsync(_files.Write("empty.csv", "")), StringComparison.Ordinal);
        Assert.Contains("holds no table", await RefusedAsync(_files.Write("lines.csv", "\n\n\n")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_with_nothing_but_names_of_columns_is_an_import_of_nothing()
    {
        var (code, summary) = await _files.ImportAsync(_server.Address, _files.Write("head.csv", ImportFiles.Head));

        Assert.Equal(0, code);
        Assert.Equal(0, (int)summary["rows"]!);
        Assert.Empty(_city.Batches);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_gzip_file_that_was_cut_off_is_a_fault_after_what_came_before(bool keepsGoing)
    {
        var whole = ImportFiles.Gzip(Encoding.UTF8.GetBytes(ImportFiles.Head + ImportFiles.Rows(1, 3000)));
        var file = _files.Write("cut.csv.gz", whole[..^5]);

        var (code, summary) = await _files.ImportAsync(
            _server.Address, file, keepsGoing ? ["--batch", "200", "--keep-going"] : ["--batch", "200"]);

        Assert.Equal(1, code);
        Assert.Contains("damaged or was cut off", (string)summary["endedBecause"]!, StringComparison.Ordinal);
        var rows = (int)summary["rows"]!;
        Assert.InRange(rows, 2000, 3000);
        Assert.Equal(keepsGoing ? rows : rows / 200 * 200, (int)summary["accepted"]!);
        Assert.Equal(keepsGoing ? 0 : rows % 200, (int)summary["unsent"]!);
    }

    [Fact]
    public async Task A_gzip_file_with_a_flipped_bit_is_a_fault()
    {
        var whole = ImportFiles.Gzip(Encoding.UTF8.GetBytes(ImportFiles.Head + ImportFiles.Rows(1, 3)));
        whole[^6] ^= 1;

        Assert.Contains("damaged", await RefusedAsync(_files.Write("flipped.gz", whole), code: 1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_may_not_unpack_into_more_than_it_is_allowed()
    {
        var packed = ImportFiles.Gzip(Encoding.UTF8.GetBytes(ImportFiles.Head + ImportFiles.Rows(1, 5000)));

        var (code, summary) = await _files.ImportAsync(
            _server.Address, _files.Write("large.gz", packed), "--max-bytes", "100000", "--keep-going");

        Assert.Equal(1, code);
        Assert.Contains("more than 100,000 bytes", (string)summary["endedBecause"]!, StringComparison.Ordinal);
        Assert.InRange((int)summary["rows"]!, 1, 4999);
    }

    [Fact]
    public async Task A_gzip_bomb_is_seen_by_how_much_it_swells()
    {
        // Empty lines are skipped, so without the limit nobody would ever see a row too many.
        var swollen = Encoding.UTF8.GetBytes(ImportFiles.Head + new string('\n', 17 << 20));
        var bomb = ImportFiles.Gzip(swollen, CompressionLevel.Optimal);

        var (code, summary) = await _files.ImportAsync(_server.Address, _files.Write("bomb.gz", bomb));

        Assert.Equal(1, code);
        Assert.Contains("gzip bomb", (string)summary["endedBecause"]!, StringComparison.Ordinal);
        Assert.Equal(0, (int)summary["rows"]!);
    }

    [Fact]
    public async Task A_row_without_an_end_is_a_fault_with_its_line()
    {
        var text = ImportFiles.Head + ImportFiles.Row(1) + "r-2,water,116.5,39.5,\"" + new string('x', 5 << 20);

        var (code, summary) = await _files.ImportAsync(_server.Address, _files.Write("endless.csv", text), "--keep-going");

        Assert.Equal(1, code);
        Assert.Equal(
            "The row at line 3 is longer than 1 MiB; most likely a quote is not closed.", (string)summary["endedBecause"]!);
        Assert.Equal(1, (int)summary["accepted"]!);
    }

    [Fact]
    public async Task Something_that_is_no_table_at_all_is_refused_at_its_first_row()
    {
        var noise = new byte[3 << 20];
        new Random(1).NextBytes(noise);
        for (var index = 0; index < noise.Length; index++)
        {
            noise[index] = noise[index] is (byte)'\n' or (byte)'\r' ? (byte)'x' : noise[index];
        }

        Assert.Contains("line 1 is longer than 1 MiB", await RefusedAsync(_files.Write("noise.bin", noise), code: 1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Batches_travel_four_at_a_time_and_are_counted_all()
    {
        var (underWay, most) = (0, 0);
        var isFourth = new TaskCompletionSource();
        await using var server = await LoopbackServer.StartAsync(app =>
        {
            app.Use(async (context, next) =>
            {
                if (context.Request.Method != HttpMethods.Post)
                {
                    await next(context);
                    return;
                }
                var now = Interlocked.Increment(ref underWay);
                most = Math.Max(most, now);
                if (now == 4)
                {
                    isFourth.TrySetResult();
                }
                await isFourth.Task;
                // Once the answer is on its way the next batch may come before this line: so the count goes down first.
                Interlocked.Decrement(ref underWay);
                await next(context);
            });
            _city.Map(app);
        });

        var (code, summary) = await _files.ImportAsync(
            server.Address, _files.Write("rows.csv", ImportFiles.Head + ImportFiles.Rows(1, 40)), "--batch", "2");

        Assert.Equal(0, code);
        Assert.Equal(40, (int)summary["accepted"]!);
        Assert.Equal(4, most);
    }

    [Fact]
    public async Task A_server_that_can_write_no_more_ends_the_import_and_what_went_in_is_said()
    {
        var batches = 0;
        await using var server = await LoopbackServer.StartAsync(app =>
        {
            app.Use((context, next) =>
            {
                if (context.Request.Method == HttpMethods.Post && Interlocked.Increment(ref batches) > 1)
                {
                    return Results.Problem("The disk is full.", statusCode: 507).ExecuteAsync(context);
                }
                return next(context);
            });
            _city.Map(app);
        });
        var file = _files.Write("rows.csv", ImportFiles.Head + ImportFiles.Rows(1, 40));
        var shell = new Shell(server.Address);

        Assert.Equal(1, await shell.RunAsync("import", file, "--mapping", _files.MappingPath, "--batch", "10"));

        Assert.Contains("10 taken in", shell.Output, StringComparison.Ordinal);
        Assert.Contains("The disk is full.", shell.Error, StringComparison.Ordinal);
    }

    private async Task<string> RefusedAsync(string file, int code = 2)
    {
        var shell = new Shell(_server.Address);
        Assert.Equal(code, await shell.RunAsync("import", file, "--mapping", _files.MappingPath));
        Assert.Empty(_city.Batches);
        return shell.Error;
    }
}
