using System.Text.Json.Nodes;
using GridCity.Core.Cities;
using GridCity.Simulation.Bulletins;

namespace GridCity.Tests.Stories;

/// <summary>The last row of a story: a bulletin of a period with the figures in which what happened shows.</summary>
internal sealed record StoryBulletin(string Kind, string Period, IReadOnlyList<string> Figures)
{
    public const string Word = "bulletin";

    public string Path => $"/api/v1/bulletins/{Kind}.json?period={Period}";

    /// <summary>Reads <c>bulletin monthly 2026-09 :: figure, figure</c>.</summary>
    public static StoryBulletin Of(string what)
    {
        var parts = what.Split(" :: ");
        var words = parts[0].Split(' ');
        return new StoryBulletin(words[1], words[2], parts[1].Split(", "));
    }

    /// <summary>A figure of a bulletin's data; the tables of a period are meant where it has them.</summary>
    public static string Figure(JsonNode answer, string path) => JsonPath.At(answer["tables"] ?? answer, path);

    /// <summary>What the same figures are of a city in which nothing happened.</summary>
    public IEnumerable<string> WithoutStory(City city, DateTimeOffset now)
    {
        var kind = Enum.Parse<BulletinKind>(Kind, ignoreCase: true);
        var request = BulletinRequest.Read(kind, Period, city.TimeZone, out var expected) ?? throw new ArgumentException(expected);
        var answer = JsonNode.Parse(new BulletinDesk(city).Make(request, now).ToJson())!;
        return Figures.Select(figure => $"{figure} = {Figure(answer, figure)}");
    }
}
