using GridCity.Core.Cities;
using GridCity.Core.Space;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.OverlayNG;
using NetTopologySuite.Operation.Union;

namespace GridCity.Silo.Http.Features;

/// <summary>The streets or the communities, each the union of its cells.</summary>
internal sealed class AreaFeatures : FixedFeatures
{
    private readonly City _city;
    private readonly Tier _tier;
    private readonly Lazy<List<(AreaCode Code, Geometry Shape, int Cells, double SquareMetres)>> _areas;

    public AreaFeatures(City city, Tier tier)
    {
        _city = city;
        _tier = tier;
        _areas = new(Unite);
        Properties =
        [
            new("code", PropertyKind.Text, "The code."),
            new("name", PropertyKind.Text, "The name in English."),
            new("nameZh", PropertyKind.Text, "The name in Chinese."),
            .. tier == Tier.Community ? [new FeatureProperty("street", PropertyKind.Text, "The code of its street.")] : Array.Empty<FeatureProperty>(),
            new("cells", PropertyKind.Whole, "How many cells it has."),
            new("area", PropertyKind.Number, "Square metres.", false),
        ];
    }

    public override string Id => _tier == Tier.Street ? "streets" : "communities";

    public override string Title => _tier == Tier.Street ? "Streets 街道" : "Communities 社区";

    public override string Description => _tier == Tier.Street
        ? "The sub-districts, each the union of its cells."
        : "The communities, each the union of its cells.";

    public override IReadOnlyList<FeatureProperty> Properties { get; }

    protected override int Count => _areas.Value.Count;

    protected override string IdOf(int index) => _areas.Value[index].Code.ToString();

    protected override int IndexOf(string id) => _areas.Value.FindIndex(area => area.Code.ToString() == id);

    protected override Geometry ShapeOf(int index) => _areas.Value[index].Shape;

    protected override object?[] ValuesOf(int index)
    {
        var (code, _, cells, squareMetres) = _areas.Value[index];
        var name = _city.NameOf(code);
        object?[] street = _tier == Tier.Community ? [name.Code[..9]] : [];
        return [name.Code, name.Name, name.NameZh, .. street, (long)cells, Math.Round(squareMetres, 1)];
    }

    private List<(AreaCode Code, Geometry Shape, int Cells, double SquareMetres)> Unite()
    {
        var areas = new List<(AreaCode, Geometry, int, double)>();
        for (var start = 0; start < _city.Grid.Count;)
        {
            // Codes are in order, so that the cells of an area stand together.
            var code = AreaCode.Of(_city.Grid.CodeOf(start), _tier);
            var cells = new List<Geometry>();
            var squareMetres = 0.0;
            for (; start < _city.Grid.Count && code.Contains(_city.Grid.CodeOf(start)); start++)
            {
                cells.Add(Degrees.Of(_city.Plane, _city.Grid, start));
                squareMetres += _city.Grid.AreaOf(start);
            }
            areas.Add((code, Unite(cells), cells.Count, squareMetres));
        }
        return areas;
    }

    private static Geometry Unite(List<Geometry> cells)
    {
        try
        {
            return CoverageUnion.Union(Degrees.Shapes.BuildGeometry(cells));
        }
        catch (Exception e) when (e is TopologyException or ArgumentException)
        {
            // Cells that do not meet vertex by vertex are no coverage: the slower way takes anything.
            return UnaryUnionOp.Union(cells);
        }
    }
}
