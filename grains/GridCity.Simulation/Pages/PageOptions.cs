namespace GridCity.Simulation.Pages;

/// <summary>How a page is written.</summary>
public sealed record PageOptions
{
    /// <summary>The language that is shown first.</summary>
    public Language First { get; init; } = Language.Chinese;

    /// <summary>Whether the other language is left out instead of being a click away.</summary>
    public bool IsSingle { get; init; }
}
