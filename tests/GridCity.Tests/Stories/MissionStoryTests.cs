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

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_story_ends_with_a_bulletin_that_would_say_something_else_without_it(string id)
    {
        var last = StoryBook.Read().Single(one => one.Id == id).Rows[^1];
        Assert.StartsWith(StoryBulletin.Word + " ", last.What, StringComparison.Ordinal);
        var without = StoryBulletin.Of(last.What).WithoutStory(Dongcheng.Value, new DateTimeOffset(2026, 9, 30, 0, 0, 0, TimeSpan.Zero));
        foreach (var (told, untold) in last.Outcome.Split("; ")[^StoryBulletin.Of(last.What).Figures.Count..].Zip(without))
        {
            Assert.DoesNotContain("= none", told, StringComparison.Ordinal);
            Assert.NotEqual(untold, told);
        }
    }
}
