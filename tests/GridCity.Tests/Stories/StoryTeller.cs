using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GridCity.Client.Views;

namespace GridCity.Tests.Stories;

/// <summary>
/// Plays the rows of a story over HTTP. What is <c>A: report class=… at=layer/feature</c>, <c>A: finish result="…"</c>,
/// <c>sample section=… COD=25</c>, <c>patrol subject=… at=…</c>, <c>wait</c>, <c>read path :: field, field</c>, or
/// <c>bulletin kind period :: figure, figure</c>; fields are those of the API.
/// </summary>
internal sealed partial class StoryTeller(StoryCity city)
{
    private readonly Dictionary<string, string> _cases = [];
    private long _last;

    /// <summary>Plays a row and says what came of it.</summary>
    public async Task<string> TellAsync(StoryRow row, CancellationToken stop)
    {
        await city.PassAsync(TimeOf(row.Time), stop);
        var passed = await HappenedAsync(stop);
        var (name, word, fields) = Split(row.What);
        var refused = word switch
        {
            "wait" => null,
            "read" => await ReadAsync(row.What, stop),
            StoryBulletin.Word => await ReadAsync(StoryBulletin.Of(row.What), stop),
            "report" => await ReportAsync(name!, row.Who, fields, stop),
            "sample" => await PostAsync("samples", Sample(row.Who, fields), stop),
            "patrol" => await PostAsync("patrols", Patrol(row, fields), stop),
            _ => await PostAsync($"cases/{_cases[name!]}/{word}", With(fields, "by", row.Who), stop),
        };
        var outcome = Join(passed, refused ?? await HappenedAsync(stop));
        return outcome.Length == 0 ? "nothing" : outcome;
    }

    private async Task<string?> ReportAsync(string name, string who, JsonObject fields, CancellationToken stop)
    {
        var point = city.PointAt((string)fields["at"]!);
        fields.Remove("at");
        (fields["lon"], fields["lat"], fields["frame"]) = (Math.Round(point.Longitude, 7), Math.Round(point.Latitude, 7), "wgs84");
        fields["text"] ??= "told in a story";
        using var response = await city.Http.PostAsJsonAsync("/api/v1/reports", With(fields, "by", who), stop);
        var answer = await response.Content.ReadFromJsonAsync<JsonNode>(stop);
        if (!response.IsSuccessStatusCode)
        {
            return Refused(answer!);
        }
        _cases[name] = (string)answer!["case"]!["id"]!;
        return null;
    }

    private async Task<string?> PostAsync(string path, JsonObject body, CancellationToken stop)
    {
        if ((string?)body["at"] is { } place)
        {
            var point = city.PointAt(place);
            body.Remove("at");
            (body["lon"], body["lat"], body["frame"]) = (point.Longitude, point.Latitude, "wgs84");
        }
        if ((string?)body["into"] is { } into)
        {
            body["into"] = _cases[into];
        }
        using var response = await city.Http.PostAsJsonAsync("/api/v1/" + path, body, stop);
        return response.IsSuccessStatusCode ? null : Refused((await response.Content.ReadFromJsonAsync<JsonNode>(stop))!);
    }

    // read path :: field, field – a view of the API, with the fields that matter here.
    private async Task<string> ReadAsync(string what, CancellationToken stop)
    {
        var parts = what["read ".Length..].Split(" :: ");
        var path = CaseName().Replace(parts[0], match => _cases.GetValueOrDefault(match.Groups[1].Value, match.Value));
        var answer = JsonNode.Parse(await city.Http.GetStringAsync(path, stop))!;
        return string.Join("; ", parts[1].Split(", ").Select(field => $"{field} = {JsonPath.At(answer, field)}"));
    }

    // bulletin kind period :: figure, figure – what the bulletin of a period, so far or whole, says.
    private async Task<string> ReadAsync(StoryBulletin asked, CancellationToken stop)
    {
        var answer = JsonNode.Parse(await city.Http.GetStringAsync(asked.Path, stop))!;
        return string.Join("; ", asked.Figures.Select(figure => $"{figure} = {StoryBulletin.Figure(answer, figure)}"));
    }

    private static JsonObject Sample(string who, JsonObject fields)
    {
        var values = new JsonArray();
        foreach (var (parameter, value) in fields.Where(field => field.Key is not ("section" or "takenAt")).ToList())
        {
            var unit = parameter switch { "pH" => "", "transparency" => "cm", "ORP" => "mV", _ => "mg/L" };
            values.Add(new JsonObject { ["parameter"] = parameter, ["value"] = value!.DeepClone(), ["unit"] = unit });
        }
        return new JsonObject
        {
            ["by"] = who,
            ["section"] = fields["section"]!.DeepClone(),
            ["takenAt"] = fields["takenAt"]?.DeepClone(),
            ["values"] = values,
        };
    }

    private JsonObject Patrol(StoryRow row, JsonObject fields)
    {
        var until = TimeOf(row.Time);
        var minutes = (double?)fields["minutes"] ?? 45;
        fields.Remove("minutes");
        fields["from"] = until.AddMinutes(-minutes).ToString("O", CultureInfo.InvariantCulture);
        fields["until"] = until.ToString("O", CultureInfo.InvariantCulture);
        return With(fields, "by", row.Who);
    }

    private async Task<string> HappenedAsync(CancellationToken stop)
    {
        var (entries, last) = await city.SinceAsync(_last, stop);
        _last = last;
        var text = new StringBuilder();
        foreach (var entry in entries.Where(entry => !entry.Kind.StartsWith("reporters.", StringComparison.Ordinal)))
        {
            var told = EntryText.Of(entry, city.Words);
            text.Append(text.Length == 0 ? string.Empty : "; ").Append(told.What);
            if (told.Why.StartsWith("rule ", StringComparison.Ordinal))
            {
                text.Append(" (").Append(told.Why).Append(')');
            }
        }
        foreach (var (name, id) in _cases)
        {
            text.Replace(id, name);
        }
        return text.ToString();
    }

    private static string Join(string first, string second) =>
        first.Length == 0 || second.Length == 0 ? first + second : first + "; " + second;

    private static string Refused(JsonNode problem) =>
        $"refused: {problem["name"]}{(problem["code"] is { } code ? $" {code}" : string.Empty)}";

    private static JsonObject With(JsonObject fields, string name, string value)
    {
        fields[name] = value;
        return fields;
    }

    private (string? Name, string Word, JsonObject Fields) Split(string what)
    {
        var name = what.IndexOf(": ", StringComparison.Ordinal) is var colon and > 0 && colon < 4 ? what[..colon] : null;
        var rest = name is null ? what : what[(name.Length + 2)..];
        var word = rest.Split(' ')[0];
        var fields = new JsonObject();
        foreach (Match match in Field().Matches(rest))
        {
            fields[match.Groups[1].Value] = Value(match.Groups[1].Value, match.Groups[2].Value);
        }
        return (name, word, fields);
    }

    private JsonNode Value(string name, string text)
    {
        if (text.StartsWith('"'))
        {
            return text[1..^1];
        }
        if (name is "due" or "until" or "takenAt" or "seenAt")
        {
            return TimeOf(text.Replace('_', ' ')).ToString("O", CultureInfo.InvariantCulture);
        }
        if (name is "parties")
        {
            return new JsonArray([.. text.Split(',').Select(party => (JsonNode)party)]);
        }
        return name is not ("class" or "edition" or "source" or "at")
            && double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number
            : text is "true" or "false" ? text == "true"
            : text;
    }

    // A day of 2026 and a clock time, in the city's zone: 09-14 08:30.
    private DateTimeOffset TimeOf(string text)
    {
        var local = DateTime.ParseExact("2026-" + text, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return new DateTimeOffset(local, city.City.TimeZone.GetUtcOffset(local)).ToUniversalTime();
    }

    [GeneratedRegex("""([A-Za-z0-9-]+)=("[^"]*"|\S+)""")]
    private static partial Regex Field();

    [GeneratedRegex(@"\{([A-Z])\}")]
    private static partial Regex CaseName();
}
