using GridCity.Simulation.Formats;

namespace GridCity.Simulation.Cities;

/// <summary>The tables that people wrote and that are part of the program.</summary>
internal static class Resources
{
    /// <summary>A table, called by its last name in faults.</summary>
    /// <exception cref="InvalidOperationException">The program lacks it.</exception>
    public static InputFile Open(string name)
    {
        using var stream = typeof(Resources).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The program lacks its file {name}.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return new InputFile(Path.GetFileName(name), bytes);
    }
}
