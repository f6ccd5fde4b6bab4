namespace GridCity.Simulation.Cities;

/// <summary>Something that was read, with its line, for checks that come later.</summary>
internal readonly record struct Lined<T>(T Value, int Line);
