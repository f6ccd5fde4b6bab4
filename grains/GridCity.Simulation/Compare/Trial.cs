using System.Text.Json;
using GridCity.Simulation.Runs;

namespace GridCity.Simulation.Compare;

/// <summary>The base and all variants of one seed.</summary>
internal sealed record Trial(RunResult Base, IReadOnlyList<(RunResult Run, CaseCounts Cases)> Others)
{
    /// <summary>Whether one of them was stopped before its end.</summary>
    public bool IsPartial => Base.IsPartial || Others.Any(other => other.Run.IsPartial);
}

/// <summary>Trials as JSON and back, for checkpoints.</summary>
internal static class TrialJson
{
    public static void Write(Utf8JsonWriter to, Trial trial)
    {
        to.WriteStartObject();
        to.WritePropertyName("base");
        RunResultJson.Write(to, trial.Base);
        to.WriteStartArray("others");
        foreach (var (run, cases) in trial.Others)
        {
            to.WriteStartObject();
            to.WritePropertyName("run");
            RunResultJson.Write(to, run);
            to.WriteStartArray("cases");
            foreach (var count in (ReadOnlySpan<int>)[cases.Moved, cases.Cell, cases.Gained, cases.Lost, cases.Same])
            {
                to.WriteNumberValue(count);
            }
            to.WriteEndArray();
            to.WriteEndObject();
        }
        to.WriteEndArray();
        to.WriteEndObject();
    }

    public static Trial Read(JsonElement from) => new(
        RunResultJson.Read(from.GetProperty("base")),
        [.. from.GetProperty("others").EnumerateArray().Select(other => (RunResultJson.Read(other.GetProperty("run")), Cases(other.GetProperty("cases"))))]);

    private static CaseCounts Cases(JsonElement from) =>
        new(from[0].GetInt32(), from[1].GetInt32(), from[2].GetInt32(), from[3].GetInt32(), from[4].GetInt32());
}
