using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Tests.Cases;

namespace GridCity.Tests.Evaluation;

/// <summary>
/// The small test city with channels of several kinds and two inspectors: <c>i-1</c> walks the western street, <c>i-2</c> the
/// eastern one.
/// </summary>
internal static class EvaluationCity
{
    public static City Make(Policy? policy = null, LimitTable? limits = null)
    {
        var city = TestCity.Make(policy: policy);
        return new City
        {
            Id = city.Id,
            Name = city.Name,
            NameZh = city.NameZh,
            IsSynthetic = city.IsSynthetic,
            Hash = city.Hash,
            TimeZone = city.TimeZone,
            InputFrame = city.InputFrame,
            Plane = city.Plane,
            Grid = city.Grid,
            Layers = city.Layers,
            Areas = city.Areas,
            Classes = city.Classes,
            Channels = new[]
            {
                new Core.Cities.Channel("inspector", "Inspector", "监督员", true) { Kind = ChannelKind.Inspector },
                new Core.Cities.Channel("hotline", "Hotline", "热线", false) { Kind = ChannelKind.Hotline, IsHotline = true },
                new Core.Cities.Channel("camera", "Camera", "探头", true) { Kind = ChannelKind.Sensor },
            }.ToDictionary(one => one.Id),
            Units = city.Units,
            Inspectors = new[] { Walker(city.Grid, "i-1", TestCity.West), Walker(city.Grid, "i-2", TestCity.East) }
                .ToDictionary(one => one.Id),
            Limits = limits ?? city.Limits,
            Rules = city.Rules,
            Policy = city.Policy,
        };
    }

    private static Inspector Walker(Grid grid, string id, string street) => new(
        id, id, "day", [.. Enumerable.Range(0, grid.Count).Select(grid.CodeOf).Where(cell => cell.Street == AreaCode.Parse(street))]);
}
