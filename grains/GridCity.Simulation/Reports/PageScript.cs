using System.Text;

namespace GridCity.Simulation.Reports;

/// <summary>Scripts that a page carries inside. They hold neither of the two signs that XML would read as markup.</summary>
internal static class PageScript
{
    /// <summary>Moves the film of a report.</summary>
    public static string Film { get; } = Read("pages/film.js");

    private static string Read(string name)
    {
        using var stream = typeof(PageScript).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
