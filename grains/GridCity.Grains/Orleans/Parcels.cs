using GridCity.Core.Cases;
using GridCity.Core.Space;

namespace GridCity.Grains.Cluster;

/// <summary>
/// A command on its way to a grain: handed over as it is inside a silo, and as JSON between silos. Core's types know nothing
/// of a wire.
/// </summary>
[Immutable]
internal sealed class CommandParcel(Command value)
{
    public Command Value { get; } = value;
}

/// <summary>What a grain says to a command: a reply, or that somebody else has to be asked.</summary>
[Immutable]
internal sealed record Answer
{
    /// <summary>The reply, if the grain could give one.</summary>
    public Reply? Reply { get; init; }

    /// <summary>The cell that has to be asked instead, because the case was moved there.</summary>
    public CellCode? Elsewhere { get; init; }

    /// <summary>
    /// Whether this activation was overtaken by another writer and goes away: nothing happened, and the next one is asked.
    /// </summary>
    public bool IsStale { get; init; }

    public static Answer Of(Reply reply) => new() { Reply = reply };

    public static Answer Stale { get; } = new() { IsStale = true };
}

/// <summary>Open cases that might be the same problem as a report.</summary>
[Immutable]
internal sealed class SightingParcel(IReadOnlyList<Sighting> value)
{
    public static SightingParcel None { get; } = new([]);

    public IReadOnlyList<Sighting> Value { get; } = value;
}

/// <summary>A whole cell as another cell's grain may look at it.</summary>
[Immutable]
internal sealed class CellParcel(Cell value)
{
    public Cell Value { get; } = value;
}

/// <summary>How all of them look between silos.</summary>
[GenerateSerializer]
internal struct WireText
{
    [Id(0)]
    public byte[] Json;
}

[RegisterConverter]
internal sealed class CommandConverter : IConverter<CommandParcel, WireText>
{
    public CommandParcel ConvertFromSurrogate(in WireText surrogate) => new(WireForm.Read<Command>(surrogate.Json));

    public WireText ConvertToSurrogate(in CommandParcel value) => new() { Json = WireForm.Write(value.Value) };
}

[RegisterConverter]
internal sealed class AnswerConverter : IConverter<Answer, WireText>
{
    public Answer ConvertFromSurrogate(in WireText surrogate) => WireForm.Read<Answer>(surrogate.Json);

    public WireText ConvertToSurrogate(in Answer value) => new() { Json = WireForm.Write(value) };
}

[RegisterConverter]
internal sealed class SightingConverter : IConverter<SightingParcel, WireText>
{
    public SightingParcel ConvertFromSurrogate(in WireText surrogate) =>
        surrogate.Json.Length == 0 ? SightingParcel.None : new(WireForm.Read<List<Sighting>>(surrogate.Json));

    public WireText ConvertToSurrogate(in SightingParcel value) =>
        new() { Json = value.Value.Count == 0 ? [] : WireForm.Write(value.Value) };
}

[RegisterConverter]
internal sealed class CellConverter : IConverter<CellParcel, WireText>
{
    public CellParcel ConvertFromSurrogate(in WireText surrogate) => new(CellImage.Read(surrogate.Json));

    public WireText ConvertToSurrogate(in CellParcel value) => new() { Json = CellImage.Write(value.Value) };
}
