using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GridCity.Client.Rules;

/// <summary>What a table of expected routings came to.</summary>
internal sealed record RulesTestSummary(int Rows, int Right, IReadOnlyList<WrongRouting> Wrong);

/// <summary>A row that went elsewhere.</summary>
internal sealed record WrongRouting(
    int Line, string Class, string ExpectedUnit, string? ExpectedRule, string? Unit, string? Rule, string Why);

/// <summary>What a rule book covers.</summary>
internal sealed record CoverageSummary(
    long Samples,
    long Territorial,
    long Nobody,
    IReadOnlyList<CoveredRule> Rules,
    IReadOnlyList<string> ClassesWithoutRule);

/// <summary>Where a rule can match; <c>Dead</c> says why it never does.</summary>
internal sealed record CoveredRule(
    string Rule, string? Event, int Classes, int Cells, long Samples, string? Dead, IReadOnlyList<string>? ShadowedBy);

/// <summary>What was learned from history, and what it is worth.</summary>
internal sealed record LearnSummary(
    int Rows,
    int Bad,
    int OutsideCity,
    int UnitsUnknown,
    int LearnedFrom,
    DateTimeOffset HeldBackFrom,
    LearnScore HeldBack,
    IReadOnlyList<LearnScore> Classes,
    IReadOnlyList<LearnedLine> Rules);

/// <summary>How often rules and the most frequent unit of the class are right; <c>Class</c> is null for all together.</summary>
internal sealed record LearnScore(string? Class, int Cases, int Right, double Accuracy, int BaselineRight, double Baseline);

/// <summary>A rule that was learned.</summary>
internal sealed record LearnedLine(string Rule, string? Class, string? Place, string Unit, int Support, double Confidence);

/// <summary>How rules are told to programs.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RulesTestSummary))]
[JsonSerializable(typeof(CoverageSummary))]
[JsonSerializable(typeof(LearnSummary))]
internal sealed partial class RulesJson : JsonSerializerContext;

/// <summary>The context to use: Chinese and quotes stay readable.</summary>
internal static class RulesShapes
{
    /// <summary>The shapes of what rules are told as.</summary>
    public static RulesJson Json { get; } = new(new JsonSerializerOptions(RulesJson.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
