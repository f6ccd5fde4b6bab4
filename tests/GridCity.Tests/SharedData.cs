using Xunit;

namespace GridCity.Tests;

/// <summary>Real data that lies beside a checkout and is not part of it: a test that needs it is skipped where it is absent.</summary>
public static class SharedData
{
    public static string Require(string file)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "data", file);
            if (File.Exists(path))
            {
                return path;
            }
        }
        Assert.Skip($"shared/data/{file} is not beside this checkout.");
        return string.Empty;
    }
}
