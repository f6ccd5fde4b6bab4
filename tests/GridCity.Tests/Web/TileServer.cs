using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GridCity.Tests.Web;

/// <summary>Somebody else's map server on a free loopback port: it answers everything with one picture and writes down what was asked.</summary>
internal sealed class TileServer : IAsyncDisposable
{
    // A picture of two by two pixels, which a browser stretches to a tile.
    private static readonly byte[] Picture = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFklEQVR4nGP8z8DAwMDAxMDAwMDAAAANHQEDasKb6QAAAABJRU5ErkJggg==");

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<string> _asked = new();

    private TileServer(WebApplication app)
    {
        _app = app;
    }

    public Uri Address => new(_app.Urls.First());

    public IReadOnlyCollection<string> Asked => _asked;

    public static async Task<TileServer> OpenAsync(CancellationToken stop)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        var server = new TileServer(builder.Build());
        server._app.Run(server.AnswerAsync);
        await server._app.StartAsync(stop);
        return server;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        _asked.Enqueue(context.Request.Path + context.Request.QueryString.ToString());
        context.Response.ContentType = "image/png";
        await context.Response.Body.WriteAsync(Picture);
    }
}
