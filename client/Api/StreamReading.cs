using System.Runtime.CompilerServices;

namespace GridCity.Client.Api;

/// <summary>Follows a stream of the server over broken connections.</summary>
internal sealed class StreamReading(Transport transport, Random random)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Opens the stream, resumes it after every break from the last position seen, and ends only with
    /// <paramref name="stop"/>. A server that cannot be reached at the very first try is an exception, later a wait.
    /// </summary>
    public async IAsyncEnumerable<StreamEvent> FollowAsync(
        string path,
        long? after,
        [EnumeratorCancellation] CancellationToken stop)
    {
        var backoff = new Backoff(FirstWait, LongestWait, random);
        var wasOpen = false;
        while (true)
        {
            var (connection, refusal) = await OpenAsync(path, after, wasOpen, stop).ConfigureAwait(false);
            if (connection is not null)
            {
                await using var open = connection.ConfigureAwait(false);
                wasOpen = true;
                while (await connection.NextAsync(stop).ConfigureAwait(false) is { } happened)
                {
                    backoff.Reset();
                    after = PositionOf(happened) ?? after;
                    yield return happened;
                }
                refusal = connection.EndedBecause;
            }
            var wait = backoff.Next();
            yield return new StreamInterrupted(refusal ?? "the server ended the stream", wait);
            await Task.Delay(wait, transport.Time, stop).ConfigureAwait(false);
        }

        // Before anything else arrives the greeting says from where "from now on" counts.
        long? PositionOf(StreamEvent happened) => happened switch
        {
            EntryArrived arrived => arrived.Entry.Position,
            StreamOpened opened => after ?? opened.Position,
            _ => null,
        };
    }

    private async Task<(StreamConnection? Connection, string? Refusal)> OpenAsync(
        string path,
        long? after,
        bool wasOpen,
        CancellationToken stop)
    {
        try
        {
            return (await StreamConnection.OpenAsync(transport, path, after, stop).ConfigureAwait(false), null);
        }
        catch (ServerUnreachableException fault) when (wasOpen)
        {
            return (null, fault.Message);
        }
        catch (ProblemException fault) when (wasOpen && (int)fault.Status >= 500)
        {
            return (null, fault.Message);
        }
    }
}
