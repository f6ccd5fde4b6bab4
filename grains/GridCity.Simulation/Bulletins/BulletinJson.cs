using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using GridCity.Core;
using GridCity.Core.Cases;
using GridCity.Core.Evaluation;
using GridCity.Core.Space;
using GridCity.Core.Water;

namespace GridCity.Simulation.Bulletins;

/// <summary>
/// Writes the records of bulletins as JSON: codes and numbers of cases as texts, words in small letters, shares with their two
/// counts and their interval, scoreboards as counts by area, unit and so on with what is nought left out.
/// </summary>
internal static class BulletinJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
        Converters =
        {
            new JsonStringEnumConverter(JsonNamingPolicy.CamelCase),
            new As<CaseId>((id, _) => id.ToString()),
            new As<CellCode>((cell, _) => cell.ToString()),
            new As<AreaCode>((area, _) => area.ToString()),
            new As<Actor>((actor, _) => actor.ToString()),
            new As<TimeSpan>((span, _) => Math.Round(span.TotalSeconds, 3)),
            new As<Rate>(Of),
            new As<Period>(Of),
            new As<BulletinPeriod>((period, _) => $"{period.From:O}/{period.Until.AddDays(-1):O}"),
            new As<Indicator>((indicator, _) => indicator.Id),
            new As<Tally>((tally, _) => Of(tally)),
            new As<Scoreboard>(Of),
            new ValueLists(),
        },
    };

    /// <summary>Writes a record in one line.</summary>
    public static string Write(object data) => JsonSerializer.Serialize(data, data.GetType(), Options);

    private static JsonObject Of(Rate rate, JsonSerializerOptions options) => new()
    {
        ["numerator"] = rate.Numerator,
        ["denominator"] = rate.Denominator,
        ["value"] = rate.Value is { } value ? Math.Round(value, 6) : null,
        ["low"] = rate.Denominator == 0 ? null : Math.Round(rate.Interval.Low, 6),
        ["high"] = rate.Denominator == 0 ? null : Math.Round(rate.Interval.High, 6),
    };

    private static JsonObject Of(Period period, JsonSerializerOptions options) => new()
    {
        ["label"] = period.Label,
        ["from"] = JsonSerializer.SerializeToNode(period.From, options),
        ["to"] = JsonSerializer.SerializeToNode(period.To, options),
        ["timeZone"] = period.Zone.Id,
    };

    private static JsonObject Of(Tally tally) => new(Enum.GetValues<Counter>()
        .Where(counter => tally[counter] != 0)
        .Select(counter => KeyValuePair.Create(JsonNamingPolicy.CamelCase.ConvertName(counter.ToString()), (JsonNode?)tally[counter])));

    private static JsonObject Of(Scoreboard board, JsonSerializerOptions options) => new()
    {
        ["period"] = Of(board.Period, options),
        ["asOf"] = JsonSerializer.SerializeToNode(board.AsOf, options),
        ["book"] = board.Book.Id,
        ["areas"] = Of(board.Areas, area => area.ToString()),
        ["units"] = Of(board.Units, id => id),
        ["inspectors"] = Of(board.Inspectors, id => id),
        ["posts"] = Of(board.Posts, actor => actor.ToString()),
        ["classes"] = Of(board.Classes, code => code),
        ["channels"] = Of(board.Channels, id => id),
        ["nobody"] = Of(board.Nobody),
    };

    private static JsonObject Of<T>(IReadOnlyDictionary<T, Tally> tallies, Func<T, string> name) => new(tallies
        .Select(one => (Name: name(one.Key), one.Value))
        .OrderBy(one => one.Name, StringComparer.Ordinal)
        .Select(one => KeyValuePair.Create(one.Name, (JsonNode?)Of(one.Value))));

    /// <summary>Writes a type by what it is turned into.</summary>
    private sealed class As<T>(Func<T, JsonSerializerOptions, JsonNode?> turn) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Bulletins are made from the journal and never read back.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, turn(value, options), options);

        public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WritePropertyName(turn(value, options)?.ToString() ?? string.Empty);
    }

    /// <summary>Writes value lists as the lists that they are.</summary>
    private sealed class ValueLists : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) =>
            typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(ValueList<>);

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(OfItems<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

        private sealed class OfItems<T> : JsonConverter<ValueList<T>>
        {
            public override ValueList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
                throw new NotSupportedException("Bulletins are made from the journal and never read back.");

            public override void Write(Utf8JsonWriter writer, ValueList<T> value, JsonSerializerOptions options) =>
                JsonSerializer.Serialize(writer, value.ToArray(), options);
        }
    }
}
