using System.Net;
using System.Text.Json;
using GridCity.Tests.Cases;
using Xunit;

namespace GridCity.Tests.Open311;

public sealed class RequestTests(Open311Site site) : IClassFixture<Open311Site>
{
    private static readonly string[] Fields =
    [
        "service_request_id", "status", "status_notes", "service_name", "service_code", "description", "agency_responsible",
        "service_notice", "requested_datetime", "updated_datetime", "expected_datetime", "address", "address_id", "zipcode",
        "lat", "long", "media_url",
    ];

    [Fact]
    public async Task A_posted_request_becomes_a_case_in_its_cell()
    {
        var id = await site.ReportAsync(Open311Site.At(250, 650));
        Assert.StartsWith(TestCity.CodeAt(2, 6).ToString(), id, StringComparison.Ordinal);

        var (_, json) = await site.GetJsonAsync($"/requests/{id}.json");
        Assert.Equal(Fields, json[0].EnumerateObject().Select(field => field.Name));
        Assert.Equal(("open", "rubbish by the gate", "06010"), (Text(json[0], "status"), Text(json[0], "description"), Text(json[0], "service_code")));
        Assert.Equal(TestCity.At(250, 650).Latitude, json[0].GetProperty("lat").GetDouble(), 9);
        Assert.EndsWith("Z", Text(json[0], "requested_datetime"), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, json[0].GetProperty("zipcode").ValueKind);

        var (_, xml) = await site.GetXmlAsync($"/requests/{id}.xml");
        Assert.Equal("service_requests", xml.Name.ToString());
        Assert.Equal(Fields, xml.Element("request")!.Elements().Select(field => field.Name.ToString()));
        Assert.Equal(id, xml.Element("request")!.Element("service_request_id")!.Value);
        Assert.Equal("", xml.Element("request")!.Element("zipcode")!.Value);
    }

    [Fact]
    public async Task The_answer_holds_an_id_and_no_token_in_both_forms()
    {
        using var form = new FormUrlEncodedContent(Open311Site.At(350, 650));
        using var response = await site.Http.PostAsync(Open311Site.Root + "/requests.xml", form, Open311Site.Stop);
        var xml = await Open311Site.ReadXmlAsync(response);
        Assert.Equal(["service_request_id", "service_notice", "account_id"], xml.Element("request")!.Elements().Select(field => field.Name.ToString()));

        var (_, json) = await site.PostAsync(Open311Site.At(450, 650));
        Assert.False(json[0].TryGetProperty("token", out _));
    }

    [Fact]
    public async Task Whoever_will_not_wait_gets_a_token_that_leads_to_the_id()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Open311Site.Root + "/requests.json")
        {
            Content = new FormUrlEncodedContent(Open311Site.At(550, 650)),
        };
        request.Headers.Add("Prefer", "respond-async");
        using var response = await site.Http.SendAsync(request, Open311Site.Stop);
        var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Open311Site.Stop)).RootElement;
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.False(body[0].TryGetProperty("service_request_id", out _));
        var token = Text(body[0], "token");

        string? id = null;
        while (id is null)
        {
            var (status, asked) = await site.GetJsonAsync($"/tokens/{token}.json");
            Assert.Equal((HttpStatusCode.OK, token), (status, Text(asked[0], "token")));
            id = asked[0].GetProperty("service_request_id").GetString();
        }
        Assert.Equal(HttpStatusCode.OK, (await site.GetJsonAsync($"/requests/{id}.json")).Status);
    }

    [Fact]
    public async Task The_same_idempotency_key_makes_one_case()
    {
        var ids = new List<string>();
        var key = Guid.NewGuid().ToString();
        for (var time = 0; time < 2; time++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, Open311Site.Root + "/requests.json")
            {
                Content = new FormUrlEncodedContent(Open311Site.At(650, 650)),
            };
            request.Headers.Add("Idempotency-Key", key);
            using var response = await site.Http.SendAsync(request, Open311Site.Stop);
            ids.Add(Text(JsonDocument.Parse(await response.Content.ReadAsStringAsync(Open311Site.Stop)).RootElement[0], "service_request_id")!);
        }
        Assert.Equal(ids[0], ids[1]);
        Assert.Equal(ids[0], Text((await site.GetJsonAsync($"/tokens/{key}.json")).Body[0], "service_request_id"));
    }

    [Fact]
    public async Task A_cell_may_stand_for_the_place()
    {
        var form = Open311Site.At(0, 0);
        form.Remove("lat");
        form.Remove("long");
        form["address_id"] = TestCity.CodeAt(7, 7).ToString();
        Assert.StartsWith(form["address_id"], await site.ReportAsync(form), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Empty_parameters_are_absent_and_strange_ones_do_no_harm()
    {
        var form = Open311Site.At(850, 650);
        foreach (var name in (string[])["email", "first_name", "phone", "media_url", "address_string", "attribute[condition]", "jurisdiction_id"])
        {
            form[name] = "";
        }
        form["attribute[uprn]"] = "100012";
        form["attribute[easting]"] = "42";
        await site.ReportAsync(form);
    }

    [Fact]
    public async Task What_names_a_person_is_not_kept()
    {
        var form = Open311Site.At(950, 650);
        foreach (var (name, value) in ((string, string)[])
        [
            ("email", "zhang@example.org"), ("phone", "13800138000"), ("first_name", "Zhangsan"), ("last_name", "Lastname"), ("device_id", "imei-1"),
        ])
        {
            form[name] = value;
        }
        form["account_id"] = "account-7";
        var id = await site.ReportAsync(form);
        var life = await site.Http.GetStringAsync($"/api/v1/cases/{id}/life", Open311Site.Stop);
        Assert.Contains("account-7", life, StringComparison.Ordinal);
        Assert.All((string[])["zhang@", "13800138000", "Zhangsan", "Lastname", "imei-1"], text => Assert.DoesNotContain(text, life, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_fault_is_named_at_once()
    {
        var (status, body) = await site.PostAsync(new Dictionary<string, string>
        {
            ["service_code"] = "02001",
            ["lat"] = "north",
            ["long"] = "116.41",
            ["description"] = new('x', 4_001),
            ["media_url"] = "javascript:alert(1)",
        });
        Assert.Equal(HttpStatusCode.BadRequest, status);
        var told = body.EnumerateArray().Select(error => Text(error, "description")!).ToList();
        Assert.All(body.EnumerateArray(), error => Assert.Equal(400, error.GetProperty("code").GetInt32()));
        foreach (var name in (string[])["attribute[condition]", "lat:", "description:", "media_url:"])
        {
            Assert.Contains(told, text => text.StartsWith(name, StringComparison.Ordinal));
        }
    }

    public static TheoryData<string, string, string, int> BadFields => new()
    {
        { "no service", "service_code", "", 400 },
        { "unknown service", "service_code", "77777", 404 },
        { "a service that is not public", "service_code", "90001", 404 },
        { "unknown jurisdiction", "jurisdiction_id", "elsewhere", 404 },
        { "half a place", "lat", "", 400 },
        { "a place that is no number", "lat", "NaN", 400 },
        { "a place without end", "long", "1e999", 400 },
        { "a place elsewhere", "long", "117.0", 400 },
        { "a condition that is not known", "attribute[condition]", "odd", 400 },
        { "a long account", "account_id", new string('a', 201), 400 },
        { "a photo's address that is none", "media_url", "file:///etc/passwd", 400 },
        { "a photo's long address", "media_url", "http://example.org/" + new string('a', 2_000), 400 },
    };

    [Theory]
    [MemberData(nameof(BadFields))]
    public async Task A_bad_field_is_refused_and_nothing_happens(string what, string name, string value, int status)
    {
        var before = await PositionAsync();
        var form = Open311Site.At(50, 50);
        form[name] = value;
        var (answered, body) = await site.PostAsync(form);
        Assert.True(status == (int)answered, $"{what}: {answered} {body}");
        Assert.NotEqual("", Text(body[0], "description"));
        Assert.Equal(before, await PositionAsync());
    }

    [Theory]
    [InlineData("<script>alert(1)</script> & ]]> <b>")]
    [InlineData("\u202eevil\u202c \u200bzero\u200bwidth\ufeff")]
    [InlineData("𠮷野家 🗑️ 四字节")]
    [InlineData("line one\nline two\ttab")]
    [InlineData("'; DROP TABLE cases; --")]
    public async Task Strange_text_comes_back_as_it_went_in_and_stays_text(string text)
    {
        var form = Open311Site.At(150, 850);
        form["description"] = text;
        form["Idempotency"] = text;
        var id = await site.ReportAsync(form);
        Assert.Equal(text, Text((await site.GetJsonAsync($"/requests/{id}.json")).Body[0], "description"));
        var (_, xml) = await site.GetXmlAsync($"/requests/{id}.xml");
        Assert.Equal(text, xml.Element("request")!.Element("description")!.Value);
    }

    [Fact]
    public async Task Characters_that_xml_cannot_hold_are_replaced_there()
    {
        var form = Open311Site.At(250, 850);
        form["description"] = "a\u0001b\u0007c\ufffed";
        var id = await site.ReportAsync(form);
        var (_, xml) = await site.GetXmlAsync($"/requests/{id}.xml");
        Assert.Equal("a\ufffdb\ufffdc\ufffdd", xml.Element("request")!.Element("description")!.Value);
    }

    [Fact]
    public async Task A_body_of_another_kind_or_size_is_refused_in_the_form_of_the_protocol()
    {
        using var json = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        var (status, body) = await site.PostAsync(json);
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, 415), (status, body[0].GetProperty("code").GetInt32()));

        var form = Open311Site.At(50, 50);
        form["description"] = new string('x', 100_000);
        (status, body) = await site.PostAsync(form);
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, 413), (status, body[0].GetProperty("code").GetInt32()));

        using var broken = new StringContent("no parts");
        broken.Headers.Remove("Content-Type");
        broken.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=x");
        Assert.Equal(HttpStatusCode.BadRequest, (await site.PostAsync(broken)).Status);
    }

    [Fact]
    public async Task A_duplicate_is_closed_and_its_notice_names_the_other()
    {
        var first = await site.ReportAsync(Open311Site.At(350, 850));
        var (_, posted) = await site.PostAsync(Open311Site.At(352, 850));
        Assert.Contains(first, Text(posted[0], "service_notice"), StringComparison.Ordinal);
        var (_, item) = await site.GetJsonAsync($"/requests/{Text(posted[0], "service_request_id")}.json");
        Assert.Equal("closed", Text(item[0], "status"));
    }

    [Fact]
    public async Task Fine_stages_are_in_the_notes_and_coarse_ones_in_the_status()
    {
        var id = await site.ReportAsync(Open311Site.At(450, 850, "06025"));
        var (_, before) = await site.GetJsonAsync($"/requests/{id}.json");
        await site.CommandAsync(id, "verify", new { by = "inspector:i-1", sight = "exists", note = "secret remark" });
        await site.CommandAsync(id, "file", new { by = "supervision:s-1" });
        var (_, sent) = await site.GetJsonAsync($"/requests/{id}.json");
        await site.CommandAsync(id, "accept", new { by = "unit:street-west" });
        await site.CommandAsync(id, "finish", new { by = "unit:street-west", result = "skimmed the water" });
        await site.CommandAsync(id, "check", new { by = "inspector:i-1", result = "pass" });
        var (_, checkedBy) = await site.GetJsonAsync($"/requests/{id}.json");
        await site.CommandAsync(id, "close", new { by = "supervision:s-1" });
        var (_, after) = await site.GetJsonAsync($"/requests/{id}.json?extensions=true");

        Assert.Equal(["open", "open", "open", "closed"], ((JsonElement[])[before, sent, checkedBy, after]).Select(one => Text(one[0], "status")));
        Assert.Equal(4, ((JsonElement[])[before, sent, checkedBy, after]).Select(one => Text(one[0], "status_notes")).Distinct().Count());
        Assert.Equal("West Street Office", Text(sent[0], "agency_responsible"));
        var due = (await site.Http.GetStringAsync($"/api/v1/cases/{id}/life", Open311Site.Stop)).Split("\"due\":\"")[1].Split('"')[0];
        Assert.True(sent[0].GetProperty("expected_datetime").GetDateTimeOffset() > DateTimeOffset.UtcNow, due);
        Assert.True(before[0].GetProperty("expected_datetime").GetDateTimeOffset() > DateTimeOffset.UtcNow);
        Assert.Null(Text(after[0], "expected_datetime"));
        Assert.Equal(
            ["reported", "pendingVerification", "pendingFiling", "pendingDispatch", "pendingAcceptance", "handling", "pendingCheck", "pendingClosing", "closed"],
            after[0].GetProperty("notes").EnumerateArray().Select(note => Text(note, "type")));
        Assert.DoesNotContain("secret remark", after.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("skimmed the water", after.GetRawText(), StringComparison.Ordinal);
        Assert.Equal("closed", Text(after[0].GetProperty("extended_attributes"), "stage"));
        var (_, xml) = await site.GetXmlAsync($"/requests/{id}.xml?x_structured_notes=true");
        Assert.Equal(9, xml.Element("request")!.Element("notes")!.Elements("note").Count());
    }

    [Fact]
    public async Task What_came_by_another_channel_is_listed_without_its_words()
    {
        using var content = new StringContent(
            JsonSerializer.Serialize(Http.TestServer.ReportAt(550, 850)), System.Text.Encoding.UTF8, "application/json");
        using var response = await site.Http.PostAsync("/api/v1/reports", content, Open311Site.Stop);
        var reply = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Open311Site.Stop)).RootElement;
        var (_, item) = await site.GetJsonAsync($"/requests/{reply.GetProperty("case").GetProperty("id").GetString()}.json");
        Assert.Null(Text(item[0], "description"));
        Assert.Equal("Exposed rubbish", Text(item[0], "service_name"));
    }

    private static string? Text(JsonElement item, string name) => item.GetProperty(name).GetString();

    private async Task<long> PositionAsync()
    {
        using var health = JsonDocument.Parse(await site.Http.GetStringAsync("/health/ready", Open311Site.Stop));
        return health.RootElement.GetProperty("position").GetInt64();
    }
}
