using System.Text.Json;
using GridCity.Simulation.Runs;

namespace GridCity.Simulation.Compare;

/// <summary>Both variants of one seed, and what became of the cases that came in both.</summary>
internal sealed record Pair(RunResult Base, RunResult Other, (int Moved, int Cell, int Gained, int Lost, int Same) Cases);

/// <summary>Pairs as JSON and back, for checkpoints.</summary>
internal static class PairJson
{
    public static void Write(Utf8JsonWriter to, Pair pair)
    {
        to.WriteStartObject();
        to.WritePropertyName("base");
        RunResultJson.Write(to, pair.Base);
        to.WritePropertyName("other");
        RunResultJson.Write(to, pair.Other);
        to.WriteStartArray("cases");
        foreach (var count in (ReadOnlySpan<int>)[pair.Cases.Moved, pair.Cases.Cell, pair.Cases.Gained, pair.Cases.Lost, pair.Cases.Same])
        {
            to.WriteNumberValue(count);
        }
        to.WriteEndArray();
        to.WriteEndObject();
    }

    public static Pair Read(JsonElement from)
    {
        var cases = from.GetProperty("cases");
        return new Pair(
            RunResultJson.Read(from.GetProperty("base")),
            RunResultJson.Read(from.GetProperty("other")),
            (cases[0].GetInt32(), cases[1].GetInt32(), cases[2].GetInt32(), cases[3].GetInt32(), cases[4].GetInt32()));
    }
}
