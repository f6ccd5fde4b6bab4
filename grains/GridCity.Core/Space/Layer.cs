using NetTopologySuite.Geometries;

namespace GridCity.Core.Space;

/// <summary>A named layer of features (rivers, lakes, roads, sites, districts …) in the city's metre plane.</summary>
public sealed class Layer
{
    /// <summary>Makes a layer; features keep their order, which breaks ties of distance.</summary>
    public Layer(string name, IReadOnlyList<Feature> features)
    {
        Name = name;
        Features = features;
    }

    /// <summary>The name that rules use.</summary>
    public string Name { get; }

    /// <summary>The features.</summary>
    public IReadOnlyList<Feature> Features { get; }
}

/// <summary>One thing of a layer: an id, a shape in the city's metre plane, and attributes that rules may name.</summary>
public sealed record Feature(string Id, Geometry Shape, IReadOnlyDictionary<string, string> Attributes);
