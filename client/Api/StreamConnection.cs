using System.Globalization;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace GridCity.Client.Api;

/// <summary>One open connection to a stream of server-sent events.</summary>
internal sealed class StreamConnection : IAsyncDisposable
{
    // The server pings every 15 seconds: three missed pings are a dead connection that nobody has noticed.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(45);

    private readonly HttpResponseMessage _answer;
    private readonly IAsyncEnumerator<SseItem<StreamEvent?>> _items;
    private readonly CancellationTokenSource _silence;
    private readonly Uri? _server;

    private StreamConnection(HttpResponseMessage answer, Stream body, Transport transport)
    {
        _answer = answer;
        _server = transport.Server;
        _silence = new CancellationTokenSource(Timeout.InfiniteTimeSpan, transport.Time);
        _items = SseParser.Create(body, Parse).EnumerateAsync(_silence.Token).GetAsyncEnumerator(_silence.Token);
    }

    /// <summary>Why there is nothing more, once there is nothing more.</summary>
    public string? EndedBecause { get; private set; }

    /// <summary>Opens a stream after a position.</summary>
    public static async Task<StreamConnection> OpenAsync(
        Transport transport,
        string path,
        long? after,
        CancellationToken stop)
    {
        var answer = await transport.SendAsync(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Get, path);
                request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
                if (after is { } position)
                {
                    request.Headers.Add("Last-Event-ID", position.ToString(CultureInfo.InvariantCulture));
                }
                return request;
            },
            stop).ConfigureAwait(false);
        if (answer.Content.Headers.ContentType?.MediaType != "text/event-stream")
        {
            answer.Dispose();
            throw new ServerUnreachableException(transport.Server, "its answer is not a stream of events");
        }
        var body = await answer.Content.ReadAsStreamAsync(stop).ConfigureAwait(false);
        return new StreamConnection(answer, body, transport);
    }

    /// <summary>The next thing that the watcher should know, or none when the connection has ended.</summary>
    public async Task<StreamEvent?> NextAsync(CancellationToken stop)
    {
        using var stopping = stop.UnsafeRegister(
            static source => ((CancellationTokenSource)source!).Cancel(), _silence);
        try
        {
            do
            {
                _silence.CancelAfter(LongestSilence);
                if (!await _items.MoveNextAsync().ConfigureAwait(false))
                {
                    EndedBecause ??= "the server ended the stream";
                    return null;
                }
                if (_items.Current.EventType == "gap")
                {
                    EndedBecause = "the watcher fell too far behind";
                }
            }
            while (_items.Current.Data is null);
            return _items.Current.Data;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            EndedBecause = "the server has been silent for too long";
        }
        catch (Exception fault) when (fault is IOException or HttpRequestException)
        {
            EndedBecause = "the connection broke";
        }
        catch (JsonException fault)
        {
            // The same event would come again after every resumption.
            throw new ServerUnreachableException(_server, "it sent an event that cannot be read", fault);
        }
        stop.ThrowIfCancellationRequested();
        return null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _silence.CancelAsync().ConfigureAwait(false);
        await _items.DisposeAsync().ConfigureAwait(false);
        _answer.Dispose();
        _silence.Dispose();
    }

    private static StreamEvent? Parse(string kind, ReadOnlySpan<byte> data) => kind switch
    {
        "hello" => Greeting(JsonSerializer.Deserialize(data, Wire.Json.StreamGreeting)),
        "entry" => new EntryArrived(Read(data, Wire.Json.JournalEntry)),
        "board" => new BoardArrived(Read(data, Wire.Json.Board)),
        "frame" => new FrameArrived(Read(data, Wire.Json.BoardFrame)),
        // Pings, and what newer servers may add: proof of life, nothing more.
        _ => null,
    };

    private static StreamOpened? Greeting(StreamGreeting? greeting) =>
        greeting is null ? null : new StreamOpened(greeting.Position, greeting.Hash ?? greeting.City);

    private static T Read<T>(ReadOnlySpan<byte> data, JsonTypeInfo<T> shape) =>
        JsonSerializer.Deserialize(data, shape) ?? throw new JsonException("An event without data.");
}
