using System.Security.Cryptography;
using System.Text;
using GridCity.Core.Cities;
using GridCity.Core.Evaluation;
using GridCity.Core.Rules;
using GridCity.Core.Space;
using GridCity.Simulation.Formats;
using GridCity.Simulation.Rules;

namespace GridCity.Simulation.Cities;

/// <summary>One reading of a city folder.</summary>
internal sealed class FolderReader(string path, LoadOptions options)
{
    private readonly FaultList _faults = new(options.FaultsPerFile);
    private readonly SortedDictionary<string, InputFile> _files = new(StringComparer.Ordinal);

    /// <summary>Reads and checks everything; every later step copes with what earlier ones could not read.</summary>
    public CityLoad Load()
    {
        if (!Directory.Exists(path))
        {
            _faults.In(path).Error(
                0, string.Empty, "is no folder. Make a city with 'gridcity city new' or 'gridcity city build'.");
            return new CityLoad(null, _faults.ToList());
        }
        CheckNames();
        var cellsFile = Open(CellsName());

        // The largest file is hashed on another thread while it is read.
        var cellsDigest = cellsFile?.Digest;
        var settings = Open(FolderFiles.Settings) is { } yaml ? SettingsReader.Read(yaml, _faults) : null;
        var tables = ReadTables();
        var cells = cellsFile is null ? null : CellReader.Read(cellsFile, settings?.Districts ?? [], _faults);
        var plane = new MetrePlane(settings?.Origin ?? cells?.Middle() ?? default);
        var grid = cells?.ToGrid(plane);
        if (grid is not null && options.CheckCoverage)
        {
            CityChecks.Coverage(grid, plane, cells!, _faults.In(CellsName()));
        }
        var layers = WithRegisters(ReadLayers(plane), tables, plane);
        Check(settings, tables, cells, grid, layers);
        CheckRegisters(settings, tables, plane, grid, layers);
        var inspectors = grid is null ? [] : CityChecks.Inspectors(
            tables.Inspectors, settings?.Shifts ?? [], grid, _faults.In(FolderFiles.Inspectors));
        var city = _faults.HasErrors || settings is null || grid is null
            ? null
            : Assemble(settings, tables, plane, grid, layers, inspectors);
        return new CityLoad(city, _faults.ToList());
    }

    private City Assemble(
        CitySettings settings,
        Tables tables,
        MetrePlane plane,
        Grid grid,
        IReadOnlyList<Layer> layers,
        IReadOnlyDictionary<string, Inspector> inspectors)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(settings.TimeZone);
        var rules = tables.Rules.ConvertAll(item => item.Value);
        return new City
        {
            Id = settings.Id,
            Name = settings.Name,
            NameZh = settings.NameZh,
            IsSynthetic = settings.IsSynthetic,
            Hash = Hash(),
            TimeZone = zone,
            InputFrame = settings.Frame,
            Plane = plane,
            Grid = grid,
            Layers = layers,
            Areas = tables.Areas,
            Classes = tables.Classes,
            Channels = settings.Channels.ToDictionary(channel => channel.Id, StringComparer.Ordinal),
            Units = tables.Units,
            Inspectors = Those(inspectors, person => person.Kind == PatrolKind.Inspector),
            Patrols = Those(inspectors, person => person.Kind != PatrolKind.Inspector),
            Shifts = settings.Shifts.ToDictionary(shift => shift.Id, StringComparer.Ordinal),
            Sources = First(tables.Sources, source => source.Id),
            Sections = First(tables.Sections, section => section.Id),
            Editions = new EditionTable(tables.Editions.Select(item => item.Value), tables.Classes),
            Limits = new LimitTable(tables.Limits.Select(item => item.Value), settings.Calendar.ToCalendar(zone)),
            Rules = RuleBook.Compile(
                RulesVersion(),
                rules,
                grid,
                layers,
                tables.Classes,
                tables.Units,
                zone,
                tables.Events.ConvertAll(item => item.Overlay)),
            Policy = settings.Policy,
            BaseMap = settings.BaseMap,
            Evaluation = tables.Evaluation,
        };
    }

    private Tables ReadTables()
    {
        var areas = Table(FolderFiles.Areas, TableReader.Areas);
        var classes = Table(FolderFiles.Classes, TableReader.Classes);
        if (classes.Count == 0 && _files.ContainsKey(FolderFiles.Classes) && !_faults.HasErrors)
        {
            _faults.In(FolderFiles.Classes).Error(1, "code", "is of no row: the city has no class. Write a row for each class that can be reported.");
        }
        var units = Table(FolderFiles.Units, TableReader.Units);
        return new Tables(
            First(areas, area => area.Code),
            First(classes, known => known.Code),
            Table(FolderFiles.Limits, TableReader.Limits),
            units,
            First(units, unit => unit.Id),
            Table(FolderFiles.Inspectors, TableReader.Inspectors),
            Table(FolderFiles.Rules, RuleReader.Read),
            OptionalTable(FolderFiles.Editions, RegisterReader.Editions),
            OptionalTable(FolderFiles.Registers, RegisterReader.Sources),
            OptionalTable(FolderFiles.Sections, RegisterReader.Sections),
            ReadEvents(),
            ReadEvaluation());
    }

    /// <summary>Great events, of which most cities have none most of the time, so that the file may be missing.</summary>
    private List<OverlayRow> ReadEvents() =>
        File.Exists(Path.Combine(path, FolderFiles.Events)) && Open(FolderFiles.Events) is { } file
            ? OverlayReader.Read(file, _faults)
            : [];

    /// <summary>How the city judges; as the field suggests where the file is missing.</summary>
    private EvaluationPolicy ReadEvaluation() =>
        File.Exists(Path.Combine(path, FolderFiles.Evaluation)) && Open(FolderFiles.Evaluation) is { } file
            ? EvaluationReader.Read(file, _faults)
            : new EvaluationPolicy();

    /// <summary>The hash of the rules' text and, where there are any, of the great events'.</summary>
    private string RulesVersion()
    {
        var text = _files[FolderFiles.Rules].Bytes.Span;
        var hash = _files.TryGetValue(FolderFiles.Events, out var events)
            ? SHA256.HashData([.. text, .. events.Bytes.Span])
            : SHA256.HashData(text);
        return Convert.ToHexStringLower(hash)[..12];
    }

    private List<Layer> ReadLayers(MetrePlane plane)
    {
        var layers = new List<Layer>();
        var folder = Path.Combine(path, FolderFiles.Layers);
        if (!Directory.Exists(folder))
        {
            return layers;
        }
        foreach (var file in Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)).Order(
            StringComparer.Ordinal))
        {
            var isPacked = file.EndsWith(FolderFiles.Packed, StringComparison.Ordinal);
            var stem = Path.GetFileNameWithoutExtension(isPacked ? file[..^FolderFiles.Packed.Length] : file);
            var relative = $"{FolderFiles.Layers}/{file}";
            var ours = _faults.In(relative);
            if (!file.EndsWith(".geojson", StringComparison.Ordinal) && !file.EndsWith(
                ".geojson.gz", StringComparison.Ordinal))
            {
                ours.Warning(0, string.Empty, "is no .geojson and was not read. Convert it, or keep it elsewhere.");
            }
            else if (!Words.IsId(stem) || stem is "street")
            {
                var found = $"gives a layer the name '{stem}'";
                ours.Error(
                    0, string.Empty, found + "; letters, digits and hyphens were expected, and not street. Rename it.");
            }
            else if (layers.Exists(layer => layer.Name == stem))
            {
                ours.Error(0, string.Empty, $"is a second file for the layer {stem}. Keep one.");
            }
            else if (Open(relative) is { } input)
            {
                layers.Add(LayerReader.Read(input, stem, plane, _faults));
            }
        }
        return layers;
    }

    /// <summary>What registers have a place are layers too, unless a file of the same name is one already.</summary>
    private List<Layer> WithRegisters(List<Layer> layers, Tables tables, MetrePlane plane)
    {
        void Add(Layer layer, string file)
        {
            if (layer.Features.Count > 0 && layers.Exists(known => known.Name == layer.Name))
            {
                _faults.In($"{FolderFiles.Layers}/{layer.Name}.geojson").Error(
                    0, string.Empty, $"has the name of the layer that {file} makes. Rename it, or keep one of them.");
            }
            else if (layer.Features.Count > 0)
            {
                layers.Add(layer);
            }
        }
        Add(RegisterChecks.LayerOf(First(tables.Sources, source => source.Id).Values, plane), FolderFiles.Registers);
        Add(RegisterChecks.LayerOf(First(tables.Sections, one => one.Id).Values, plane), FolderFiles.Sections);
        layers.Sort((one, other) => string.CompareOrdinal(one.Name, other.Name));
        return layers;
    }

    private void CheckRegisters(
        CitySettings? settings, Tables tables, MetrePlane plane, Grid? grid, IReadOnlyList<Layer> layers)
    {
        RegisterChecks.Editions(tables.Editions, tables.Classes, _faults.In(FolderFiles.Editions));
        RegisterChecks.Sources(tables.Sources, tables.Units, plane, grid, _faults.In(FolderFiles.Registers));
        RegisterChecks.Sections(tables.Sections, layers, plane, grid, _faults.In(FolderFiles.Sections));
        RegisterChecks.Waters(layers, tables.Inspectors, _faults);
        if (settings is not null)
        {
            RegisterChecks.WaterPolicy(settings, tables.Classes, _faults.In(FolderFiles.Settings));
        }
    }

    private void Check(
        CitySettings? settings, Tables tables, CellReader? cells, Grid? grid, IReadOnlyList<Layer> layers)
    {
        var areas = grid is null ? null : CityChecks.AreasOf(grid);
        var lacksCalendar = settings?.Calendar.IsAssumed ?? false;
        CityChecks.Limits(tables.Limits, tables.Classes, lacksCalendar, _faults.In(FolderFiles.Limits));
        CityChecks.Units(tables.UnitRows, tables.Units, areas, _faults.In(FolderFiles.Units));
        if (settings is { Origin: null } && grid is not null)
        {
            var middle = cells!.Middle();
            var origin = string.Create(
                System.Globalization.CultureInfo.InvariantCulture, $"origin: [{middle.Longitude}, {middle.Latitude}]");
            _faults.In(FolderFiles.Settings).Warning(
                0, "origin", $"is missing, so old cases move when cells are added at an edge. Write {origin}.");
        }
        if (grid is null || areas is null)
        {
            return;
        }
        CityChecks.Responsible(cells!, tables.Units, _faults.In(CellsName()));
        CityChecks.Streets(areas, tables.Areas, tables.Units, _faults);
        var channels = (settings?.Channels ?? []).DistinctBy(channel => channel.Id).ToDictionary(channel => channel.Id);
        var known = areas.ToHashSet();
        var conditions = tables.Rules.Select(rule => rule.Value.When)
            .Concat(tables.Events.SelectMany(item => item.Overlay.Rules.Select(rule => rule.When).Prepend(item.Overlay.Where)))
            .SelectMany(when => when.Not.Prepend(when));
        known.UnionWith(conditions.SelectMany(when => when.Inside)
            .Concat(tables.Events.SelectMany(item => item.Overlay.Patrols).SelectMany(duty => duty.Areas))
            .Where(area => area is { Tier: Tier.Cell, Value: > 0 } && grid.IndexOf(new CellCode(area.Value)) >= 0));
        RuleChecks ChecksOf(string file) =>
            new(_faults.In(file), tables.Classes, channels, tables.Units, layers, known, lacksCalendar);
        var rules = ChecksOf(FolderFiles.Rules);
        tables.Rules.ForEach(rules.Check);
        rules.CheckContradictions(tables.Rules);
        var events = ChecksOf(FolderFiles.Events);
        tables.Events.ForEach(events.Check);
        events.CheckNames(tables.Events, tables.Rules);
    }

    /// <summary>A file with a name that is nearly right would otherwise be missed without a word.</summary>
    private void CheckNames()
    {
        string[] known =
        [
            .. FolderFiles.Tables, .. FolderFiles.Optional, FolderFiles.Cells,
            FolderFiles.Cells + FolderFiles.Packed,
        ];
        var names = Directory.EnumerateFiles(path).Select(file => Path.GetFileName(file)).ToHashSet(
            StringComparer.Ordinal);
        foreach (var name in names.Where(name => !known.Contains(name)).Order(StringComparer.Ordinal))
        {
            if (Path.GetExtension(name) is ".csv" or ".yaml" or ".yml" or ".geojson" or ".gz")
            {
                _faults.In(name).Warning(
                    0, string.Empty, $"is no file of a city and was not read.{Nearest.Hint(name, known)}");
            }
        }
        if (names.Contains(FolderFiles.Cells) && names.Contains(FolderFiles.Cells + FolderFiles.Packed))
        {
            _faults.In(FolderFiles.Cells).Error(
                0, string.Empty, $"is there twice, once packed as {FolderFiles.Cells}{FolderFiles.Packed}. Keep one.");
        }
    }

    private string CellsName()
    {
        var packed = FolderFiles.Cells + FolderFiles.Packed;
        return File.Exists(Path.Combine(path, packed))
            && !File.Exists(Path.Combine(path, FolderFiles.Cells)) ? packed : FolderFiles.Cells;
    }

    private List<Lined<T>> Table<T>(string name, Func<InputFile, FaultList, List<Lined<T>>> read) =>
        Open(name) is { } file ? read(file, _faults) : [];

    private List<Lined<T>> OptionalTable<T>(string name, Func<InputFile, FaultList, List<Lined<T>>> read) =>
        File.Exists(Path.Combine(path, name)) ? Table(name, read) : [];

    private InputFile? Open(string name)
    {
        var file = InputFile.TryRead(Path.Combine(path, name.Replace('/', Path.DirectorySeparatorChar)), name, _faults);
        if (file is not null)
        {
            _files[name] = file;
        }
        return file;
    }

    /// <summary>
    /// The version of the city: every file that was read, by name in the order of the names, with its own hash.
    /// </summary>
    private string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, file) in _files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(name + "\0"));
            hash.AppendData(file.Digest.GetAwaiter().GetResult());
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static Dictionary<string, Inspector> Those(
        IReadOnlyDictionary<string, Inspector> people, Func<Inspector, bool> isMeant) =>
        people.Where(pair => isMeant(pair.Value)).ToDictionary(StringComparer.Ordinal);

    private static Dictionary<TKey, T> First<TKey, T>(List<Lined<T>> items, Func<T, TKey> keyOf)
        where TKey : notnull
    {
        // Of two rows with one key the reader has made a fault already; the first stands in for the other checks.
        var first = new Dictionary<TKey, T>();
        items.ForEach(item => first.TryAdd(keyOf(item.Value), item.Value));
        return first;
    }

    private sealed record Tables(
        IReadOnlyDictionary<AreaCode, Area> Areas,
        IReadOnlyDictionary<string, CaseClass> Classes,
        List<Lined<LimitRow>> Limits,
        List<Lined<Unit>> UnitRows,
        IReadOnlyDictionary<string, Unit> Units,
        List<Lined<InspectorRow>> Inspectors,
        List<Lined<Rule>> Rules,
        List<Lined<EditionRow>> Editions,
        List<Lined<Source>> Sources,
        List<Lined<MonitoringSection>> Sections,
        List<OverlayRow> Events,
        EvaluationPolicy Evaluation);
}
