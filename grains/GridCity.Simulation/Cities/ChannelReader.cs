using GridCity.Core.Cities;
using GridCity.Simulation.Formats;

namespace GridCity.Simulation.Cities;

/// <summary>Reads <c>channels</c> of <c>city.yaml</c>.</summary>
internal static class ChannelReader
{
    private static readonly string[] Keys =
    [
        "id", "name", "name_zh", "trusted", "kind", "anonymous", "call_back", "supervised", "service",
    ];

    /// <summary>The channels, of which a city has at least one.</summary>
    public static List<Channel> Read(YamlMap city, FileFaults faults)
    {
        var channels = new List<Channel>();
        foreach (var node in city.Items("channels"))
        {
            if (YamlMap.From(node, "channels", Keys, faults) is not { } item || SettingsReader.Id(item) is not { } id)
            {
                continue;
            }
            if (channels.Exists(channel => channel.Id == id))
            {
                item.Error("id", $"is '{id}', which another channel has. Give each its own.");
            }
            channels.Add(Channel(item, id));
        }
        if (channels.Count == 0)
        {
            faults.Error(city.LineAt("channels"), "channels", "has no channel. Write at least one: id, name, trusted.");
        }
        return channels;
    }

    private static Channel Channel(YamlMap item, string id)
    {
        var name = item.RequiredText("name") ?? id;
        var kind = Words.ChannelKinds.GetValueOrDefault(id, ChannelKind.Public);
        if (item.Text("kind") is { } word && !Words.ChannelKinds.TryGetValue(word, out kind))
        {
            item.Error("kind", Words.Expected(word, Words.ChannelKinds.Keys));
        }
        var service = ServiceGrid.City;
        if (item.Text("service") is { } grid && !Words.ServiceGrids.TryGetValue(grid, out service))
        {
            item.Error("service", Words.Expected(grid, Words.ServiceGrids.Keys));
        }
        return new Channel(id, name, item.Text("name_zh") ?? name, item.Flag("trusted") ?? false)
        {
            Kind = kind,
            AllowsAnonymous = item.Flag("anonymous") ?? true,
            IsHotline = item.Flag("call_back") ?? kind == ChannelKind.Hotline,
            IsSupervised = item.Flag("supervised") ?? false,
            Service = service,
        };
    }
}
