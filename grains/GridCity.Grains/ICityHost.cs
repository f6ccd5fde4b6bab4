using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Journal;

namespace GridCity.Grains;

/// <summary>
/// Who calls the cells of a city: one process with an embedded journal, or an Orleans cluster. The HTTP layer sees only
/// this, and both hosts pass one contract suite.
/// </summary>
public interface ICityHost : IAsyncDisposable
{
    /// <summary>The city.</summary>
    City City { get; }

    /// <summary>What happened, kept.</summary>
    IJournal Journal { get; }

    /// <summary>How the host is doing.</summary>
    HostCondition Condition { get; }

    /// <summary>
    /// Hands a command to its cell and answers when what it decided is durable. The host stamps the command's time.
    /// Cancelling gives up the wait, not the command: asked again with the same id it gets the same answer.
    /// </summary>
    ValueTask<Reply> SendAsync(Command command, CancellationToken stop);

    /// <summary>Hands many commands over at once; the replies come in their order, after one wait.</summary>
    ValueTask<IReadOnlyList<Reply>> SendAsync(IReadOnlyList<Command> commands, CancellationToken stop);
}

/// <summary>How a command was answered. Zero is never used.</summary>
public enum ReplyKind
{
    /// <summary>It happened and is durable.</summary>
    Accepted = 1,

    /// <summary>It had happened before; nothing more did now.</summary>
    Repeated = 2,

    /// <summary>It was refused.</summary>
    Refused = 3,

    /// <summary>The queue is full; nothing happened, try again shortly.</summary>
    Overloaded = 4,

    /// <summary>
    /// The journal could not take it. Whether it happened is found out by asking again with the same id.
    /// </summary>
    Unavailable = 5,
}

/// <summary>The answer to a command.</summary>
public sealed record Reply(ReplyKind Kind, Guid Command, CaseRow? Case, Refusal? Refusal, string? Detail)
{
    /// <summary>The position in the journal up to which the reply is true; 0 when nothing happened.</summary>
    public long Position { get; init; } = Case?.Updated ?? 0;
}

/// <summary>How a host is doing, for health and for people.</summary>
public sealed record HostCondition(
    bool IsReady, long Position, int Waiting, int WaitingMax, TimeSpan LastCommit, int Cells, int OpenCases, IReadOnlyList<string> Problems);

/// <summary>
/// An entry with the case after it; without one when the entry belongs to no case or comes after the end of its case.
/// </summary>
public readonly record struct Committed(Entry Entry, Case? Case);

/// <summary>
/// Somebody who is told of everything that became durable, in the order of the journal. Called on the writer's path: it must
/// be quick, and it must not throw.
/// </summary>
public interface ICommitObserver
{
    /// <summary>The host opened: these cases are open, and this is the last position.</summary>
    void OnOpened(IReadOnlyCollection<Case> open, long position);

    /// <summary>These entries are durable.</summary>
    void OnCommitted(IReadOnlyList<Committed> committed);
}
