using System.Runtime.ExceptionServices;

namespace GridCity.Simulation.Engine;

/// <summary>
/// Runs replications on several threads. Each is run by one thread with streams of its own seed and shares nothing with
/// the others, and results stand in the order of the seeds: how many threads there are changes how long it takes only.
/// </summary>
public static class Replications
{
    /// <summary>The seed of a replication, from 0, of a run: neighbouring runs have no replication in common.</summary>
    public static ulong SeedOf(ulong seed, int replication)
    {
        var state = seed;
        for (var index = 0; index < replication; index++)
        {
            RandomStream.SplitMix64(ref state);
        }
        return replication == 0 ? seed : RandomStream.SplitMix64(ref state);
    }

    /// <summary>
    /// Runs so many replications; each is given its number and the seed that follows from it. When
    /// <paramref name="stop"/> asks to stop, those that are done are returned. What goes wrong in one is thrown as it is.
    /// </summary>
    public static IReadOnlyList<TResult> Run<TResult>(
        ulong seed, int count, int threads, Func<int, ulong, TResult> run, Action<int>? done, CancellationToken stop)
        where TResult : class
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        var results = new TResult?[count];
        var finished = 0;
        // The token stops between replications, not inside the loop's own machinery, so that what is done is kept.
        void RunOne(int index)
        {
            if (stop.IsCancellationRequested)
            {
                return;
            }
            results[index] = run(index, SeedOf(seed, index));
            done?.Invoke(Interlocked.Increment(ref finished));
        }
        try
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads }, RunOne);
        }
        catch (AggregateException several)
        {
            // Whoever asked hears of a full disk as such, however many threads met it.
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }
        return [.. results.OfType<TResult>()];
    }
}
