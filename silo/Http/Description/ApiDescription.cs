using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace GridCity.Silo.Http.Description;

/// <summary>Puts the parameters and examples into the description that the framework makes of the endpoints.</summary>
internal static class ApiDescription
{
    /// <summary>Where an operation names the examples that its own follows.</summary>
    public const string AfterMark = "x-gridcity-after";

    private const string StatusMark = "x-gridcity-status";
    private const string AccountsMark = "x-gridcity-accounts";

    /// <summary>Adds a name and the examples to the options of the description.</summary>
    public static void AddExamples(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "GridCity";
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, _, _) =>
        {
            if (operation.OperationId is { } id && ApiExamples.Of(id) is { } example)
            {
                Describe(operation, example);
            }
            return Task.CompletedTask;
        });
    }

    private static void Describe(OpenApiOperation operation, ApiExample example)
    {
        operation.Parameters ??= [];
        foreach (var parameter in example.Parameters)
        {
            if (operation.Parameters.FirstOrDefault(known => known.Name == parameter.Name) is OpenApiParameter known)
            {
                known.Description = parameter.Description;
                known.Example = Value(parameter);
                continue;
            }
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = parameter.Name,
                In = char.IsAsciiLetterUpper(parameter.Name[0]) ? ParameterLocation.Header : ParameterLocation.Query,
                Description = parameter.Description,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                Example = Value(parameter),
            });
        }
        if (example.Body is not null && operation.RequestBody?.Content is { } content)
        {
            foreach (var form in content.Values)
            {
                form.Example = JsonNode.Parse(example.Body);
            }
        }
        operation.Extensions ??= new Dictionary<string, IOpenApiExtension>();
        operation.Extensions[AfterMark] = new JsonNodeExtension(new JsonArray([.. example.After.Select(step => (JsonNode)step)]));
        operation.Extensions[StatusMark] = new JsonNodeExtension(example.Status);
        if (example.NeedsAccounts)
        {
            operation.Extensions[AccountsMark] = new JsonNodeExtension(true);
        }
    }

    private static JsonNode? Value(ApiParameter parameter) => parameter.Value is null ? null : JsonValue.Create(parameter.Value);
}
