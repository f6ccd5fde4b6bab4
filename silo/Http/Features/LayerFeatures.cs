using GridCity.Core.Cities;
using GridCity.Core.Space;
using NetTopologySuite.Geometries;

namespace GridCity.Silo.Http.Features;

/// <summary>
/// The features of one layer with its attributes, or of all layers together: one layer is what a map draws, all of them are
/// what somebody asks who wants to know what is at a place.
/// </summary>
internal sealed class LayerFeatures : FixedFeatures
{
    private readonly List<(string Id, string Layer, Feature Feature, Geometry Shape)> _features = [];
    private readonly Dictionary<string, int> _byId = new(StringComparer.Ordinal);
    private readonly Layer? _layer;
    private readonly string[] _attributes;

    public LayerFeatures(City city, Layer? layer)
    {
        _layer = layer;
        foreach (var one in layer is null ? city.Layers : [layer])
        {
            foreach (var feature in one.Features)
            {
                var id = layer is null ? $"{one.Name}:{feature.Id}" : feature.Id;
                if (_byId.TryAdd(id, _features.Count))
                {
                    _features.Add((id, one.Name, feature, Degrees.Of(city.Plane, feature.Shape)));
                }
            }
        }
        _attributes = layer is null ? [] :
        [
            .. layer.Features.SelectMany(feature => feature.Attributes.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];
        Properties = layer is null
            ? [new("layer", PropertyKind.Text, "The layer."), new("feature", PropertyKind.Text, "The id in its layer.")]
            : [.. _attributes.Select(name => new FeatureProperty(
                name, PropertyKind.Text, "An attribute that rules may name.", !FeatureRequest.IsReserved(name)))];
    }

    public override string Id => _layer is null ? "layers" : "layers-" + _layer.Name;

    public override string Title => _layer is null ? "Layers 图层" : "Layer " + _layer.Name;

    public override string Description => _layer is null
        ? "The features of all layers together; each layer is also a collection of its own, with its attributes."
        : $"The layer '{_layer.Name}' as the rules see it.";

    public override IReadOnlyList<FeatureProperty> Properties { get; }

    protected override int Count => _features.Count;

    protected override string IdOf(int index) => _features[index].Id;

    protected override int IndexOf(string id) => _byId.GetValueOrDefault(id, -1);

    protected override Geometry ShapeOf(int index) => _features[index].Shape;

    protected override object?[] ValuesOf(int index)
    {
        var (_, layer, feature, _) = _features[index];
        return _layer is null ? [layer, feature.Id] : [.. _attributes.Select(name => feature.Attributes.GetValueOrDefault(name))];
    }
}
