using System.CommandLine;
using System.Globalization;
using System.Text.Json.Serialization;
using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Simulation.Cities;
using GridCity.Simulation.Formats;

namespace GridCity.Client.Commands;

/// <summary><c>gridcity city</c>: makes, checks and builds city folders; needs no server.</summary>
internal static class CityCommands
{
    /// <summary>Makes the group.</summary>
    public static Command Create(Terminal terminal, CommonOptions common) =>
        new("city", "Make, check and build city folders; needs no server.")
        {
            CreateNew(terminal, common), CreateCheck(terminal, common), CreateBuild(terminal, common),
        };

    private static GuidedCommand CreateNew(Terminal terminal, CommonOptions common)
    {
        var kind = new Argument<string>("kind") { Description = "The made-up city: dongcheng, the demonstration city." };
        kind.AcceptOnlyFromAmong("dongcheng");
        var folder = Folder("The folder to make.");
        var seed = new Option<int>("--seed") { Description = "The seed; the same seed makes the same bytes.", DefaultValueFactory = _ => 1 };
        var command = new GuidedCommand(
            "new", "Make a city folder of synthetic geometry on real facts.", "gridcity city new dongcheng my-city")
        {
            kind, folder, seed,
        };
        command.Does(terminal, common, (given, _) =>
        {
            var path = given.Need(folder);
            if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
            {
                throw new UsageException($"The folder '{path}' is not empty; name one that is not there yet.");
            }
            DemonstrationCity.Create(path, given.Get(seed));
            return Task.FromResult(Show(given, path, CityFolder.Load(path), []));
        });
        return command;
    }

    private static GuidedCommand CreateCheck(Terminal terminal, CommonOptions common)
    {
        var folder = Folder("The city folder.");
        var command = new GuidedCommand(
            "check", "Load a city folder and list every fault by file and line; exit code 1 on errors.", "gridcity city check my-city")
        {
            folder,
        };
        command.Does(terminal, common, (given, _) =>
            Task.FromResult(Show(given, given.Need(folder), CityFolder.Load(given.Need(folder)), [])));
        return command;
    }

    private static GuidedCommand CreateBuild(Terminal terminal, CommonOptions common)
    {
        var output = Folder("The folder to write.");
        var template = new Option<string>("--template")
        {
            Description = "A folder with city.yaml, classes.csv, limits.csv, units.csv and rules.yaml.",
            HelpName = "folder",
            Required = true,
        };
        var input = Given.Text("--polygons", "file", "Polygons in GeoJSON or TopoJSON, packed or not; each becomes a street or community.");
        var extent = Given.Text("--extent", "lon,lat,lon,lat", "Instead of polygons a box: its south-west and north-east corners.");
        var code = Given.Text("--code", "property", "The property that holds the code (default: code).");
        var name = Given.Text("--name-property", "property", "The property that holds the name.");
        var codes = Given.Text("--codes", "file", "A table value, code, name, name_zh of what the property's values stand for.");
        var area = new Option<double>("--cell-area") { Description = "The area of an ordinary cell in square metres.", DefaultValueFactory = _ => 10_000 };
        var layers = new Option<string[]>("--layer") { Description = "A layer and its file; may be given more than once." };
        layers.HelpName = "name=file";
        var barriers = new Option<string[]>("--barrier") { Description = "A layer at whose features cells end." };
        barriers.HelpName = "layer";
        var command = new GuidedCommand(
            "build",
            "Divide real polygons into coded cells, with an account of areas, gaps, overlaps and slivers before and after.",
            "gridcity city build new-york --polygons districts.geojson.gz --code BoroCD --codes examples/new-york/boards.csv"
                + " --layer water=water.json --template examples/new-york")
        {
            output, template, input, extent, code, name, codes, area, layers, barriers,
        };
        command.Does(terminal, common, async (given, stop) =>
        {
            var options = new CityBuildOptions
            {
                Output = given.Need(output),
                Template = given.Need(template),
                Input = given.Get(input),
                Extent = ReadBox(given.Get(extent)),
                CodeProperty = given.Get(code) ?? "code",
                NameProperty = given.Get(name),
                Codes = given.Get(codes),
                CellArea = given.Get(area),
                Layers = [.. (given.Get(layers) ?? []).Select(ReadLayer)],
                Barriers = given.Get(barriers) ?? [],
            };
            var progress = new DivisionLines(given);
            var result = await Task.Run(() => CityBuild.Run(options, progress, stop), stop);
            return Show(given, options.Output, new CityLoad(result.City, result.Faults), [.. result.Lines()]);
        });
        return command;
    }

    private static Argument<string> Folder(string description) => new("folder") { Description = description };

    private static GeoBox? ReadBox(string? text)
    {
        if (text is null)
        {
            return null;
        }
        var parts = text.Split(',');
        var numbers = new double[4];
        for (var index = 0; index < 4; index++)
        {
            if (parts.Length != 4 || !double.TryParse(parts[index], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[index]))
            {
                throw new UsageException($"'{text}' is not a box: four degrees were expected, such as -87.95,41.64,-87.52,42.03.");
            }
        }
        return new GeoBox(numbers[0], numbers[1], numbers[2], numbers[3]);
    }

    private static LayerSource ReadLayer(string text)
    {
        var parts = text.Split('=', 2);
        return parts.Length == 2 && parts[0].Length > 0 && parts[1].Length > 0
            ? new LayerSource(parts[0], parts[1])
            : throw new UsageException($"'{text}' is not a layer: a name, an equals sign and a file were expected, such as water=water.json.");
    }

    private static int Show(Invocation given, string path, CityLoad load, IReadOnlyList<string> account)
    {
        var errors = load.Faults.Count(fault => fault.Severity == Severity.Error);
        if (given.IsJson)
        {
            given.WriteJson(Summary(path, load, account), CityJson.Default.CitySummary);
            return load.City is null ? ExitCode.Refused : ExitCode.Done;
        }
        var output = given.Terminal.Output;
        foreach (var line in account)
        {
            output.WriteLine(line);
        }
        foreach (var fault in load.Faults)
        {
            output.WriteLine(fault.ToString());
        }
        output.WriteLine(path + ": " + (load.City is { } city
            ? Describe(city, load.Faults.Count)
            : string.Create(CultureInfo.InvariantCulture, $"refused, {errors} {(errors == 1 ? "error" : "errors")}.")));
        return load.City is null ? ExitCode.Refused : ExitCode.Done;
    }

    private static string Describe(City city, int warnings) => string.Create(
        CultureInfo.InvariantCulture,
        $"{city.Name}, {city.Grid.Count:N0} cells, {city.Layers.Count} layers, {city.Classes.Count} classes, {city.Units.Count} units,"
            + $" {city.Inspectors.Count} inspectors, {city.Rules.Rules.Count} rules; {warnings} warnings; hash {city.Hash[..12]}");

    private static CitySummary Summary(string path, CityLoad load, IReadOnlyList<string> account) => new(
        path,
        load.City?.Id,
        load.City?.Hash,
        load.City?.Grid.Count ?? 0,
        account,
        [.. load.Faults.Select(fault => new CityFaultLine(fault.File, fault.Line, fault.Field, fault.Message, fault.Severity.ToString().ToLowerInvariant()))]);

    /// <summary>Says on the error output how far a division is, so that the result stays clean.</summary>
    private sealed class DivisionLines(Invocation given) : IProgress<DivisionProgress>
    {
        private DivisionProgress? _last;

        public void Report(DivisionProgress value)
        {
            if (value != _last && !given.IsJson)
            {
                given.Terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value.Doing} … {value.Part:P0}"));
            }
            _last = value;
        }
    }
}

/// <summary>A city folder for programs.</summary>
internal sealed record CitySummary(
    string Folder, string? City, string? Hash, int Cells, IReadOnlyList<string> Account, IReadOnlyList<CityFaultLine> Faults);

/// <summary>A fault for programs.</summary>
internal sealed record CityFaultLine(string File, int Line, string Field, string Message, string Severity);

/// <summary>How city folders are told to programs.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(CitySummary))]
internal sealed partial class CityJson : JsonSerializerContext;
