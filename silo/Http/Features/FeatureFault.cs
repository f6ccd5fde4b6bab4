using System.Text.Json.Nodes;

namespace GridCity.Silo.Http.Features;

/// <summary>What is wrong with a request, in the form that the standard gives: a code and a description.</summary>
internal sealed record FeatureFault(int Status, string Code, string Description)
{
    /// <summary>A parameter that the server does not know, or whose value is wrong.</summary>
    public static FeatureFault Invalid(string parameter, string expected) =>
        new(StatusCodes.Status400BadRequest, "InvalidParameterValue", $"The parameter '{Shown(parameter)}' is wrong: {expected}");

    /// <summary>Something that is not there.</summary>
    public static FeatureFault Missing(string what) => new(StatusCodes.Status404NotFound, "NotFound", what);

    /// <summary>The answer.</summary>
    public IResult ToResult() => TypedResults.Text(
        new JsonObject { ["code"] = Code, ["description"] = Description }.ToJsonString(FeatureFormat.Written),
        "application/json; charset=utf-8",
        statusCode: Status);

    /// <summary>What somebody sent, short enough to be sent back.</summary>
    public static string Shown(string text) => text.Length <= 80 ? text : text[..80] + "…";
}
