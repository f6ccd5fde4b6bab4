using System.Globalization;
using System.Text;

namespace GridCity.Silo.Http;

/// <summary>
/// Server-sent events on one response. The framework's own result does not flush before the first event and cannot ping
/// while it waits, and both matter to a browser behind a proxy.
/// </summary>
internal sealed class EventStream
{
    private readonly HttpResponse _response;

    public EventStream(HttpResponse response)
    {
        _response = response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache,no-store";
        response.Headers["X-Accel-Buffering"] = "no";
    }

    /// <summary>Sends one event now.</summary>
    public async ValueTask SendAsync(string kind, long? id, string json, CancellationToken stop)
    {
        Write(kind, id, json);
        await _response.BodyWriter.FlushAsync(stop);
    }

    /// <summary>Sends events as they come and a ping when none does, until the source ends or the client goes.</summary>
    public async Task PumpAsync(
        IAsyncEnumerable<(string Kind, long? Id, string Json)> events, TimeSpan pingPeriod, CancellationToken stop)
    {
        await using var source = events.GetAsyncEnumerator(stop);
        using var timer = new PeriodicTimer(pingPeriod);
        var ping = timer.WaitForNextTickAsync(stop).AsTask();
        var next = source.MoveNextAsync().AsTask();
        try
        {
            while (true)
            {
                // Events that are there already leave in one flush.
                while (next.IsCompletedSuccessfully)
                {
                    if (!next.Result)
                    {
                        return;
                    }
                    Write(source.Current.Kind, source.Current.Id, source.Current.Json);
                    next = source.MoveNextAsync().AsTask();
                    if (_response.BodyWriter.UnflushedBytes > 64 * 1024)
                    {
                        break;
                    }
                }
                await _response.BodyWriter.FlushAsync(stop);
                if (await Task.WhenAny(next, ping) == ping)
                {
                    await SendAsync("ping", null, "{}", stop);
                    ping = timer.WaitForNextTickAsync(stop).AsTask();
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The client went, or the server stops: that is how a stream ends.
            await Settle(next);
        }
    }

    private static async Task Settle(Task<bool> next)
    {
        // The enumerator must not be disposed while it still moves.
        await next.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private void Write(string kind, long? id, string json)
    {
        var text = id is null
            ? $"event: {kind}\ndata: {json}\n\n"
            : string.Create(CultureInfo.InvariantCulture, $"event: {kind}\nid: {id}\ndata: {json}\n\n");
        var span = _response.BodyWriter.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length));
        _response.BodyWriter.Advance(Encoding.UTF8.GetBytes(text, span));
    }
}
