using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Space;

namespace GridCity.Grains.Cluster;

/// <summary>Asks the cells around a report what they know of the same problem.</summary>
internal sealed class Neighbours(City city, IGrainFactory grains, double metres)
{
    /// <summary>
    /// What the neighbours know. Those that decide a report of their own at the same time and go first are asked again until
    /// none is left; whoever waits, waits for a lower code or for a commit, so that no circle can close.
    /// </summary>
    public async Task<IReadOnlyList<Sighting>> AskAsync(ReportCommand report, PendingReport? mine)
    {
        var parcel = new CommandParcel(report);
        var known = new Dictionary<CellCode, IReadOnlyList<Sighting>>();
        var asked = Around(report);
        while (asked.Count > 0)
        {
            var answers = await Task.WhenAll(asked.Select(code => grains.GetGrain<ICellGrain>(CellKeys.KeyOf(code)).FindSightingsAsync(parcel)));
            for (var index = 0; index < answers.Length; index++)
            {
                known[asked[index]] = answers[index].Value;
            }
            asked = [.. mine?.AskAgain ?? []];
            mine?.AskAgain.Clear();
        }
        return [.. known.OrderBy(answer => answer.Key).SelectMany(answer => answer.Value)];
    }

    private List<CellCode> Around(ReportCommand report)
    {
        var around = new List<int>();
        city.Grid.FindWithin(report.Placement.Point, metres, around);
        return [.. around.Select(city.Grid.CodeOf).Where(code => code != report.Placement.Cell)];
    }
}
