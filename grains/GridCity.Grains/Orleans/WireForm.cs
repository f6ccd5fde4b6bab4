using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using GridCity.Core.Cases;
using GridCity.Core.Water;
using GridCity.Journal.Codec;

namespace GridCity.Grains.Cluster;

/// <summary>
/// Commands and replies on their way between silos, as JSON: Core's types know nothing of a wire, so that this edge knows
/// which commands there are.
/// </summary>
internal static class WireForm
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        IgnoreReadOnlyProperties = true,
        // No cell and no case are left out: the forms of the journal know no word for nothing.
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Converters =
        {
            new CellCodeConverter(),
            new CaseIdConverter(),
            new ActorConverter(),
            new AnsweredConverter(),
            new ValueListConverter<string>(),
            new ValueListConverter<Reporter>(),
            new ValueListConverter<Call>(),
            new ValueListConverter<CallParty>(),
            new ValueListConverter<Measurement>(),
        },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { NameCommands } },
    };

    /// <summary>Writes a command, a reply or sightings.</summary>
    public static byte[] Write<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static T Read<T>(byte[] bytes) => JsonSerializer.Deserialize<T>(bytes, Options)!;

    private static void NameCommands(JsonTypeInfo type)
    {
        if (type.Type != typeof(Command))
        {
            return;
        }
        type.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "command" };
        foreach (var command in typeof(Command).Assembly.GetTypes().Where(one => one is { IsAbstract: false } && one.IsSubclassOf(typeof(Command))))
        {
            type.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(command, command.Name));
        }
    }
}
