using GridCity.Core.Cities;

namespace GridCity.Core.Evaluation;

/// <summary>What evaluation asks of a channel.</summary>
/// <param name="IsPublic">People report by it, in person or through a newspaper (公众举报).</param>
/// <param name="IsPatrol">Those whose work it is to look report by it (主动发现).</param>
/// <param name="IsHotline">People who report by it are called back.</param>
internal readonly record struct ChannelTraits(bool IsPublic, bool IsPatrol, bool IsHotline)
{
    /// <summary>The traits of every word that is a channel of the city; a channel that the city has no more has none.</summary>
    public static ChannelTraits[] Of(City city, Words words)
    {
        var traits = new ChannelTraits[words.Count];
        foreach (var channel in city.Channels.Values)
        {
            var word = words.Find(channel.Id);
            if (word != Words.None)
            {
                traits[word] = new ChannelTraits(
                    channel.Kind is ChannelKind.Hotline or ChannelKind.Public or ChannelKind.Media,
                    channel.Kind is ChannelKind.Inspector or ChannelKind.Patrol or ChannelKind.Sensor,
                    channel.IsHotline);
            }
        }
        return traits;
    }
}
