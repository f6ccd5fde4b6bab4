using GridCity.Simulation.Engine;

namespace GridCity.Simulation.Runs;

/// <summary>What luck decides of a case. Names are part of the streams' keys: a new concern does not move the others.</summary>
internal enum Concern
{
    Missing,
    Outside,
    Return,
    Rework,
    Mend,
    Pass,
    Lifetime,
    FilingDesk,
    DispatchDesk,
    Acceptance,
    ClosingDesk,
    Procedure,
    Work,
    VerifyLook,
    CheckLook,
}

/// <summary>
/// The luck of cases: every concern has its stream, and in it every case its own numbers, so that a case is as lucky in
/// one variant of a comparison as in another, whatever happens to the cases around it.
/// </summary>
internal sealed class CaseLuck
{
    private const int AttemptsMax = 16;

    private readonly NumberedStreams[] _streams;

    public CaseLuck(Streams streams) =>
        _streams = [.. Enum.GetNames<Concern>().Select(name => streams.Numbered("case", name))];

    /// <summary>Draws a value for an attempt at a case.</summary>
    public double Draw(Concern concern, long ordinal, int attempt, Distribution distribution) =>
        distribution.Draw(StreamOf(concern, ordinal, attempt));

    /// <summary>Whether something happens that happens to such a share of cases.</summary>
    public bool IsSo(Concern concern, long ordinal, int attempt, double share) =>
        share > 0 && StreamOf(concern, ordinal, attempt).NextDouble() < share;

    private RandomStream StreamOf(Concern concern, long ordinal, int attempt) =>
        _streams[(int)concern].Of(unchecked((ordinal * AttemptsMax) + Math.Min(attempt, AttemptsMax - 1)));
}
