using Microsoft.Playwright;

namespace GridCity.Benchmarks.Pages;

/// <summary>The system's own browser without a graphics card.</summary>
internal sealed class BenchBrowser : IAsyncDisposable
{
    private static readonly string[] Usual =
        ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable"];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private BenchBrowser(IPlaywright playwright, IBrowser browser)
    {
        (_playwright, _browser) = (playwright, browser);
    }

    /// <summary>Opens it, or answers null where there is none.</summary>
    public static async Task<BenchBrowser?> OpenAsync()
    {
        var path = Environment.GetEnvironmentVariable("GRIDCITY_CHROMIUM") ?? Usual.FirstOrDefault(File.Exists);
        if (path is null)
        {
            return null;
        }
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions { ExecutablePath = path, Args = ["--no-sandbox", "--disable-gpu", "--enable-unsafe-swiftshader"] });
        return new BenchBrowser(playwright, browser);
    }

    /// <summary>Somebody who was never here.</summary>
    public Task<IBrowserContext> NewAsync(Uri server) => _browser.NewContextAsync(new BrowserNewContextOptions
    {
        BaseURL = server.AbsoluteUri,
        ViewportSize = new ViewportSize { Width = 1920, Height = 1080 },
        Locale = "en-GB",
    });

    /// <summary>Opens the command centre; the milliseconds from going there until the map is painted with all its cases.</summary>
    public static async Task<double> OpenMapAsync(IPage page)
    {
        await page.GotoAsync("/?lang=en", new PageGotoOptions { WaitUntil = WaitUntilState.Commit });
        return await page.EvaluateAsync<double>(
            """
            () => new Promise((resolve) => {
              const look = () => {
                if (document.querySelector('gc-map')?.isReady) {
                  resolve(performance.now());
                } else {
                  requestAnimationFrame(look);
                }
              };
              look();
            })
            """);
    }

    /// <summary>Writes down when the figures of which position were on the screen: the frame after they were written.</summary>
    public static Task RecordBoardAsync(IPage page) => page.EvaluateAsync(
        """
        async () => {
          const { centre, on } = await import('/js/centre.js');
          globalThis.seen = [];
          on('board', () => {
            const { position } = centre.board;
            requestAnimationFrame(() => globalThis.seen.push([performance.timeOrigin + performance.now(), position]));
          });
        }
        """);

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
