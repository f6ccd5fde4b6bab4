using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace GridCity.Client.Api;

/// <summary>
/// Sends one request until it is answered: a full queue (503) is waited out, a connection that broke in the middle is
/// used again, both only a few times. Repeating is safe, for every command carries an id that is answered once.
/// </summary>
internal sealed class Transport(HttpClient http, TimeProvider time, Random random)
{
    private const int Attempts = 8;
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromSeconds(30);

    /// <summary>The clock by which it waits.</summary>
    public TimeProvider Time => time;

    /// <summary>The address of the server.</summary>
    public Uri? Server => http.BaseAddress;

    /// <summary>Asks for JSON.</summary>
    public async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> shape, CancellationToken stop)
    {
        using var answer = await SendAsync(() => new HttpRequestMessage(HttpMethod.Get, path), stop)
            .ConfigureAwait(false);
        return await ReadAsync(answer, shape, stop).ConfigureAwait(false);
    }

    /// <summary>Sends JSON and asks for JSON.</summary>
    public async Task<(HttpResponseMessage Answer, TAnswer Body)> PostAsync<TBody, TAnswer>(
        string path,
        TBody body,
        JsonTypeInfo<TBody> bodyShape,
        JsonTypeInfo<TAnswer> answerShape,
        CancellationToken stop)
    {
        using var answer = await SendAsync(
            () => new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body, bodyShape) },
            stop).ConfigureAwait(false);
        return (answer, await ReadAsync(answer, answerShape, stop).ConfigureAwait(false));
    }

    /// <summary>Sends a request, as often as it takes within the bound, and hands back a success.</summary>
    /// <exception cref="ProblemException">The server said no.</exception>
    /// <exception cref="ServerUnreachableException">Nobody answered.</exception>
    public async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> make, CancellationToken stop)
    {
        var backoff = new Backoff(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(5), random);
        for (var attempt = 1; ; attempt++)
        {
            var answer = await TryAsync(make, attempt < Attempts, stop).ConfigureAwait(false);
            if (answer?.IsSuccessStatusCode == true)
            {
                return answer;
            }
            using (answer)
            {
                if (answer is not null
                    && (answer.StatusCode != HttpStatusCode.ServiceUnavailable || attempt == Attempts))
                {
                    throw await ProblemOfAsync(answer, stop).ConfigureAwait(false);
                }
                var wait = (answer is null ? TimeSpan.Zero : RetryAfter(answer)) + backoff.Next();
                await Task.Delay(wait, time, stop).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Sends a request once, whatever comes back.</summary>
    public async Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, CancellationToken stop) =>
        await TryAsync(() => request, canRepeat: false, stop).ConfigureAwait(false)
        ?? throw new InvalidOperationException("A request that may not be repeated has an answer or an exception.");

    /// <summary>Reads the JSON of an answer.</summary>
    public async Task<T> ReadAsync<T>(HttpResponseMessage answer, JsonTypeInfo<T> shape, CancellationToken stop)
    {
        try
        {
            return await answer.Content.ReadFromJsonAsync(shape, stop).ConfigureAwait(false)
                ?? throw NotGridCity("its answer is empty", null);
        }
        catch (Exception fault) when (fault is JsonException or NotSupportedException)
        {
            throw NotGridCity("its answer is not what a GridCity server of this version sends", fault);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            throw NotGridCity("its answer broke off", fault);
        }
    }

    /// <summary>The problem that an answer carries, as an exception to throw.</summary>
    public static async Task<ProblemException> ProblemOfAsync(HttpResponseMessage answer, CancellationToken stop)
    {
        var text = await answer.Content.ReadAsStringAsync(stop).ConfigureAwait(false);
        Problem? problem = null;
        try
        {
            problem = text.Length == 0 ? null : JsonSerializer.Deserialize(text, Wire.Json.Problem);
        }
        catch (JsonException)
        {
            // Something between here and the server answered in its own words; the status still says the most.
        }
        var title = $"The server answered {(int)answer.StatusCode} {answer.ReasonPhrase}.";
        return new ProblemException(
            answer.StatusCode,
            problem ?? new Problem(null, title, (int)answer.StatusCode, null, null, null, null, null));
    }

    private async Task<HttpResponseMessage?> TryAsync(
        Func<HttpRequestMessage> make,
        bool canRepeat,
        CancellationToken stop)
    {
        using var request = make();
        try
        {
            return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new ServerUnreachableException(Server, $"no answer within {http.Timeout.TotalSeconds:0} seconds");
        }
        catch (HttpRequestException fault) when (canRepeat && IsBrokenOff(fault))
        {
            return null;
        }
        catch (HttpRequestException fault)
        {
            throw new ServerUnreachableException(Server, Sentence(fault), fault);
        }
    }

    private static bool IsBrokenOff(HttpRequestException fault) => fault.HttpRequestError is not (
        HttpRequestError.ConnectionError
        or HttpRequestError.NameResolutionError
        or HttpRequestError.SecureConnectionError);

    private static string Sentence(HttpRequestException fault) => fault.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "there is no machine of that name",
        HttpRequestError.SecureConnectionError => "no secure connection could be agreed on",
        HttpRequestError.ConnectionError => "nobody listens there (is the server running?)",
        _ => fault.Message,
    };

    private TimeSpan RetryAfter(HttpResponseMessage answer)
    {
        var header = answer.Headers.RetryAfter;
        var wait = header?.Delta ?? (header?.Date - time.GetUtcNow()) ?? TimeSpan.Zero;
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestRetryAfter ? LongestRetryAfter : wait;
    }

    private ServerUnreachableException NotGridCity(string because, Exception? cause) => new(Server, because, cause);
}
