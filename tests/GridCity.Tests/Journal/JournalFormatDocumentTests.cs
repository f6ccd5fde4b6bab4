using System.Text.Json;
using GridCity.Core.Cases;
using GridCity.Journal;
using GridCity.Journal.Codec;
using GridCity.Tests.House;
using Microsoft.Data.Sqlite;
using Xunit;

namespace GridCity.Tests.Journal;

/// <summary>The page on the format says everything that the format has.</summary>
public sealed class JournalFormatDocumentTests : IDisposable
{
    private readonly JournalFolder _folder = new();

    private static string Document => File.ReadAllText(Path.Combine(Repository.Root, "docs/journal-format.md"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_kind_has_its_section_and_no_other_has_one()
    {
        var sections = Document.Split('\n').Where(line => line.StartsWith("### `", StringComparison.Ordinal));
        Assert.Equal(EventCodec.Kinds, sections.Select(line => line[5..^1]));
    }

    [Theory]
    [InlineData("journal-1.jsonl")]
    [InlineData("journal-2.jsonl")]
    public void Every_field_of_a_kind_has_its_row(string file)
    {
        foreach (var line in File.ReadAllLines(Path.Combine(Repository.Root, "tests/GridCity.Tests/Journal/Golden", file)))
        {
            using var entry = JsonDocument.Parse(line);
            using var body = JsonDocument.Parse(entry.RootElement.GetProperty("body").GetString()!);
            var kind = EventUpgrades.Current.Newest(entry.RootElement.GetProperty("kind").GetString()!);
            foreach (var field in Fields(body.RootElement, ""))
            {
                var section = Section(field.StartsWith("state.", StringComparison.Ordinal) ? "## The case as a whole" : $"### `{kind}`");
                Assert.Contains($"\n| `{field.Replace("state.", "", StringComparison.Ordinal)}` |", section, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Every_field_of_a_case_has_its_row()
    {
        // Who adds one also counts up the form of snapshots: those without it must not be read as if there were none of it.
        var fields = typeof(Case).GetProperties().Where(field => field.CanWrite).Select(field => JsonNamingPolicy.CamelCase.ConvertName(field.Name));
        var section = Section("## The case as a whole");
        Assert.All(fields, field => Assert.Contains($"\n| `{field}` |", section, StringComparison.Ordinal));
        Assert.Equal(48, fields.Count());
    }

    [Fact]
    public async Task Every_table_column_index_and_view_is_on_the_page()
    {
        await _folder.Open().DisposeAsync();
        using var connection = new SqliteConnection($"Data Source={_folder.FilePath};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT t.type, t.name, c.name FROM sqlite_schema AS t LEFT JOIN pragma_table_info(t.name) AS c
            WHERE t.name NOT LIKE 'sqlite_%'
            """;
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            var (type, name) = (rows.GetString(0), rows.GetString(1));
            Assert.Contains($"`{name}`", Document, StringComparison.Ordinal);
            if (type == "table" && name != "header")
            {
                Assert.Contains($"\n| `{rows.GetString(2)}` |", Section($"## Table `{name}`"), StringComparison.Ordinal);
            }
        }
    }

    private static IEnumerable<string> Fields(JsonElement body, string before) => body.EnumerateObject()
        .Where(field => before + field.Name != "by")
        .SelectMany(field => FieldsOf(field.Value, before + field.Name).Prepend(before + field.Name));

    private static IEnumerable<string> FieldsOf(JsonElement value, string name) => value.ValueKind switch
    {
        JsonValueKind.Object => Fields(value, name + "."),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(item => FieldsOf(item, name + "[]")).Distinct(),
        _ => [],
    };

    private static string Section(string heading)
    {
        var start = Document.IndexOf(heading + "\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"The page has no '{heading}'.");
        var end = Document.IndexOf("\n## ", start + heading.Length, StringComparison.Ordinal);
        var next = Document.IndexOf("\n### `", start + heading.Length, StringComparison.Ordinal);
        return Document[start..(next >= 0 && next < end ? next : end)];
    }
}
