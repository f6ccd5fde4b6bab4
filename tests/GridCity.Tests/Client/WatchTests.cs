using System.Text.Json.Nodes;
using GridCity.Client;
using GridCity.Client.Api;
using GridCity.Client.Watch;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace GridCity.Tests.Client;

public sealed class WatchTests
{
    [Fact]
    public async Task Where_there_is_no_screen_every_entry_is_a_line()
    {
        await using var server = await StartAsync();
        var shell = new Shell(server.Address);

        Assert.Equal(0, await shell.RunAsync("watch", "--count", "3"));

        Assert.Equal(3, shell.Lines.Length);
        Assert.Equal(
            "2026-07-01 09:00:00  110101009003012-1  filed – looks real  [supervision:desk-1]", shell.Lines[0]);
    }

    [Fact]
    public async Task For_programs_every_entry_is_a_line_of_json()
    {
        await using var server = await StartAsync();
        var shell = new Shell(server.Address);

        Assert.Equal(0, await shell.RunAsync("watch", "--after", "10", "--count", "2", "--json"));

        Assert.Equal([11, 12], shell.Lines.Select(line => (long)JsonNode.Parse(line)!["position"]!));
        Assert.Equal("looks real", (string)JsonNode.Parse(shell.Lines[0])!["body"]!["note"]!);
    }

    [Fact]
    public async Task Ctrl_C_is_how_watching_ends()
    {
        await using var server = await StartAsync();
        var shell = new Shell(server.Address);
        using var stop = new CancellationTokenSource();

        var watching = CommandLine.RunAsync(["watch"], shell.Terminal, stop.Token);
        await stop.CancelAsync();

        Assert.Equal(0, await watching);
    }

    [Fact]
    public void The_screen_shows_totals_streets_and_flow()
    {
        var shell = new Shell();
        var state = new WatchState();
        state.Take(new BoardArrived(System.Text.Json.JsonSerializer.Deserialize(Boards.Whole(), Wire.Json.Board)!));
        state.Take(new FrameArrived(System.Text.Json.JsonSerializer.Deserialize(Boards.Frame(), Wire.Json.BoardFrame)!));

        var terminal = shell.Terminal;
        terminal.Screen.Profile.Height = 40;
        terminal.Screen.Write(new WatchScreen(terminal, City()).Draw(state));

        Assert.Equal(39, shell.Output.TrimEnd('\n').Split('\n').Length);
        Assert.Contains("Small City 小城", shell.Output, StringComparison.Ordinal);
        Assert.Contains("made-up city", shell.Output, StringComparison.Ordinal);
        Assert.Contains("2026-07-01 09:02:04  position 1,300", shell.Output, StringComparison.Ordinal);
        Assert.Matches("closed +1,500 ", shell.Output);
        Assert.Matches("Donghuamen 东华门 +9 +2 +5 +▇{16}", shell.Output);
        Assert.Matches("09:02:04 +110101009003012-1 +closed +Unclean water 水域不洁 +Water bureau", shell.Output);
        Assert.Contains("41 more went by", shell.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_screen_says_that_the_server_is_away_and_forgets_it_when_it_is_back()
    {
        var state = new WatchState();
        state.Take(new StreamInterrupted("the connection broke", TimeSpan.FromSeconds(4)));
        Assert.Equal("the connection broke; trying again in 4 s", state.Interruption);

        state.Take(new FrameArrived(System.Text.Json.JsonSerializer.Deserialize(Boards.Frame(), Wire.Json.BoardFrame)!));
        Assert.Null(state.Interruption);
    }

    private static CityPicture City() => new(
        "small", "Small City", "小城", true, false, null, "abc", "Asia/Shanghai", "wgs84", 1,
        new LonLat(116.5, 39.5), [116, 39, 117, 40], [], [], [], [], [], 0);

    private static Task<LoopbackServer> StartAsync() => LoopbackServer.StartAsync(app =>
    {
        new SmallCity().Map(app);
        app.MapGet("/api/v1/stream", async (HttpContext context) =>
        {
            context.Response.ContentType = "text/event-stream";
            var after = context.Request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } text ? long.Parse(text) : 0;
            for (var position = after + 1; !context.RequestAborted.IsCancellationRequested; position++)
            {
                await context.Response.WriteAsync(
                    $"event: entry\nid: {position}\ndata: {SmallCity.Entry(position).ToJsonString()}\n\n");
            }
        });
    });
}
