using System.Text.Json.Nodes;

namespace GridCity.Silo.Http.Features;

/// <summary>The definition of this API for programs, in OpenAPI 3.0: every path, parameter and status that there is.</summary>
internal static class FeatureDefinition
{
    /// <summary>The whole definition.</summary>
    public static JsonObject Write(FeatureCatalog catalog, string root)
    {
        var paths = new JsonObject
        {
            ["/"] = Path("landing", "The first page.", [], Answer("The first page.", "landing")),
            ["/conformance"] = Path("conformance", "What the service keeps to.", [], Answer("The classes.", "conformance")),
            ["/api"] = Path("api", "This definition.", [], Content("This definition.", FeatureFormat.OpenApi, new JsonObject { ["type"] = "object" })),
            ["/collections"] = Path("collections", "The collections.", [], Answer("The collections.", "collections")),
        };
        foreach (var source in catalog.Sources)
        {
            AddCollection(paths, catalog, source);
        }
        return new JsonObject
        {
            ["openapi"] = "3.0.3",
            ["info"] = new JsonObject
            {
                ["title"] = $"{catalog.City.Name}: OGC API - Features",
                ["description"] = "Cells, streets, communities, layers and cases as features. Anybody may read; no key is needed.",
                ["version"] = catalog.City.Hash.Length > 12 ? catalog.City.Hash[..12] : catalog.City.Hash,
                ["license"] = new JsonObject { ["name"] = "As the data of the city says" },
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = root }),
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = Schemas(), ["parameters"] = Parameters(catalog) },
        };
    }

    private static void AddCollection(JsonObject paths, FeatureCatalog catalog, IFeatureSource source)
    {
        var path = "/collections/" + source.Id;
        var name = source.Id.Replace('-', '_');
        paths[path] = Path("describe_" + name, source.Description, [], Answer("The collection.", "collection"));
        paths[path + "/items"] = Path(
            "get_" + name,
            "Features of " + source.Title + ", by page.",
            [
                .. ((string[])["limit", "bbox", "bbox-crs", "datetime", "crs", "after"]).Select(Reference),
                .. source.Properties.Where(property => property.IsFilter).Select(Filter),
            ],
            Content("A page of features.", FeatureFormat.GeoJson, Schema("featureCollection")));
        paths[path + "/items/{featureId}"] = Path(
            "get_one_" + name,
            "One feature of " + source.Title + ".",
            [
                new JsonObject
                {
                    ["name"] = "featureId", ["in"] = "path", ["required"] = true, ["description"] = "The id of the feature.",
                    ["schema"] = new JsonObject { ["type"] = "string" },
                },
                Reference("crs"),
            ],
            Content("The feature.", FeatureFormat.GeoJson, Schema("feature")));
    }

    private static JsonObject Path(string id, string summary, IEnumerable<JsonObject> parameters, JsonObject good)
    {
        var responses = new JsonObject { ["200"] = good };
        foreach (var (status, what) in new[]
        {
            ("400", "A parameter that is not known, or whose value is wrong."), ("404", "It is not there."), ("500", "A fault of the server."),
        })
        {
            responses[status] = Content(what, FeatureFormat.Json, Schema("exception"), isAlsoHtml: false);
        }
        return new JsonObject
        {
            ["get"] = new JsonObject
            {
                ["operationId"] = id,
                ["summary"] = summary,
                ["parameters"] = new JsonArray([.. parameters.Append(Reference("f"))]),
                ["responses"] = responses,
            },
        };
    }

    private static JsonObject Answer(string what, string schema) => Content(what, FeatureFormat.Json, Schema(schema));

    private static JsonObject Content(string what, string type, JsonObject schema, bool isAlsoHtml = true)
    {
        var content = new JsonObject { [type] = new JsonObject { ["schema"] = schema } };
        if (isAlsoHtml)
        {
            content[FeatureFormat.Html] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string" } };
        }
        return new JsonObject { ["description"] = what, ["content"] = content };
    }

    private static JsonObject Schema(string name) => new() { ["$ref"] = "#/components/schemas/" + name };

    private static JsonObject Reference(string name) => new() { ["$ref"] = "#/components/parameters/" + name };

    private static JsonObject Filter(FeatureProperty property) =>
        Parameter(property.Name, property.Description, new JsonObject { ["type"] = TypeOf(property.Kind) });

    private static string TypeOf(PropertyKind kind) => kind switch
    {
        PropertyKind.Whole => "integer",
        PropertyKind.Number => "number",
        PropertyKind.Truth => "boolean",
        _ => "string",
    };

    private static JsonObject Parameter(string name, string description, JsonObject schema) => new()
    {
        ["name"] = name,
        ["in"] = "query",
        ["required"] = false,
        ["description"] = description,
        ["style"] = "form",
        ["explode"] = false,
        ["schema"] = schema,
    };

    private static JsonObject Parameters(FeatureCatalog catalog)
    {
        var systems = catalog.Systems.Select(crs => crs.Uri).ToList();
        return new JsonObject
        {
            ["f"] = Parameter("f", "The form of the answer; without it the header Accept counts.", Words(["json", "html"])),
            ["limit"] = Parameter("limit", "How many features at most; more than the maximum gives the maximum.", new JsonObject
            {
                ["type"] = "integer",
                ["minimum"] = 1,
                ["maximum"] = FeatureRequest.LimitMax,
                ["default"] = FeatureRequest.LimitDefault,
            }),
            ["bbox"] = Parameter("bbox", "Only features that touch this box, in the order of the axes of bbox-crs.", new JsonObject
            {
                ["type"] = "array",
                ["oneOf"] = new JsonArray(
                    new JsonObject { ["minItems"] = 4, ["maxItems"] = 4 }, new JsonObject { ["minItems"] = 6, ["maxItems"] = 6 }),
                ["items"] = new JsonObject { ["type"] = "number" },
            }),
            ["bbox-crs"] = Parameter("bbox-crs", "The reference system of the box.", Words(systems, systems[0], "uri")),
            ["crs"] = Parameter("crs", "The reference system of the answer.", Words(systems, systems[0], "uri")),
            ["datetime"] = Parameter(
                "datetime", "A moment, or two with a slash between them of which one may be '..'.", new JsonObject { ["type"] = "string" }),
            ["after"] = Parameter("after", "Where a page begins; the link 'next' has it.", new JsonObject { ["type"] = "string" }),
        };
    }

    private static JsonObject Words(IEnumerable<string> words, string? first = null, string? format = null)
    {
        var schema = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. words.Select(word => (JsonNode)word)]) };
        if (first is not null)
        {
            schema["default"] = first;
        }
        if (format is not null)
        {
            schema["format"] = format;
        }
        return schema;
    }

    private static JsonObject Schemas() => new()
    {
        ["exception"] = Thing(["code"], ("code", Of("string")), ("description", Of("string"))),
        ["link"] = Thing(["href", "rel", "type"], ("href", Of("string")), ("rel", Of("string")), ("type", Of("string")), ("title", Of("string"))),
        ["landing"] = Thing(["links"], ("title", Of("string")), ("description", Of("string")), ("links", Many(Schema("link")))),
        ["conformance"] = Thing(["conformsTo"], ("conformsTo", Many(Of("string")))),
        ["collections"] = Thing(
            ["links", "collections"], ("links", Many(Schema("link"))), ("crs", Many(Of("string"))), ("collections", Many(Schema("collection")))),
        ["collection"] = Thing(
            ["id", "links"],
            ("id", Of("string")),
            ("title", Of("string")),
            ("description", Of("string")),
            ("itemType", Of("string")),
            ("extent", Of("object")),
            ("crs", Many(Of("string"))),
            ("storageCrs", Of("string")),
            ("links", Many(Schema("link")))),
        ["featureCollection"] = Thing(
            ["type", "features"],
            ("type", Words(["FeatureCollection"])),
            ("links", Many(Schema("link"))),
            ("timeStamp", Of("string")),
            ("numberMatched", Of("integer")),
            ("numberReturned", Of("integer")),
            ("features", Many(Schema("feature")))),
        ["feature"] = Thing(
            ["type", "geometry", "properties"],
            ("type", Words(["Feature"])),
            ("id", Of("string")),
            ("links", Many(Schema("link"))),
            ("geometry", new JsonObject { ["type"] = "object", ["nullable"] = true }),
            ("properties", new JsonObject { ["type"] = "object", ["nullable"] = true })),
    };

    private static JsonObject Of(string type) => new() { ["type"] = type };

    private static JsonObject Many(JsonObject item) => new() { ["type"] = "array", ["items"] = item };

    private static JsonObject Thing(IEnumerable<string> required, params (string Name, JsonObject Schema)[] properties)
    {
        var named = new JsonObject();
        foreach (var (name, schema) in properties)
        {
            named[name] = schema;
        }
        return new JsonObject
        {
            ["type"] = "object",
            ["required"] = new JsonArray([.. required.Select(name => (JsonNode)name)]),
            ["properties"] = named,
        };
    }
}
