using GridCity.Tests.Client;
using GridCity.Tests.House;
using Xunit;

namespace GridCity.Tests.RealCities;

/// <summary>Runs command lines as they stand in docs/real-cities.md; what they make lies in a temporary folder.</summary>
internal sealed class WalkThrough : IDisposable
{
    private static readonly string[] Made =
    [
        "new-york", "chicago", "chicago-police", "my-city", "chicago.db", "new-york.html", "new-york.xes.gz", "chicago-2014.html", "chicago-2014.xes.gz",
        "chicago-fit.yaml", "chicago-modelled.html", "chicago-next.html", "chicago-more.html",
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gridcity-walk-");

    /// <summary>A file or folder that a command makes.</summary>
    public string this[string name] => Path.Combine(_folder.FullName, name);

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>The command lines of the shell blocks below a heading, continuation lines joined.</summary>
    public static List<string> Commands(string heading)
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "real-cities.md"));
        var section = page[page.IndexOf(heading, StringComparison.Ordinal)..];
        var end = section.IndexOf("\n## ", 3, StringComparison.Ordinal);
        section = end < 0 ? section : section[..end];
        return [.. section.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n')
            .Where(line => line.StartsWith("gridcity ", StringComparison.Ordinal) || line.StartsWith("dotnet ", StringComparison.Ordinal))];
    }

    /// <summary>Runs a line of the page: <c>data</c> is where the files are, folders and files of its own are temporary.</summary>
    public async Task<string> RunAsync(string line, Uri? server, int expected = 0)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(Place).ToArray();
        var shell = new Shell(server);
        var code = await shell.RunAsync(words);
        Assert.True(code == expected, $"{line}\nexit code {code}\n{shell.Output}\n{shell.Error}");
        return shell.Output;
    }

    private string Place(string word)
    {
        var at = word.IndexOf("data/", StringComparison.Ordinal);
        if (at >= 0)
        {
            return word[..at] + SharedData.Require(word[(at + 5)..]);
        }
        return word switch
        {
            _ when Made.Contains(word) => this[word],
            _ when word.StartsWith("examples/", StringComparison.Ordinal) => Path.Combine(Repository.Root, word),
            _ => word,
        };
    }
}
