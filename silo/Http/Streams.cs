using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using GridCity.Grains;
using GridCity.Silo.Access;
using GridCity.Silo.Views;

namespace GridCity.Silo.Http;

/// <summary>What happens, as it happens: server-sent events of entries and of the board.</summary>
internal static class Streams
{
    private const int PageMax = 1_000;
    private static readonly TimeSpan LifeMax = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan PingPeriod = TimeSpan.FromSeconds(15);

    public static void MapStreams(this IEndpointRouteBuilder api)
    {
        api.MapGet("/stream", FollowAsync)
            .WithName("stream").WithSummary("Entries as they become durable; resumes after a position (after or Last-Event-ID).")
            .Produces(StatusCodes.Status200OK, null, "text/event-stream").ProducesProblem(400).Needs(Right.ReadAll);
        api.MapGet("/stream/board", WatchBoardAsync)
            .WithName("boardStream").WithSummary("The board at once, then what changed, at most twice a second.")
            .Produces(StatusCodes.Status200OK, null, "text/event-stream").ProducesProblem(503);
        api.MapGet("/journal", GetJournalAsync)
            .WithName("journal").WithSummary("A page of the journal; page with after=next.")
            .Produces<EntryPage>().ProducesProblem(400).Needs(Right.ReadAll);
    }

    // Who may watch is asked when a stream begins; so that somebody who may no longer does not go on for ever, it begins anew.
    private static CancellationTokenSource EndOf(HttpContext context, IHostApplicationLifetime lifetime, CancellationToken stop)
    {
        var ending = CancellationTokenSource.CreateLinkedTokenSource(stop, lifetime.ApplicationStopping);
        if (!Caller.Of(context).IsOpen)
        {
            ending.CancelAfter(LifeMax);
        }
        return ending;
    }

    private static async Task FollowAsync(
        HttpContext context, ICityHost host, RecentEntries recent, IHostApplicationLifetime lifetime, CancellationToken stop)
    {
        var after = recent.Position;
        var asked = context.Request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } header
            ? header
            : context.Request.Query["after"].ToString();
        if (asked.Length > 0 && (!long.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out after) || after > recent.Position))
        {
            await Problems.Malformed("after", $"A position from 0 to {recent.Position} was expected.").ExecuteAsync(context);
            return;
        }
        using var ending = EndOf(context, lifetime, stop);
        var stream = new EventStream(context.Response);
        var hello = new HelloBody(after, host.City.Id, host.City.Hash);
        await stream.SendAsync("hello", null, JsonSerializer.Serialize(hello, WireContext.Default.HelloBody), ending.Token);
        await stream.PumpAsync(Entries(host, recent, after, ending.Token), PingPeriod, ending.Token);
    }

    private static async IAsyncEnumerable<(string Kind, long? Id, string Json)> Entries(
        ICityHost host, RecentEntries recent, long after, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var entry in recent.FollowAsync(host.Journal, after, stop))
        {
            yield return ("entry", entry.Position, JsonSerializer.Serialize(entry.ToBody(), WireContext.Default.EntryBody));
        }
    }

    private static async Task WatchBoardAsync(
        HttpContext context, BoardFrames frames, IHostApplicationLifetime lifetime, CancellationToken stop)
    {
        using var ending = EndOf(context, lifetime, stop);
        if (frames.Watch(ending.Token) is not { } events)
        {
            context.Response.Headers.RetryAfter = "5";
            await Problems.Make(
                StatusCodes.Status503ServiceUnavailable, "Overloaded", "Too many watchers already.", null, null).ExecuteAsync(context);
            return;
        }
        await new EventStream(context.Response).PumpAsync(Board(events, ending.Token), PingPeriod, ending.Token);
    }

    private static async IAsyncEnumerable<(string Kind, long? Id, string Json)> Board(
        IAsyncEnumerable<BoardEvent> events, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var (kind, json) in events.WithCancellation(stop))
        {
            yield return (kind, null, json);
        }
    }

    private static async Task<IResult> GetJournalAsync(HttpContext context, ICityHost host, CancellationToken stop)
    {
        var query = context.Request.Query;
        if (!Cases.TryNumber(query, "after", 0, long.MaxValue, 0, out var after)
            || !Cases.TryNumber(query, "limit", 1, PageMax, 100, out var limit))
        {
            return Problems.Malformed("after,limit", $"Whole numbers were expected, and a limit from 1 to {PageMax}.");
        }
        var page = await host.Journal.ReadPageAsync(after!.Value, (int)limit!.Value, stop);
        return TypedResults.Json(
            new EntryPage([.. page.Select(entry => entry.ToBody())], page.Count == limit ? page[^1].Position : null),
            WireContext.Default.EntryPage);
    }
}
