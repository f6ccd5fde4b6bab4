namespace GridCity.Simulation.Cities;

/// <summary>The names of the files in a city folder.</summary>
internal static class FolderFiles
{
    public const string Settings = "city.yaml";
    public const string Areas = "areas.csv";
    public const string Cells = "cells.geojson";
    public const string Classes = "classes.csv";
    public const string Limits = "limits.csv";
    public const string Units = "units.csv";
    public const string Inspectors = "inspectors.csv";
    public const string Rules = "rules.yaml";
    public const string Events = "events.yaml";
    public const string Evaluation = "evaluation.yaml";
    public const string Layers = "layers";
    public const string Packed = ".gz";

    public const string Editions = "editions.csv";
    public const string Registers = "registers.csv";
    public const string Sections = "sections.csv";
    public const string RiverLayer = "rivers";
    public const string LakeLayer = "lakes";
    public const string SourceLayer = "sources";
    public const string SectionLayer = "sections";

    /// <summary>The files that a template may have or leave out.</summary>
    public static IReadOnlyList<string> Extras { get; } = [Editions, Events, Evaluation];

    /// <summary>The files that may be there.</summary>
    public static IReadOnlyList<string> Optional { get; } = [Editions, Registers, Sections, Events, Evaluation];

    /// <summary>The files that must be there; <see cref="Cells"/> may be packed.</summary>
    public static IReadOnlyList<string> Tables { get; } = [Settings, Areas, Classes, Limits, Units, Inspectors, Rules];
}
