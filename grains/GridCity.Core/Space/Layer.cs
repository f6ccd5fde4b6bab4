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
public sealed record Feature(string Id, Geometry Shape, IReadOnlyDictionary<string, string> Attributes)
{
    /// <summary>The first local day on which it is there, or null.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>The last local day on which it is there, or null.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Whether it is there on some days only.</summary>
    public bool IsDated => Since is not null || Until is not null;

    /// <summary>Whether it is there on a day.</summary>
    public bool IsThereOn(DateOnly day) => !(day < Since) && !(day > Until);
}
