using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using GridCity.Core.Cases;
using Xunit;

namespace GridCity.Tests.House;

public partial class TidyTests
{
    private const int LineLengthMax = 160;
    private const int FileLinesMax = 500;

    [Fact]
    public void Arrows_between_projects_run_one_way()
    {
        var arrows = Repository.Files(".csproj")
            .Where(file => !Repository.Relative(file).StartsWith("tests/", StringComparison.Ordinal))
            .SelectMany(file => References(file, "ProjectReference")
                .Select(reference => $"{Path.GetFileNameWithoutExtension(file)} → {Path.GetFileNameWithoutExtension(reference)}"))
            .Order();

        Assert.Equal(
            [
                "GridCity.Client → GridCity.Core",
                "GridCity.Client → GridCity.Journal",
                "GridCity.Client → GridCity.Simulation",
                "GridCity.Grains → GridCity.Core",
                "GridCity.Grains → GridCity.Journal",
                "GridCity.Journal → GridCity.Core",
                "GridCity.Silo → GridCity.Core",
                "GridCity.Silo → GridCity.Grains",
                "GridCity.Silo → GridCity.Journal",
                "GridCity.Silo → GridCity.Simulation",
                "GridCity.Simulation → GridCity.Core",
            ],
            arrows);
    }

    [Fact]
    public void Core_knows_no_package_but_geometry() => Assert.Equal(
        ["Microsoft.CodeAnalysis.BannedApiAnalyzers", "NetTopologySuite"],
        References(Path.Combine(Repository.Root, "grains/GridCity.Core/GridCity.Core.csproj"), "PackageReference").Order());

    [Fact]
    public void Every_package_says_why_it_is_there_and_is_used()
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "Directory.Packages.props"));
        var used = Repository.Files(".csproj").SelectMany(file => References(file, "PackageReference")).ToHashSet();
        var pinned = false;
        for (var index = 0; index < lines.Length; index++)
        {
            pinned |= lines[index].Contains("Pinned under others", StringComparison.Ordinal);
            if (PackageVersion().Match(lines[index]) is { Success: true } package)
            {
                Assert.True(lines[index - 1].Contains("<!--", StringComparison.Ordinal), $"{package.Groups[1].Value} does not say why.");
                Assert.True(pinned || used.Contains(package.Groups[1].Value), $"{package.Groups[1].Value} is used by no project.");
            }
        }
    }

    [Fact]
    public void Files_stay_readable()
    {
        var faults = new List<string>();
        foreach (var file in Repository.Files(".cs"))
        {
            var name = Repository.Relative(file);
            var isTest = name.StartsWith("tests/", StringComparison.Ordinal);
            var lines = File.ReadAllLines(file);
            if (!isTest && lines.Length > FileLinesMax)
            {
                faults.Add($"{name} has {lines.Length} lines; split it by concept.");
            }
            for (var index = 0; index < lines.Length; index++)
            {
                if (!isTest && lines[index].Length > LineLengthMax)
                {
                    faults.Add($"{name}:{index + 1} has {lines[index].Length} columns.");
                }
                if (!name.EndsWith("TidyTests.cs", StringComparison.Ordinal) && Refused().Match(lines[index]) is { Success: true } refused)
                {
                    faults.Add($"{name}:{index + 1} has '{refused.Value}'.");
                }
            }
        }
        Assert.Empty(faults);
    }

    [Fact]
    public void Concrete_classes_are_sealed()
    {
        var open = Assemblies().SelectMany(assembly => assembly.GetTypes())
            .Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false } && !type.Name.Contains('<', StringComparison.Ordinal))
            .Where(type => type.Namespace?.StartsWith("GridCity", StringComparison.Ordinal) == true)
            .Where(type => type.GetCustomAttribute<System.Runtime.CompilerServices.CompilerGeneratedAttribute>() is null)
            .Select(type => type.FullName);

        Assert.Empty(open);
    }

    [Fact]
    public void Refusals_are_numbered_for_ever_and_documented()
    {
        var document = File.ReadAllText(Path.Combine(Repository.Root, "docs/api.md"));
        Assert.All(Enum.GetValues<RefusalCode>(), code =>
            Assert.Contains($"| {(int)code} | {code} | {Silo.Http.Problems.StatusOf(code)} |", document, StringComparison.Ordinal));
        Assert.All(Enum.GetValues<RefusalCode>(), code => Assert.InRange((int)code, 101, 399));
    }

    [Fact]
    public void Files_that_documents_name_are_there()
    {
        var missing = new List<string>();
        foreach (var document in Repository.Files(".md"))
        {
            foreach (Match link in Named().Matches(File.ReadAllText(document)))
            {
                var path = link.Groups[1].Success ? link.Groups[1].Value : link.Groups[2].Value;
                var near = Path.Combine(Path.GetDirectoryName(document)!, path);
                var far = Path.Combine(Repository.Root, path);
                if (!File.Exists(near) && !Directory.Exists(near) && !File.Exists(far) && !Directory.Exists(far))
                {
                    missing.Add($"{Repository.Relative(document)}: {path}");
                }
            }
        }
        Assert.Empty(missing);
    }

    private static IEnumerable<Assembly> Assemblies() =>
    [
        typeof(Case).Assembly, typeof(GridCity.Journal.IJournal).Assembly, typeof(Grains.ICityHost).Assembly,
        typeof(GridCity.Simulation.Cities.CityFolder).Assembly, typeof(Silo.SiloOptions).Assembly,
    ];

    private static IEnumerable<string> References(string project, string kind) =>
        XDocument.Load(project).Descendants(kind).Select(item => item.Attribute("Include")!.Value.Replace('\\', '/'));

    [GeneratedRegex("""<PackageVersion Include="([^"]+)""")]
    private static partial Regex PackageVersion();

    [GeneratedRegex(@"#region|\bFIXME\b|\bTODO\b|catch\s*\{|catch\s*$|Thread\.Sleep")]
    private static partial Regex Refused();

    // Links to files, and file names in code spans that have a folder in front of them.
    [GeneratedRegex(@"\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)|`((?:grains|silo|client|tests|docs|examples|deploy|\.ci)/[A-Za-z0-9_./-]+\.[a-z]+)`")]
    private static partial Regex Named();
}
