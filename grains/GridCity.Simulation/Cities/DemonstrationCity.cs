using System.Globalization;
using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Simulation.Cities.Dongcheng;
using GridCity.Simulation.Cities.National;
using GridCity.Simulation.Formats;

namespace GridCity.Simulation.Cities;

/// <summary>
/// A city to look at and to try things on, shaped like Dongcheng, Beijing (东城区): the codes, the names and areas of the
/// sub-districts and the numbers of communities, cells and inspectors are official; borders, community names and
/// everything inside are made up. The same seed gives the same bytes.
/// </summary>
public static class DemonstrationCity
{
    /// <summary>Writes the city folder.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Create(string path, int seed = 1) => CityWriter.Save(Draw(seed), path);

    /// <summary>The parts of the city.</summary>
    public static CityParts Draw(int seed)
    {
        var template = Template();
        var plane = new MetrePlane(template.Settings.Origin!.Value);
        var land = DongchengLand.Cut(seed);
        var cells = land.Divide().Cells;
        var reaches = DongchengReaches.Of(land);
        var layers = new DongchengLayers(land, plane, reaches);
        var registers = new DongchengRegisters(land, plane);
        var classes = Classes(template.Classes);
        return new CityParts
        {
            Settings = template.Settings,
            Areas = [.. DongchengFacts.Streets.SelectMany(AreasOf)],
            Cells = cells.Select(cell => ToCell(cell, plane)),
            Layers = layers.Draw(seed),
            Classes = classes,
            Limits = template.Limits,
            Units =
            [
                .. template.Units, .. DongchengFacts.Streets.Select(OfficeOf), .. DongchengFacts.Streets.Select(TeamOf),
            ],
            Inspectors = [.. new DongchengPeople(cells).Draw(reaches)],
            Editions = Editions(classes),
            Sources = [.. registers.Sources(seed, layers.Sites(Dice.For(seed, "sites")))],
            Sections = [.. registers.Sections(reaches)],
            Events = template.Events,
            Evaluation = template.Evaluation,
            Rules = template.Rules,
        };
    }

    /// <summary>The tables that people wrote; they are part of the program, so a fault in them is one in it.</summary>
    private static CityTemplate Template()
    {
        var faults = new FaultList();
        var template = CityTemplate.Read(
            name => name == FolderFiles.Editions ? null : Resources.Open("dongcheng/" + name), faults);
        return template ?? throw new InvalidOperationException(string.Join('\n', faults.ToList()));
    }

    /// <summary>The national classes, of which the template may replace some, and after them the template's others.</summary>
    private static List<CaseClass> Classes(IReadOnlyList<CaseClass> local)
    {
        var own = local.ToDictionary(known => known.Code);
        var national = NationalClasses.Of(NationalClasses.Edition2026);
        var codes = national.Select(known => known.Code).ToHashSet();
        return
        [
            .. national.Select(known => own.GetValueOrDefault(known.Code, known)),
            .. local.Where(known => !codes.Contains(known.Code)),
        ];
    }

    /// <summary>
    /// What the older codes became, those guessed included, since this is no real city; but the classes of older editions that
    /// the city still uses stay what they are.
    /// </summary>
    private static List<EditionRow> Editions(List<CaseClass> classes)
    {
        var used = classes.Select(known => (known.Edition, known.Code)).ToHashSet();
        return
        [
            .. NationalClasses.Editions.Concat(NationalClasses.InferredEditions)
                .Where(row => !used.Contains((row.FromEdition, row.FromCode))),
        ];
    }

    private static IEnumerable<Area> AreasOf(StreetFact street)
    {
        yield return new Area(street.Code, street.Name, street.NameZh);
        var shortZh = street.NameZh.Replace("街道", string.Empty, StringComparison.Ordinal);
        foreach (var (index, code) in street.Communities.Index())
        {
            var number = (index + 1).ToString("D2", CultureInfo.InvariantCulture);
            yield return new Area(code, $"{street.Name} {number} (synthetic)", $"{shortZh}社区{number}（合成）");
        }
    }

    private static Unit OfficeOf(StreetFact street) => new(
        $"street-{street.Code}",
        $"{street.Name} Subdistrict Office",
        street.NameZh + "办事处",
        UnitKind.Street,
        Tier.Street,
        "command-centre",
        street.Code);

    /// <summary>The enforcement team of a sub-district (街道综合执法队), led by its office.</summary>
    private static Unit TeamOf(StreetFact street) => new(
        $"team-street-{street.Code}",
        $"{street.Name} enforcement team",
        street.NameZh + "综合执法队",
        UnitKind.Team,
        Tier.Street,
        $"street-{street.Code}",
        street.Code);

    private static CityCell ToCell(DividedCell cell, MetrePlane plane) => new(
        cell.Code,
        PlaneShapes.ToShape(cell.Rings, plane),
        [new("area", Math.Round(cell.Area).ToString(CultureInfo.InvariantCulture))]);
}
