using System.Text.RegularExpressions;
using GridCity.Tests.Client;
using GridCity.Tests.Stories;
using Xunit;

namespace GridCity.Tests.House;

/// <summary>The first commands that a newcomer types are those of the README: they work as they stand there.</summary>
public sealed partial class ReadmeTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gridcity-readme-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_next_steps_work_on_the_demonstration_city()
    {
        await using var city = await StoryCity.OpenAsync(StoryCity.LoadCity(), DateTimeOffset.UtcNow, TestContext.Current.CancellationToken);
        var lines = File.ReadLines(Path.Combine(Repository.Root, "README.md"))
            .Where(line => line.StartsWith("gridcity ", StringComparison.Ordinal)).ToList();
        Assert.Contains(lines, line => line.StartsWith("gridcity report ", StringComparison.Ordinal));
        // A live screen goes on until somebody ends it; WatchTests look at it.
        foreach (var line in lines.Where(line => !line.StartsWith("gridcity watch", StringComparison.Ordinal)))
        {
            var shell = new Shell(city.Http.BaseAddress);
            var words = Word().Matches(line.Split('#')[0]).Skip(1).Select(word => Place(word.Value.Trim('"'), city.Data)).ToArray();
            var code = await shell.RunAsync(words);
            Assert.True(code == 0, $"{line}\nexit code {code}\n{shell.Output}\n{shell.Error}");
        }
    }

    private string Place(string word, string data) => word switch
    {
        "my-city" => Path.Combine(_folder.FullName, word),
        "gridcity-data/dongcheng.db" => data,
        _ => word,
    };

    [GeneratedRegex("""
        "[^"]*"|\S+
        """)]
    private static partial Regex Word();
}
