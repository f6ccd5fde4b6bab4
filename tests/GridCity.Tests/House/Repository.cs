namespace GridCity.Tests.House;

/// <summary>The checkout that the tests were built from.</summary>
internal static class Repository
{
    /// <summary>The folder of GridCity.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Files that belong to the house, by extension, without what builds and packages put there.</summary>
    public static IEnumerable<string> Files(params string[] extensions) => Directory
        .EnumerateFiles(Root, "*", SearchOption.AllDirectories)
        .Where(file => extensions.Contains(Path.GetExtension(file)))
        .Where(file => !Relative(file).Split('/').Any(part => part is "bin" or "obj" or "node_modules" or "lib" or ".git" or "gridcity-data"));

    /// <summary>The path below the root, with slashes.</summary>
    public static string Relative(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "GridCity.sln")))
            {
                return folder.FullName;
            }
        }
        throw new InvalidOperationException("The tests do not run inside a checkout of GridCity.");
    }
}
