using System.Globalization;
using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Simulation.Formats;

namespace GridCity.Simulation.Demand;

/// <summary>A table of how much weight cells have in streams: <c>stream,cell,weight</c>.</summary>
internal static class CellWeights
{
    private const string Head = "stream,cell,weight";

    /// <summary>Reads the weights of one stream.</summary>
    public static List<Weighted> Read(string path, string name, string stream, City city, FaultList faults)
    {
        var weights = new List<Weighted>();
        if (InputFile.TryRead(path, name, faults) is not { } file)
        {
            return weights;
        }
        var ours = faults.In(name);
        var number = 0;
        foreach (var row in file.Text.Split('\n'))
        {
            number++;
            var parts = row.TrimEnd('\r').Split(',');
            if (number == 1)
            {
                if (row.TrimEnd('\r') != Head)
                {
                    ours.Error(1, string.Empty, $"begins with '{row.TrimEnd('\r')}'; the columns {Head} were expected.");
                    break;
                }
                continue;
            }
            if (parts[0] != stream)
            {
                continue;
            }
            if (parts.Length == 3 && CellCode.TryParse(parts[1], out var code) && city.Grid.IndexOf(code) >= 0
                && double.TryParse(parts[2], NumberStyles.Float, CultureInfo.InvariantCulture, out var weight) && weight is >= 0 and < 1e12)
            {
                weights.Add(new Weighted(parts[1], weight));
            }
            else
            {
                ours.Error(number, stream, $"is '{row.TrimEnd('\r')}'; a stream, a cell of {city.Id} and a weight were expected.");
            }
        }
        return weights;
    }

    /// <summary>Writes the weights of streams.</summary>
    public static void Write(string path, IEnumerable<DemandStream> streams)
    {
        using var text = new StreamWriter(path) { NewLine = "\n" };
        text.WriteLine(Head);
        foreach (var stream in streams)
        {
            foreach (var cell in stream.Cells)
            {
                text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{stream.Name},{cell.Name},{cell.Weight:0.####}"));
            }
        }
    }
}
