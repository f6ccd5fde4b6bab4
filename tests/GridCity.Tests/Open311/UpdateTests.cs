using System.Globalization;
using System.Net;
using System.Text.Json;
using Xunit;

namespace GridCity.Tests.Open311;

/// <summary>FixMyStreet's service request updates, as its own code asks for them and sends them.</summary>
public sealed class UpdateTests(Open311Site site) : IClassFixture<Open311Site>
{
    private const string Path = "/servicerequestupdates";

    [Fact]
    public async Task A_life_is_told_in_the_states_of_the_peer()
    {
        var id = await site.ReportAsync(Open311Site.At(50, 350));
        await site.CommandAsync(id, "verify", new { by = "inspector:i-1", sight = "exists" });
        await site.CommandAsync(id, "file", new { by = "supervision:s-1" });
        await site.CommandAsync(id, "accept", new { by = "unit:sanitation" });
        await site.CommandAsync(id, "finish", new { by = "unit:sanitation", result = "swept" });
        await site.CommandAsync(id, "check", new { by = "inspector:i-1", result = "pass" });
        await site.CommandAsync(id, "close", new { by = "supervision:s-1" });

        var updates = (await UpdatesAsync(Window(-1, 1))).Where(update => Text(update, "service_request_id") == id).ToList();
        Assert.Equal(
            ["INVESTIGATING", "INVESTIGATING", "OPEN", "ACTION_SCHEDULED", "IN_PROGRESS", "IN_PROGRESS", "IN_PROGRESS", "FIXED"],
            updates.Select(update => Text(update, "status")));
        Assert.Equal(
            ["pendingVerification", "pendingFiling", "pendingDispatch", "pendingAcceptance", "handling", "pendingCheck", "pendingClosing", "closed"],
            updates.Select(update => Text(update, "external_status_code")));
        Assert.Equal(updates.Count, updates.Select(update => Text(update, "update_id")).Distinct().Count());
        Assert.Equal(
            ["update_id", "service_request_id", "status", "updated_datetime", "description", "media_url", "external_status_code"],
            updates[0].EnumerateObject().Select(field => field.Name));

        var (_, xml) = await site.GetXmlAsync($"{Path}.xml?api_key=any&{Window(-1, 1)}");
        Assert.Equal("service_request_updates", xml.Name.ToString());
        Assert.Contains(xml.Elements("request_update"), update => update.Element("status")!.Value == "FIXED");
    }

    [Fact]
    public async Task Other_ends_are_other_states()
    {
        var rejected = await site.ReportAsync(Open311Site.At(150, 350));
        await site.CommandAsync(rejected, "reject", new { by = "supervision:s-1", reason = "private land" });
        var forced = await site.ReportAsync(Open311Site.At(250, 350));
        await site.CommandAsync(forced, "force-close", new { by = "leader:l-1", reason = "pulled down" });
        var duplicate = await site.ReportAsync(Open311Site.At(451, 350));
        duplicate = await site.ReportAsync(Open311Site.At(452, 350));
        var updates = await UpdatesAsync(Window(-1, 1));
        string Last(string id) => Text(updates.Last(update => Text(update, "service_request_id") == id), "status");
        Assert.Equal(("NO_FURTHER_ACTION", "CLOSED", "DUPLICATE"), (Last(rejected), Last(forced), Last(duplicate)));
        Assert.DoesNotContain(updates, update => Text(update, "description").Contains("pulled down", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Only_what_happened_in_the_window_is_told()
    {
        await site.ReportAsync(Open311Site.At(550, 350));
        Assert.NotEmpty(await UpdatesAsync(Window(-1, 1)));
        Assert.NotEmpty(await UpdatesAsync(""));
        Assert.Empty(await UpdatesAsync(Window(-9, -8)));
        Assert.Empty(await UpdatesAsync(Window(1, 2)));
        var (status, _) = await site.GetJsonAsync($"{Path}.json?{Window(1, -1)}");
        Assert.Equal(HttpStatusCode.BadRequest, status);
    }

    [Fact]
    public async Task What_people_said_there_becomes_a_remark_once()
    {
        var id = await site.ReportAsync(Open311Site.At(650, 350));
        var form = Update(id, "fms-17", "FIXED");
        var (status, body) = await site.PostAsync(form, Path + ".json");
        Assert.True(status == HttpStatusCode.OK, body.GetRawText());
        var update = Text(body[0], "update_id");
        Assert.True(long.Parse(update, CultureInfo.InvariantCulture) > 0);

        var (again, refused) = await site.PostAsync(form, Path + ".json");
        Assert.Equal(HttpStatusCode.BadRequest, again);
        Assert.Contains("already exists", Text(refused[0], "description"), StringComparison.Ordinal);

        var (_, item) = await site.GetJsonAsync($"/requests/{id}.json");
        Assert.Equal("open", Text(item[0], "status"));
        var life = await site.Http.GetStringAsync($"/api/v1/cases/{id}/life", Open311Site.Stop);
        Assert.Contains("case.remarked.1", life, StringComparison.Ordinal);
        Assert.Contains("it is still there", life, StringComparison.Ordinal);
        Assert.DoesNotContain("li@example.org", life, StringComparison.Ordinal);
        Assert.Equal(1, life.Split("case.remarked.1").Length - 1);
    }

    [Fact]
    public async Task An_update_in_xml_is_answered_in_xml()
    {
        var id = await site.ReportAsync(Open311Site.At(750, 350));
        using var form = new FormUrlEncodedContent(Update(id, "fms-18", "OPEN"));
        using var response = await site.Http.PostAsync(Open311Site.Root + Path + ".xml", form, Open311Site.Stop);
        var xml = await Open311Site.ReadXmlAsync(response);
        Assert.NotEqual("", xml.Element("request_update")!.Element("update_id")!.Value);
    }

    [Fact]
    public async Task An_update_of_what_has_ended_is_refused()
    {
        var id = await site.ReportAsync(Open311Site.At(850, 350));
        await site.CommandAsync(id, "reject", new { by = "supervision:s-1", reason = "private land" });
        var (status, body) = await site.PostAsync(Update(id, "fms-19", "OPEN"), Path + ".json");
        Assert.Equal((HttpStatusCode.BadRequest, 303), (status, body[0].GetProperty("code").GetInt32()));
    }

    [Theory]
    [InlineData("service_request_id", "", 400)]
    [InlineData("service_request_id", "nothing", 404)]
    [InlineData("service_request_id", "110101001001001-999", 404)]
    [InlineData("update_id", "", 400)]
    [InlineData("updated_datetime", "", 400)]
    [InlineData("updated_datetime", "yesterday", 400)]
    [InlineData("status", "", 400)]
    [InlineData("status", "MAYBE", 400)]
    [InlineData("description", "", 400)]
    [InlineData("jurisdiction_id", "elsewhere", 404)]
    public async Task A_bad_update_is_refused(string name, string value, int expected)
    {
        var id = await site.ReportAsync(Open311Site.At(950, 350));
        var form = Update(id, Guid.NewGuid().ToString(), "OPEN");
        form[name] = value;
        var (status, body) = await site.PostAsync(form, Path + ".json");
        Assert.True(expected == (int)status, body.GetRawText());
    }

    private static Dictionary<string, string> Update(string id, string update, string status) => new()
    {
        ["service_request_id"] = id,
        ["update_id"] = update,
        ["updated_datetime"] = "2026-09-14T08:00:00+08:00",
        ["status"] = status,
        ["description"] = "it is still there",
        ["first_name"] = "Li",
        ["last_name"] = "-",
        ["email"] = "li@example.org",
    };

    private static string Window(int fromHours, int untilHours)
    {
        static string At(int hours) => DateTimeOffset.UtcNow.AddHours(hours).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return $"start_date={At(fromHours)}&end_date={At(untilHours)}";
    }

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetString()!;

    private async Task<List<JsonElement>> UpdatesAsync(string window)
    {
        var (status, body) = await site.GetJsonAsync($"{Path}.json?{window}");
        Assert.Equal(HttpStatusCode.OK, status);
        return [.. body.EnumerateArray()];
    }
}
