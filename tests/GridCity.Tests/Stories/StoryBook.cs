using GridCity.Tests.House;

namespace GridCity.Tests.Stories;

/// <summary>One row of a story: when, who, what, and what came of it.</summary>
internal sealed record StoryRow(int Line, string Time, string Who, string What, string Outcome);

/// <summary>A section of the page of stories: one row of the mission, told as a table.</summary>
internal sealed record MissionStory(string Id, IReadOnlyList<StoryRow> Rows);

/// <summary>
/// The stories of <c>docs/stories.md</c>: tables that people read and that the tests play on the demonstration city. With
/// <c>GRIDCITY_GOLDEN=write</c> the last column is written anew, to be read by a person before it is kept.
/// </summary>
internal static class StoryBook
{
    public static string Path { get; } = System.IO.Path.Combine(Repository.Root, "docs", "stories.md");

    public static bool Rewrites { get; } = Environment.GetEnvironmentVariable("GRIDCITY_GOLDEN") == "write";

    public static IReadOnlyList<MissionStory> Read()
    {
        var stories = new List<MissionStory>();
        var rows = new List<StoryRow>();
        var lines = File.ReadAllLines(Path);
        for (var index = 0; index < lines.Length; index++)
        {
            if (lines[index].StartsWith("## M", StringComparison.Ordinal))
            {
                rows = [];
                stories.Add(new MissionStory(lines[index][3..].Split(' ')[0].TrimEnd(':'), rows));
            }
            else if (lines[index].Split(" | ") is [var time, var who, var what, var outcome]
                && time.StartsWith("| ", StringComparison.Ordinal) && char.IsAsciiDigit(time[2]))
            {
                rows.Add(new StoryRow(index, time[2..].Trim(), who.Trim(), what.Trim(), outcome[..^2].Trim()));
            }
        }
        return stories;
    }

    /// <summary>Puts other outcomes into the page.</summary>
    public static void Write(IEnumerable<(StoryRow Row, string Outcome)> told)
    {
        var lines = File.ReadAllLines(Path);
        foreach (var (row, outcome) in told)
        {
            lines[row.Line] = $"| {row.Time} | {row.Who} | {row.What} | {outcome} |";
        }
        File.WriteAllLines(Path, lines);
    }
}
