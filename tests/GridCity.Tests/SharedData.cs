using Xunit;

namespace GridCity.Tests;

/// <summary>Real data that lies beside the repository and is not part of it.</summary>
internal static class SharedData
{
    /// <summary>The path of a file of <c>shared/data</c>; without it the test is skipped and says so.</summary>
    public static string Require(string file)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "data", file);
            if (File.Exists(path))
                return path;
        }
        Assert.Skip($"This test needs shared/data/{file} beside the repository, and there is none.");
        return string.Empty;
    }
}
