using Microsoft.Playwright;
using Xunit;

namespace GridCity.Tests.Web;

/// <summary>
/// The system's own browser, once for a class of tests. Where there is none its tests say so; nothing is downloaded.
/// GRIDCITY_CHROMIUM names one that lies elsewhere.
/// </summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Usual =
        ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        var path = Environment.GetEnvironmentVariable("GRIDCITY_CHROMIUM") ?? Usual.FirstOrDefault(File.Exists);
        if (path is null)
        {
            return;
        }
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = path,
            Args = ["--no-sandbox", "--disable-gpu", "--enable-unsafe-swiftshader"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }
        _playwright?.Dispose();
    }

    /// <summary>A visitor with a browser of its own: its own cookies, storage and place.</summary>
    public async Task<Visitor> VisitAsync(Uri server, BrowserNewContextOptions? options = null)
    {
        Assert.SkipWhen(_browser is null, "No chromium was found, so the pages were not opened in a browser.");
        options ??= new BrowserNewContextOptions();
        options.BaseURL = server.AbsoluteUri;
        options.Permissions = ["geolocation"];
        options.ReducedMotion = ReducedMotion.Reduce;
        var context = await _browser.NewContextAsync(options);
        return await Visitor.EnterAsync(context, server);
    }
}
