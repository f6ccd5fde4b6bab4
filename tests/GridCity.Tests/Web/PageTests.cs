using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using GridCity.Tests.House;
using GridCity.Tests.Http;
using Xunit;

namespace GridCity.Tests.Web;

/// <summary>The pages as files: what the browser's tests cannot see.</summary>
public sealed partial class PageTests(TestServer server) : IClassFixture<TestServer>
{
    private static readonly string Site = Path.Combine(Repository.Root, "silo/wwwroot");

    [Fact]
    public async Task The_modules_of_the_pages_pass_their_own_tests()
    {
        var tests = Directory.GetFiles(Path.Combine(Repository.Root, "tests/web"), "*.test.mjs");
        using var node = Start("node", ["--test", .. tests]);
        Assert.SkipWhen(node is null, "Node is not installed, so the tests of the page's modules were not run.");

        var told = await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(node.ExitCode == 0, told);
    }

    [Fact]
    public void The_lock_file_names_no_address()
    {
        var path = Path.Combine(Repository.Root, "silo/package-lock.json");
        using var lockFile = JsonDocument.Parse(File.ReadAllText(path));

        var packages = lockFile.RootElement.GetProperty("packages").EnumerateObject().Where(package => package.Name.Length > 0).ToList();

        Assert.NotEmpty(packages);
        Assert.All(packages, package => Assert.False(package.Value.TryGetProperty("resolved", out _), package.Name));
        Assert.All(packages, package => Assert.True(package.Value.TryGetProperty("integrity", out _), package.Name));
    }

    [Fact]
    public void Pages_keep_to_the_content_policy()
    {
        Assert.All(SiteFiles(".html"), file =>
        {
            var html = File.ReadAllText(file);
            Assert.DoesNotMatch(InlineCode(), html);
            Assert.DoesNotMatch(ForeignAddress(), html);
        });
        Assert.All(SiteFiles(".css"), file => Assert.DoesNotMatch(ForeignAddress(), File.ReadAllText(file)));
        // Text that becomes markup is how other people's words become code.
        Assert.All(SiteFiles(".js"), file => Assert.DoesNotMatch(Markup(), File.ReadAllText(file)));
    }

    [Fact]
    public void Modules_stay_short_and_import_what_is_there()
    {
        Assert.All(SiteFiles(".js"), file =>
        {
            var text = File.ReadAllText(file);
            Assert.InRange(text.Split('\n').Length, 1, 300);
            Assert.All(Import().Matches(text), import =>
                Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(file)!, import.Groups[1].Value)), $"{file} imports {import.Groups[1].Value}"));
        });
    }

    [Fact]
    public async Task The_command_centre_is_served_with_its_policy()
    {
        using var page = await server.Http.GetAsync("/", TestContext.Current.CancellationToken);
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        Assert.Contains("<gc-map>", html, StringComparison.Ordinal);
        Assert.Contains("default-src 'self'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        foreach (Match link in LocalLink().Matches(html))
        {
            // The status is not enough: a server may answer 200 with nothing.
            var bytes = await server.Http.GetByteArrayAsync(link.Groups[1].Value, TestContext.Current.CancellationToken);
            Assert.NotEmpty(bytes);
        }
    }

    [Fact]
    public async Task The_map_library_is_served_whole()
    {
        Assert.SkipUnless(
            File.Exists(Path.Combine(Site, "lib/ol/ol.js")), "The build had no Node, so the pages use their own map: nothing to serve.");

        var bytes = await server.Http.GetByteArrayAsync("/lib/ol/ol.js", TestContext.Current.CancellationToken);

        Assert.InRange(bytes.Length, 1_000_000, 5_000_000);
    }

    private static IEnumerable<string> SiteFiles(string extension) => Directory
        .EnumerateFiles(Site, "*" + extension, SearchOption.AllDirectories)
        .Where(file => !file.StartsWith(Path.Combine(Site, "lib") + Path.DirectorySeparatorChar, StringComparison.Ordinal));

    private static Process? Start(string program, IEnumerable<string> arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // This is how a program that is not installed shows itself.
            return null;
        }
    }

    [GeneratedRegex("""\sstyle\s*=|\son[a-z]+\s*=|<script(?![^>]*\ssrc=)[^>]*>|<style|javascript:""", RegexOptions.IgnoreCase)]
    private static partial Regex InlineCode();

    [GeneratedRegex("""(?:src|href|url)\s*[=(]\s*["']?(?:https?:)?//""", RegexOptions.IgnoreCase)]
    private static partial Regex ForeignAddress();

    [GeneratedRegex(@"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|\.cssText|setAttribute\('style'")]
    private static partial Regex Markup();

    [GeneratedRegex("""from '(\./[^']+)'""")]
    private static partial Regex Import();

    [GeneratedRegex("""(?:src|href)="(/[^"]+)""")]
    private static partial Regex LocalLink();
}
