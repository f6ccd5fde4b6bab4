using System.Collections.Concurrent;
using GridCity.Core.Cases;
using GridCity.Grains;

namespace GridCity.Silo.Demonstration;

/// <summary>
/// What the made-up people of the demonstration have seen happen and not reacted to yet. Bounded: when they fall behind they
/// miss something, as people do, and never hold up the writer.
/// </summary>
internal sealed class Audience : ICommitObserver
{
    private const int SeenMax = 100_000;

    private readonly ConcurrentQueue<Committed> _seen = new();

    /// <summary>The cases that were open when the server started.</summary>
    public IReadOnlyCollection<Case> OpenedWith { get; private set; } = [];

    /// <inheritdoc/>
    public void OnOpened(IReadOnlyCollection<Case> open, long position) => OpenedWith = open;

    /// <inheritdoc/>
    public void OnCommitted(IReadOnlyList<Committed> committed)
    {
        foreach (var one in committed)
        {
            if (_seen.Count < SeenMax)
            {
                _seen.Enqueue(one);
            }
        }
    }

    /// <summary>Takes the next thing that happened.</summary>
    public bool TryTake(out Committed committed) => _seen.TryDequeue(out committed);
}
