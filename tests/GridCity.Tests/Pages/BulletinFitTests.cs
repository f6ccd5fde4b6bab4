using GridCity.Simulation.Bulletins;
using GridCity.Simulation.Pages;
using GridCity.Tests.Web;
using Microsoft.Playwright;
using Xunit;

namespace GridCity.Tests.Pages;

/// <summary>Bulletins in a real browser: nothing is cut at the right, on a screen and on A4.</summary>
public sealed class BulletinFitTests(Chromium chromium) : IClassFixture<Chromium>
{
    // A4 is 210 mm wide with margins of 14 mm, at 96 pixels an inch.
    private const int PaperWidth = 687;

    public static TheoryData<BulletinKind, string, Language, Media, int> Shown { get; } = Combine();

    [Theory]
    [MemberData(nameof(Shown))]
    public async Task No_table_is_cut_at_the_right(BulletinKind kind, string period, Language language, Media media, int width)
    {
        await using var visitor = await chromium.VisitAsync(new Uri("http://localhost/"), new BrowserNewContextOptions
        {
            BypassCSP = true,
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
        });
        await visitor.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = media });
        await visitor.Page.SetContentAsync(BulletinPageTests.Make(kind, period).ToHtml(new PageOptions { First = language }));

        var cut = await visitor.Page.EvaluateAsync<string[]>(
            """
            () => {
              document.querySelectorAll('details').forEach((one) => { one.open = true; });
              const wide = [...document.querySelectorAll('.wide')].filter((one) => one.scrollWidth > one.clientWidth + 1);
              return wide.map((one) => `${one.getAttribute('aria-label')}: ${one.scrollWidth} in ${one.clientWidth}`);
            }
            """);

        Assert.Empty(cut);
        Assert.InRange(await visitor.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"), 1, width);
    }

    private static TheoryData<BulletinKind, string, Language, Media, int> Combine()
    {
        var data = new TheoryData<BulletinKind, string, Language, Media, int>();
        foreach (var (kind, period) in new[]
        {
            (BulletinKind.Hourly, "2026-09-10T08"), (BulletinKind.Monthly, "2026-09"), (BulletinKind.Quarterly, "2026-Q3"), (BulletinKind.Water, "2026-09"),
        })
        {
            foreach (var language in Enum.GetValues<Language>())
            {
                data.Add(kind, period, language, Media.Screen, 1280);
                data.Add(kind, period, language, Media.Screen, 1024);
                data.Add(kind, period, language, Media.Print, PaperWidth);
            }
        }
        return data;
    }
}
