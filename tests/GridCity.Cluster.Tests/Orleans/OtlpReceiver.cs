using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GridCity.Cluster.Tests.Orleans;

/// <summary>A span as it arrived.</summary>
internal sealed record ReceivedSpan(string Trace, string Id, string Parent, string Name);

/// <summary>A receiver of OTLP over HTTP that reads what it needs of the protobuf.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private OtlpReceiver(WebApplication app) => _app = app;

    public ConcurrentQueue<ReceivedSpan> Spans { get; } = new();

    public ConcurrentQueue<string> Metrics { get; } = new();

    public string Address => _app.Urls.First();

    public static async Task<OtlpReceiver> StartAsync(CancellationToken stop)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var receiver = new OtlpReceiver(app);
        app.MapPost("/v1/{signal}", receiver.TakeAsync);
        await app.StartAsync(stop);
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> TakeAsync(string signal, HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        if (signal == "traces")
        {
            // Of the request, resource spans (1); of these, scope spans (2); of these, spans (2).
            foreach (var span in Fields(body.ToArray(), 1).SelectMany(one => Fields(one, 2)).SelectMany(one => Fields(one, 2)))
            {
                Spans.Enqueue(new ReceivedSpan(Hex(span, 1), Hex(span, 2), Hex(span, 4), Encoding.UTF8.GetString(Fields(span, 5).First().Span)));
            }
        }
        else
        {
            Metrics.Enqueue(Encoding.Latin1.GetString(body.ToArray()));
        }
        return Results.Bytes([], "application/x-protobuf");
    }

    private static string Hex(ReadOnlyMemory<byte> message, int field) =>
        Fields(message, field).Select(value => Convert.ToHexString(value.Span)).FirstOrDefault(string.Empty);

    // The parts of a message with a number that have a length: messages, texts and bytes.
    private static IEnumerable<ReadOnlyMemory<byte>> Fields(ReadOnlyMemory<byte> message, int number)
    {
        var at = 0;
        while (at < message.Length)
        {
            var tag = Varint(message.Span, ref at);
            switch (tag & 7)
            {
                case 0:
                    Varint(message.Span, ref at);
                    break;
                case 1:
                    at += 8;
                    break;
                case 5:
                    at += 4;
                    break;
                default:
                    var length = (int)Varint(message.Span, ref at);
                    if ((int)(tag >> 3) == number)
                    {
                        yield return message.Slice(at, length);
                    }
                    at += length;
                    break;
            }
        }
    }

    private static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var part = bytes[at++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }
}
