using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Silo.Views;
using NetTopologySuite.Geometries;

namespace GridCity.Silo.Http.Features;

/// <summary>The unit grids, with what is open in them now.</summary>
internal sealed class CellFeatures(City city, CityBoard board) : FixedFeatures
{
    public override string Id => "cells";

    public override string Title => "Cells 单元网格";

    public override string Description => "The unit grids of about 10,000 m², with the cases that are open in each now.";

    public override IReadOnlyList<FeatureProperty> Properties { get; } =
    [
        new("code", PropertyKind.Text, "The identification code of 15 digits."),
        new("street", PropertyKind.Text, "The code of its street, 9 digits."),
        new("streetName", PropertyKind.Text, "The name of its street in English.", false),
        new("streetNameZh", PropertyKind.Text, "The name of its street in Chinese.", false),
        new("community", PropertyKind.Text, "The code of its community, 12 digits."),
        new("communityName", PropertyKind.Text, "The name of its community in English.", false),
        new("communityNameZh", PropertyKind.Text, "The name of its community in Chinese.", false),
        new("area", PropertyKind.Number, "Square metres.", false),
        new("open", PropertyKind.Whole, "Cases that are open now."),
        new("overdue", PropertyKind.Whole, "Open cases of which a limit passed."),
    ];

    protected override int Count => city.Grid.Count;

    protected override string IdOf(int index) => city.Grid.CodeOf(index).ToString();

    protected override int IndexOf(string id) => CellCode.TryParse(id, out var code) ? city.Grid.IndexOf(code) : -1;

    protected override Geometry ShapeOf(int index) => Degrees.Of(city.Plane, city.Grid, index);

    protected override object?[] ValuesOf(int index)
    {
        var code = city.Grid.CodeOf(index);
        var street = city.NameOf(code.Street);
        var community = city.NameOf(code.Community);
        var (open, overdue, _) = board.OfCell(index);
        return
        [
            code.ToString(),
            street.Code,
            street.Name,
            street.NameZh,
            community.Code,
            community.Name,
            community.NameZh,
            Math.Round(city.Grid.AreaOf(index), 1),
            (long)open,
            (long)overdue,
        ];
    }
}
