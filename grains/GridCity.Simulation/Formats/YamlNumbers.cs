using System.Globalization;

namespace GridCity.Simulation.Formats;

/// <summary>Lists of numbers in YAML.</summary>
internal static class YamlNumbers
{
    /// <summary>The numbers of a list; what is none is a fault and left out.</summary>
    public static List<double> Read(YamlMap map, string key, FileFaults faults)
    {
        var numbers = new List<double>();
        foreach (var (text, line) in map.Texts(key))
        {
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
            {
                numbers.Add(number);
            }
            else
            {
                faults.Error(line, map.PathOf(key), $"has '{text}' in the list; a number was expected.");
            }
        }
        return numbers;
    }
}
