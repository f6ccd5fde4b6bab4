using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using Xunit;

namespace GridCity.Tests.Open311;

public sealed class ServiceTests(Open311Site site) : IClassFixture<Open311Site>
{
    [Fact]
    public async Task Discovery_says_where_the_service_is_in_both_forms()
    {
        var (_, xml) = await site.GetXmlAsync("/open311/discovery.xml");
        Assert.Equal("discovery", xml.Name.ToString());
        var endpoint = xml.Element("endpoints")!.Element("endpoint")!;
        Assert.Equal("http://wiki.open311.org/GeoReport_v2", endpoint.Element("specification")!.Value);
        Assert.Equal(["text/xml", "application/json"], endpoint.Element("formats")!.Elements("format").Select(format => format.Value));
        Assert.All((string[])["changeset", "contact", "key_service"], name => Assert.NotEqual("", xml.Element(name)!.Value));

        using var json = JsonDocument.Parse(await site.Http.GetStringAsync("/open311/discovery.json", Open311Site.Stop));
        var url = json.RootElement.GetProperty("endpoints")[0].GetProperty("url").GetString()!;
        Assert.Equal(url, endpoint.Element("url")!.Value);
        Assert.Equal(HttpStatusCode.OK, (await site.Http.GetAsync(url + "services.xml", Open311Site.Stop)).StatusCode);
    }

    [Fact]
    public async Task Services_are_the_public_classes_in_both_forms()
    {
        var (_, xml) = await site.GetXmlAsync("/services.xml");
        var (_, json) = await site.GetJsonAsync("/services.json");

        Assert.Equal("services", xml.Name.ToString());
        string[] fields = ["service_code", "service_name", "description", "metadata", "type", "keywords", "group"];
        Assert.All(xml.Elements("service"), service => Assert.Equal(fields, service.Elements().Select(field => field.Name.ToString())));
        var codes = xml.Elements("service").Select(service => service.Element("service_code")!.Value).ToList();
        Assert.Equal(["01002", "02001", "06010", "06025", "09001"], codes);
        Assert.Equal(codes, json.EnumerateArray().Select(service => service.GetProperty("service_code").GetString()));
        Assert.True(json[0].GetProperty("metadata").GetBoolean());
        Assert.False(json[2].GetProperty("metadata").GetBoolean());
        Assert.Equal("realtime", json[0].GetProperty("type").GetString());
    }

    [Fact]
    public async Task Words_come_in_the_language_that_is_asked_for()
    {
        var (_, english) = await site.GetJsonAsync("/services.json?lang=en");
        var (_, chinese) = await site.GetJsonAsync("/services.json?lang=zh");
        Assert.Equal("Sewage cover", english[0].GetProperty("service_name").GetString());
        Assert.Equal("污水井盖", chinese[0].GetProperty("service_name").GetString());

        using var request = new HttpRequestMessage(HttpMethod.Get, Open311Site.Root + "/services.json");
        request.Headers.AcceptLanguage.ParseAdd("fr;q=0.1, zh-CN;q=0.9");
        using var response = await site.Http.SendAsync(request, Open311Site.Stop);
        Assert.Contains("污水井盖", await response.Content.ReadAsStringAsync(Open311Site.Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_definition_asks_for_the_condition()
    {
        var (_, xml) = await site.GetXmlAsync("/services/02001.xml");
        Assert.Equal("service_definition", xml.Name.ToString());
        var choice = xml.Element("attributes")!.Elements("attribute").First();
        Assert.Equal(
            ["variable", "code", "datatype", "required", "datatype_description", "order", "description", "values"],
            choice.Elements().Select(field => field.Name.ToString()));
        Assert.Equal(("true", "condition", "singlevaluelist", "true"), Of(choice));
        Assert.Equal(["dark", "fallen"], choice.Element("values")!.Elements("value").Select(value => value.Element("key")!.Value));

        var (_, json) = await site.GetJsonAsync("/services/01002.json");
        Assert.Equal(JsonValueKind.Object, json.ValueKind);
        Assert.False(json.GetProperty("attributes")[0].GetProperty("required").GetBoolean());
        Assert.Equal([1, 2], json.GetProperty("attributes").EnumerateArray().Select(one => one.GetProperty("order").GetInt32()));
        Assert.False(json.GetProperty("attributes")[1].GetProperty("variable").GetBoolean());
    }

    [Theory]
    [InlineData("/services/06010.xml")]
    [InlineData("/services/77777.xml")]
    [InlineData("/services/90001.xml")]
    [InlineData("/services.xml?jurisdiction_id=elsewhere")]
    [InlineData("/services/02001.xml?jurisdiction_id=elsewhere")]
    [InlineData("/requests.xml?jurisdiction_id=elsewhere")]
    [InlineData("/requests.xml?service_code=77777")]
    [InlineData("/requests.xml?service_request_id=110101001001001-999")]
    [InlineData("/requests/110101001001001-999.xml")]
    [InlineData("/requests/nothing.xml")]
    [InlineData("/requests/%3Cscript%3E.xml")]
    [InlineData("/tokens/nothing.xml")]
    [InlineData("/tokens/0198f6f0-0000-7000-8000-000000000000.xml")]
    [InlineData("/nothing.xml")]
    [InlineData("/services.pdf")]
    public async Task What_is_not_there_is_404_in_both_forms(string path)
    {
        var (status, xml) = await site.GetXmlAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Equal(("errors", "404"), (xml.Name.ToString(), xml.Element("error")!.Element("code")!.Value));
        Assert.NotEqual("", xml.Element("error")!.Element("description")!.Value);

        if (path.Contains(".xml", StringComparison.Ordinal))
        {
            var (again, json) = await site.GetJsonAsync(path.Replace(".xml", ".json", StringComparison.Ordinal));
            Assert.Equal(HttpStatusCode.NotFound, again);
            Assert.Equal(404, json[0].GetProperty("code").GetInt32());
        }
    }

    [Fact]
    public async Task The_own_jurisdiction_and_an_empty_one_are_taken()
    {
        Assert.Equal(HttpStatusCode.OK, (await site.GetXmlAsync("/services.xml?jurisdiction_id=testville")).Status);
        Assert.Equal(HttpStatusCode.OK, (await site.GetXmlAsync("/services.xml?jurisdiction_id=")).Status);
    }

    private static (string, string, string, string) Of(XElement attribute) => (
        attribute.Element("variable")!.Value, attribute.Element("code")!.Value, attribute.Element("datatype")!.Value, attribute.Element("required")!.Value);
}
