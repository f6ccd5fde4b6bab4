using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using GridCity.Simulation.Formats;

namespace GridCity.Silo.Http;

/// <summary>Says in the words of the caller what a place of a body should have held.</summary>
internal static partial class Expectation
{
    // A name that nobody knows is repeated to its caller, up to where it can still be recognised.
    private const int ShownMax = 60;

    /// <summary>What was expected at a path such as <c>$.reports[3].lon</c> of a body of this type.</summary>
    public static string At(JsonTypeInfo body, string? path)
    {
        var here = body;
        foreach (Match step in Step().Matches(path ?? string.Empty))
        {
            var name = step.Groups["name"].Value;
            var property = here.Properties.FirstOrDefault(one => string.Equals(one.Name, name, StringComparison.OrdinalIgnoreCase));
            if (property is null && here.Kind == JsonTypeInfoKind.Object && name.Length > 0)
            {
                return $"There is no field '{Shown(name)}' here.{Nearest.Hint(name, here.Properties.Select(one => one.Name))}";
            }
            var next = property?.PropertyType ?? here.ElementType;
            if (next is null)
            {
                break;
            }
            here = body.Options.GetTypeInfo(next);
        }
        return Of(Nullable.GetUnderlyingType(here.Type) ?? here.Type, here.Kind) + " was expected.";
    }

    /// <summary>A name or path of the caller's, cut where it becomes too long to be shown.</summary>
    public static string Shown(string text) => text.Length <= ShownMax ? text : string.Concat(text.AsSpan(0, ShownMax), "…");

    private static string Of(Type type, JsonTypeInfoKind kind) => type switch
    {
        _ when type == typeof(string) => "A text in valid UTF-8",
        _ when type == typeof(bool) => "Either true or false",
        _ when type == typeof(Guid) => "A UUID, such as 01890a5d-ac96-774b-bcce-b302099a8057,",
        _ when type == typeof(DateTimeOffset) => "A time with a zone, such as 2026-09-14T08:10:00+08:00,",
        _ when type == typeof(DateOnly) => "A date, such as 2026-09-14,",
        _ when type == typeof(int) || type == typeof(long) => "A whole number",
        _ when type == typeof(double) || type == typeof(decimal) => "A number",
        _ when kind == JsonTypeInfoKind.Enumerable => "A list",
        _ => "A JSON object",
    };

    [GeneratedRegex(@"\.(?<name>[^.\[]+)|\['(?<name>.*?)'\](?=$|[.\[])|\[\d+\]")]
    private static partial Regex Step();
}
