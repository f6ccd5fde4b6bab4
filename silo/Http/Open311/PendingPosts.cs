using System.Collections.Concurrent;
using GridCity.Grains;

namespace GridCity.Silo.Http.Open311;

/// <summary>
/// The posts that were answered with a token because they were not durable yet. A token is the id of the command: once the command
/// is in the journal it is found there, and this need not know it any more.
/// </summary>
internal sealed class PendingPosts
{
    private readonly ConcurrentDictionary<Guid, Task<Reply>> _waiting = new();

    /// <summary>Remembers a post until the journal has it; one that was refused stays, so that its sender learns of it.</summary>
    public void Add(Guid token, Task<Reply> reply)
    {
        _waiting[token] = reply;
        _ = reply.ContinueWith(
            done =>
            {
                if (done.IsCompletedSuccessfully && done.Result.Case is not null)
                {
                    _waiting.TryRemove(token, out _);
                }
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    /// <summary>A post that is still waited for, or was refused; null when it is not known.</summary>
    public Task<Reply>? Find(Guid token) => _waiting.GetValueOrDefault(token);

    /// <summary>Forgets a post whose sender has been told.</summary>
    public void Forget(Guid token) => _waiting.TryRemove(token, out _);
}
