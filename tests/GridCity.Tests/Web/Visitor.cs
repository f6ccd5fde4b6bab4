using System.Collections.Concurrent;
using System.Text.Json;
using GridCity.Tests.House;
using Microsoft.Playwright;
using Xunit;

namespace GridCity.Tests.Web;

/// <summary>
/// Somebody with a browser. Whatever its console complains of and every request to another host is written down, and a test
/// that leaves politely is told.
/// </summary>
public sealed class Visitor : IAsyncDisposable
{
    private const int PatienceMilliseconds = 15_000;
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly IBrowserContext _context;
    private readonly string _host;

    private Visitor(IBrowserContext context, Uri server)
    {
        _context = context;
        _host = server.Authority;
    }

    public IPage Page { get; private set; } = null!;

    public IBrowserContext Context => _context;

    /// <summary>Complaints that belong to the story, such as those of a browser without a network.</summary>
    public Func<string, bool> IsExpected { get; set; } = _ => false;

    public static async Task<Visitor> EnterAsync(IBrowserContext context, Uri server)
    {
        var visitor = new Visitor(context, server);
        context.SetDefaultTimeout(PatienceMilliseconds);
        visitor.Page = await context.NewPageAsync();
        visitor.Page.Console += (_, message) => visitor.Complain(message.Type == "error", $"console: {message.Text} {message.Location}");
        visitor.Page.PageError += (_, error) => visitor.Complain(true, "page: " + error);
        context.Request += (_, request) => visitor.Complain(visitor.IsForeign(request.Url), "foreign: " + request.Url);
        return visitor;
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        Assert.DoesNotContain(_complaints, complaint => !IsExpected(complaint));
    }

    /// <summary>Goes to a page.</summary>
    public async Task<Visitor> GoAsync(string path)
    {
        await Page.GotoAsync(path);
        return this;
    }

    public Task ClickAsync(string selector) => Page.ClickAsync(selector);

    public Task SeeAsync(string selector, float? milliseconds = null) =>
        Page.WaitForSelectorAsync(selector, new PageWaitForSelectorOptions { Timeout = milliseconds });

    public Task<string> TextAsync(string selector) => Page.InnerTextAsync(selector);

    /// <summary>A photo as a camera would give it.</summary>
    public Task ShootAsync(string selector = "input[type=file]") => Page.SetInputFilesAsync(selector, new FilePayload
    {
        Name = "photo.png",
        MimeType = "image/png",
        Buffer = Convert.FromBase64String(
            "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFklEQVR4nGP8z8DAwMDAxMDAwMDAAAANHQEDasKb6QAAAABJRU5ErkJggg=="),
    });

    /// <summary>
    /// What an accessibility scan finds in both themes and languages, on a desk and on a phone: a page that is well in one
    /// may be neither readable nor reachable in the other.
    /// </summary>
    /// <param name="reach">what is done on the page, once it was opened, until it shows what is to be scanned</param>
    public async Task<IReadOnlyList<string>> BarriersInEveryLookAsync(Func<Task> reach)
    {
        var barriers = new List<string>();
        foreach (var (theme, language, width, height) in new[] { ("light", "en", 1600, 900), ("dark", "zh-CN", 390, 844) })
        {
            await Page.SetViewportSizeAsync(width, height);
            await Page.EvaluateAsync(
                "([theme, language]) => { localStorage.setItem('gridcity.theme', theme); localStorage.setItem('gridcity.lang', language); }",
                new[] { theme, language });
            await Page.ReloadAsync();
            await reach();
            barriers.AddRange((await BarriersAsync()).Select(barrier => $"{theme} {language}: {barrier}"));
        }
        return barriers;
    }

    /// <summary>What an accessibility scan finds that is serious, as lines to read.</summary>
    public async Task<IReadOnlyList<string>> BarriersAsync()
    {
        var axe = Path.Combine(Repository.Root, "silo/obj/npm/node_modules/axe-core/axe.min.js");
        Assert.SkipUnless(File.Exists(axe), "The build had no Node, so there is no axe to scan with.");
        await Page.EvaluateAsync(await File.ReadAllTextAsync(axe));
        var found = await Page.EvaluateAsync<JsonElement>(
            "() => axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then((r) => r.violations)");
        return
        [
            .. found.EnumerateArray().Select(violation =>
                $"{violation.GetProperty("impact")} {violation.GetProperty("id")}: "
                + string.Join(" | ", violation.GetProperty("nodes").EnumerateArray().Take(4).Select(node => node.GetProperty("html").ToString()))),
        ];
    }

    private void Complain(bool isComplaint, string words)
    {
        if (isComplaint)
        {
            _complaints.Enqueue(words);
        }
    }

    private bool IsForeign(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "ws" or "wss" && uri.Authority != _host;
}
