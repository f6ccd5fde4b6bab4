using GridCity.Client.Api;
using GridCity.Simulation.Replay;

namespace GridCity.Client.Import;

/// <summary>Holds a mapping against the city before a row is read.</summary>
internal static class MappingCheck
{
    /// <summary>Looks up every class and channel that the mapping names.</summary>
    /// <exception cref="UsageException">The city does not know some of them; the message lists them.</exception>
    public static void Against(CityPicture city, Mapping mapping)
    {
        var classes = Unknown(mapping.Class, city.Classes.Select(known => known.Code));
        var channels = Unknown(mapping.Channel, city.Channels.Select(known => known.Id));
        if (classes.Length + channels.Length > 0)
        {
            throw new UsageException(
                $"The city {city.Id} does not know what the mapping names:"
                + $"{Listed("classes", classes)}{Listed("channels", channels)}.");
        }
    }

    private static string[] Unknown(FieldRule rule, IEnumerable<string> known) =>
        [.. rule.KnownValues.Except(known, StringComparer.Ordinal)];

    private static string Listed(string what, string[] words) =>
        words.Length == 0 ? string.Empty : $" {what} {string.Join(", ", words)}";
}
