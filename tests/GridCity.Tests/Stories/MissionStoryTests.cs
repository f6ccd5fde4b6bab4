using GridCity.Core.Cities;
using Xunit;

namespace GridCity.Tests.Stories;

/// <summary>Every row of the mission has a story in the documents, and the story is true.</summary>
public class MissionStoryTests
{
    private static readonly Lazy<City> Dongcheng = new(StoryCity.LoadCity);

    public static TheoryData<string> Ids => [.. StoryBook.Read().Select(story => story.Id)];

    [Fact]
    public void Every_row_of_the_mission_has_a_story() =>
        Assert.Equal(Enumerable.Range(1, 18).Select(row => $"M{row}"), StoryBook.Read().Select(story => story.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_story_of_a_mission_row_happens_as_it_is_told(string id)
    {
        var stop = TestContext.Current.CancellationToken;
        var story = StoryBook.Read().Single(one => one.Id == id);
        var start = new DateTimeOffset(2026, 8, 31, 23, 0, 0, TimeSpan.Zero);
        await using var city = await StoryCity.OpenAsync(Dongcheng.Value, start, stop);
        var teller = new StoryTeller(city);
        var told = new List<(StoryRow Row, string Outcome)>();
        foreach (var row in story.Rows)
        {
            told.Add((row, await teller.TellAsync(row, stop)));
        }
        if (StoryBook.Rewrites)
        {
            StoryBook.Write(told);
            return;
        }
        Assert.Equal(
            string.Join('\n', story.Rows.Select(row => $"{row.Time} {row.Who} {row.What} → {row.Outcome}")),
            string.Join('\n', told.Select(one => $"{one.Row.Time} {one.Row.Who} {one.Row.What} → {one.Outcome}")));
    }
}
