using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using GridCity.Core.Cases;
using GridCity.Core.Space;

namespace GridCity.Client.Api;

/// <summary>The JSON of the HTTP API: names and words in camel case, nothing where there is nothing to say.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(CamelCaseWord<Stage>),
        typeof(CamelCaseWord<Sight>),
        typeof(CamelCaseWord<ApplicationKind>),
        typeof(CamelCaseWord<ItemGrade>),
        typeof(CamelCaseWord<CallKind>),
        typeof(CamelCaseWord<Satisfaction>),
        typeof(CamelCaseWord<Tier>),
        typeof(CamelCaseWord<Frame>),
        typeof(CamelCaseWord<ReportOutcome>),
    ])]
[JsonSerializable(typeof(ReportRequest))]
[JsonSerializable(typeof(BatchRequest))]
[JsonSerializable(typeof(CommandRequest))]
[JsonSerializable(typeof(CommandAnswer))]
[JsonSerializable(typeof(BatchAnswer))]
[JsonSerializable(typeof(CasePage))]
[JsonSerializable(typeof(CaseLife))]
[JsonSerializable(typeof(CityPicture))]
[JsonSerializable(typeof(CellPicture))]
[JsonSerializable(typeof(Board))]
[JsonSerializable(typeof(BoardFrame))]
[JsonSerializable(typeof(JournalPage))]
[JsonSerializable(typeof(RuleList))]
[JsonSerializable(typeof(Routing))]
[JsonSerializable(typeof(Readiness))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(StreamGreeting))]
[JsonSerializable(typeof(ServerClock))]
[JsonSerializable(typeof(SampleRequest))]
[JsonSerializable(typeof(PatrolRequest))]
[JsonSerializable(typeof(CellAnswer))]
[JsonSerializable(typeof(AccountList))]
[JsonSerializable(typeof(NewAccount))]
[JsonSerializable(typeof(NewKey))]
[JsonSerializable(typeof(AccountSecret))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class WireJson : JsonSerializerContext;

/// <summary>The context to use: text of the field is Chinese as often as not and stays readable.</summary>
internal static class Wire
{
    /// <summary>The shapes of the wire.</summary>
    public static WireJson Json { get; } = new(new JsonSerializerOptions(WireJson.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}

/// <summary>The words of an enumeration as the wire writes them: <c>pendingVerification</c>.</summary>
internal sealed class CamelCaseWord<T>()
    : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;

/// <summary>The first event of a stream.</summary>
internal sealed record StreamGreeting(long Position, string? City, string? Hash);
