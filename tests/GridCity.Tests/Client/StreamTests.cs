using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using GridCity.Client.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace GridCity.Tests.Client;

public sealed class StreamTests
{
    private static readonly TimeSpan LongerThanAnyWaitToReconnect = TimeSpan.FromSeconds(31);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_broken_stream_resumes_after_the_last_entry_without_gap_or_repetition()
    {
        var resumed = new ConcurrentQueue<string>();
        await using var server = await StreamingAsync(async (context, connection) =>
        {
            var after = context.Request.Headers["Last-Event-ID"].ToString();
            resumed.Enqueue(after);
            await SendAsync(context, "hello", new JsonObject { ["position"] = 99 });
            await SendAsync(context, "ping", []);
            await SendAsync(context, "entry", SmallCity.Entry(long.Parse(after) + 1));
            await SendAsync(context, "entry", SmallCity.Entry(long.Parse(after) + 2));
            if (connection == 1)
            {
                // What was sent before may be lost with the connection.
                context.Abort();
            }
        });
        var time = new SkippingTime(LongerThanAnyWaitToReconnect);
        using var client = Client(server, time);

        var positions = await EntriesAsync(client.FollowAsync(0, Stop), 6);

        Assert.Equal([1, 2, 3, 4, 5, 6], positions);
        Assert.Equal(["0", "2"], resumed.Take(2));
        Assert.All(time.Waits, wait => Assert.InRange(wait, TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(500)));
    }

    [Fact]
    public async Task From_now_on_counts_from_the_greeting()
    {
        var resumed = new ConcurrentQueue<string>();
        await using var server = await StreamingAsync(async (context, connection) =>
        {
            resumed.Enqueue(context.Request.Headers["Last-Event-ID"].ToString());
            await SendAsync(context, "hello", new JsonObject { ["position"] = 40, ["city"] = "small", ["hash"] = "abc" });
            if (connection == 1)
            {
                await SendAsync(context, "entry", SmallCity.Entry(41));
            }
        });
        using var client = Client(server, new SkippingTime(LongerThanAnyWaitToReconnect));

        var seen = new List<StreamEvent>();
        await foreach (var happened in client.FollowAsync(null, Stop))
        {
            seen.Add(happened);
            if (happened is EntryArrived)
            {
                break;
            }
        }

        Assert.Equal(["", "40"], resumed);
        Assert.Equal(new StreamOpened(40, "abc"), seen[0]);
        Assert.IsType<StreamInterrupted>(seen[1]);
    }

    [Fact]
    public async Task Falling_behind_is_said_and_followed_by_catching_up()
    {
        await using var server = await StreamingAsync(async (context, connection) =>
        {
            await SendAsync(context, "entry", SmallCity.Entry(connection + 1));
            await SendAsync(context, "gap", new JsonObject { ["after"] = connection + 1 });
        });
        using var client = Client(server, new SkippingTime(LongerThanAnyWaitToReconnect));

        var seen = await TakeAsync(client.FollowAsync(0, Stop), 3);

        var interrupted = Assert.IsType<StreamInterrupted>(seen[1]);
        Assert.Contains("too far behind", interrupted.Because, StringComparison.Ordinal);
        Assert.Equal(2, Assert.IsType<EntryArrived>(seen[2]).Entry.Position);
    }

    [Fact]
    public async Task A_server_that_falls_silent_is_left_and_asked_again()
    {
        var isSecond = new TaskCompletionSource();
        await using var server = await StreamingAsync(async (context, connection) =>
        {
            await SendAsync(context, "entry", SmallCity.Entry(connection + 1));
            if (connection == 0)
            {
                await isSecond.Task;
            }
            isSecond.TrySetResult();
        });
        var time = new SkippingTime(LongerThanAnyWaitToReconnect);
        using var client = Client(server, time);

        await using var events = client.FollowAsync(0, Stop).GetAsyncEnumerator(Stop);
        Assert.True(await events.MoveNextAsync());
        var next = events.MoveNextAsync();
        time.EndAll();
        Assert.True(await next);
        var interrupted = Assert.IsType<StreamInterrupted>(events.Current);
        Assert.Contains("silent", interrupted.Because, StringComparison.Ordinal);
        Assert.True(await events.MoveNextAsync());
        Assert.Equal(2, Assert.IsType<EntryArrived>(events.Current).Entry.Position);
    }

    [Fact]
    public async Task A_server_that_goes_away_is_waited_for_longer_and_longer()
    {
        var server = await StreamingAsync((context, _) => SendAsync(context, "entry", SmallCity.Entry(1)));
        var time = new SkippingTime(LongerThanAnyWaitToReconnect);
        using var client = Client(server, time);

        await using var events = client.FollowAsync(0, Stop).GetAsyncEnumerator(Stop);
        Assert.True(await events.MoveNextAsync());
        await server.DisposeAsync();
        var waits = new List<TimeSpan>();
        while (waits.Count < 8)
        {
            Assert.True(await events.MoveNextAsync());
            waits.AddRange(events.Current is StreamInterrupted interrupted ? [interrupted.RetryIn] : []);
        }

        Assert.True(waits[7] > waits[0] * 20, string.Join(", ", waits));
        Assert.All(waits, wait => Assert.InRange(wait, TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task A_server_that_was_never_there_is_an_exception()
    {
        using var client = GridCityClient.Connect(await LoopbackServer.NobodyAsync());

        await Assert.ThrowsAsync<ServerUnreachableException>(() => TakeAsync(client.FollowAsync(0, Stop), 1));
    }

    [Fact]
    public async Task An_answer_that_is_no_stream_is_an_exception()
    {
        await using var server = await LoopbackServer.StartAsync(app => app.MapGet("/api/v1/stream", () => Results.Json(new JsonObject())));
        using var client = Client(server, TimeProvider.System);

        await Assert.ThrowsAsync<ServerUnreachableException>(() => TakeAsync(client.FollowAsync(0, Stop), 1));
    }

    [Fact]
    public async Task An_event_that_cannot_be_read_is_an_exception_and_not_an_endless_circle()
    {
        await using var server = await StreamingAsync((context, _) =>
            SendAsync(context, "entry", new JsonObject { ["position"] = "high" }));
        using var client = Client(server, new SkippingTime(LongerThanAnyWaitToReconnect));

        await Assert.ThrowsAsync<ServerUnreachableException>(() => TakeAsync(client.FollowAsync(0, Stop), 1));
    }

    [Fact]
    public async Task A_board_comes_whole_and_then_in_frames()
    {
        await using var server = await StreamingAsync(
            async (context, _) =>
            {
                await SendAsync(context, "board", Boards.Whole());
                await SendAsync(context, "frame", Boards.Frame());
            },
            "/api/v1/stream/board");
        using var client = Client(server, TimeProvider.System);

        var seen = await TakeAsync(client.FollowBoardAsync(Stop), 2);

        var board = Assert.IsType<BoardArrived>(seen[0]).Board;
        Assert.Equal(new byte[] { 3, 0, 255 }, board.Open);
        Assert.Equal(12, board.Totals.Open);
        var frame = Assert.IsType<FrameArrived>(seen[1]).Frame;
        Assert.Equal([2, 4, 1], frame.Cells[0]);
        Assert.Equal("case.closed.1", frame.Cases![0].Kind);
    }

    private static Task<LoopbackServer> StreamingAsync(
        Func<HttpContext, int, Task> talk,
        string path = "/api/v1/stream")
    {
        var connections = -1;
        return LoopbackServer.StartAsync(app => app.MapGet(path, async (HttpContext context) =>
        {
            context.Response.ContentType = "text/event-stream";
            await talk(context, Interlocked.Increment(ref connections));
        }));
    }

    private static async Task SendAsync(HttpContext context, string kind, JsonObject data)
    {
        var id = kind == "entry" ? $"id: {data["position"]}\n" : string.Empty;
        await context.Response.WriteAsync($"event: {kind}\n{id}data: {data.ToJsonString()}\n\n");
        await context.Response.Body.FlushAsync();
    }

    private static async Task<List<StreamEvent>> TakeAsync(IAsyncEnumerable<StreamEvent> events, int count)
    {
        var taken = new List<StreamEvent>();
        await foreach (var happened in events)
        {
            taken.Add(happened);
            if (taken.Count == count)
            {
                break;
            }
        }
        return taken;
    }

    private static async Task<List<long>> EntriesAsync(IAsyncEnumerable<StreamEvent> events, int count)
    {
        var positions = new List<long>();
        await foreach (var happened in events)
        {
            positions.AddRange(happened is EntryArrived arrived ? [arrived.Entry.Position] : []);
            if (positions.Count == count)
            {
                break;
            }
        }
        return positions;
    }

    private static GridCityClient Client(LoopbackServer server, TimeProvider time) =>
        new(new HttpClient { BaseAddress = server.Address }, time);
}
