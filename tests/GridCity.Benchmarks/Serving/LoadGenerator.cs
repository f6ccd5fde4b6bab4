using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace GridCity.Benchmarks.Serving;

/// <summary>
/// Sends one report a request over kept connections with as little of the machine as it can: the server has the same cores.
/// </summary>
internal sealed class LoadGenerator(int port, double[] bounds)
{
    /// <summary>As fast as so many connections get answers.</summary>
    public async Task<(int Answered, TimeSpan Elapsed, double[] Milliseconds)> FloodAsync(int connections, int requests)
    {
        var left = requests;
        var latencies = new ConcurrentBag<double[]>();
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(connection => Task.Run(async () =>
        {
            using var client = await ConnectAsync(connection);
            var own = new List<double>(requests / connections);
            while (Interlocked.Decrement(ref left) >= 0)
            {
                var sent = Stopwatch.GetTimestamp();
                await client.SendAsync();
                own.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
            }
            latencies.Add([.. own]);
        })));
        return (requests, Stopwatch.GetElapsedTime(started), Sort(latencies));
    }

    /// <summary>
    /// At a rate: each connection sends at its own moments whether or not the last answer was slow, and latency counts from
    /// the moment at which a request should have left.
    /// </summary>
    public async Task<(int Answered, TimeSpan Elapsed, double[] Milliseconds)> PaceAsync(int connections, double perSecond, TimeSpan duration)
    {
        var latencies = new ConcurrentBag<double[]>();
        var interval = TimeSpan.FromSeconds(connections / perSecond);
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(connection => Task.Run(async () =>
        {
            using var client = await ConnectAsync(10_000 + connection);
            var own = new List<double>();
            var due = interval * (connection / (double)connections);
            while (due < duration)
            {
                var wait = due - Stopwatch.GetElapsedTime(started);
                if (wait > TimeSpan.FromMilliseconds(1))
                {
                    await Task.Delay(wait);
                }
                await client.SendAsync();
                own.Add((Stopwatch.GetElapsedTime(started) - due).TotalMilliseconds);
                due += interval;
            }
            latencies.Add([.. own]);
        })));
        var all = Sort(latencies);
        return (all.Length, Stopwatch.GetElapsedTime(started), all);
    }

    private static double[] Sort(IEnumerable<double[]> parts)
    {
        var all = parts.SelectMany(part => part).ToArray();
        Array.Sort(all);
        return all;
    }

    private async Task<Connection> ConnectAsync(int seed)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync("127.0.0.1", port);
        return new Connection(socket, new Random(seed), bounds);
    }

    private sealed class Connection(Socket socket, Random random, double[] bounds) : IDisposable
    {
        private readonly byte[] _buffer = new byte[16 * 1_024];

        public async Task SendAsync()
        {
            var lon = bounds[0] + ((bounds[2] - bounds[0]) * (0.01 + (0.98 * random.NextDouble())));
            var lat = bounds[1] + ((bounds[3] - bounds[1]) * (0.01 + (0.98 * random.NextDouble())));
            var body = FormattableString.Invariant(
                $$"""{"id":"{{Guid.CreateVersion7()}}","class":"{{ReportedClasses.Any(random)}}","channel":"inspector","lon":{{lon:0.0000000}},"lat":{{lat:0.0000000}},"text":"rubbish by the gate","by":"inspector:i-017"}""");
            var request = $"POST /api/v1/reports HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}";
            var length = Encoding.ASCII.GetBytes(request, _buffer);
            await socket.SendAsync(_buffer.AsMemory(0, length));
            await ReadAnswerAsync();
        }

        public void Dispose() => socket.Dispose();

        private async Task ReadAnswerAsync()
        {
            var have = 0;
            while (true)
            {
                var read = await socket.ReceiveAsync(_buffer.AsMemory(have));
                have += read;
                if (read == 0)
                {
                    throw new IOException("The server closed the connection.");
                }
                var head = _buffer.AsSpan(0, have).IndexOf("\r\n\r\n"u8);
                if (head >= 0 && IsWhole(_buffer.AsSpan(0, have), head))
                {
                    if (!_buffer.AsSpan(9, 3).SequenceEqual("201"u8))
                    {
                        throw new IOException(Encoding.UTF8.GetString(_buffer, 0, have));
                    }
                    return;
                }
            }
        }

        // The server's JSON answers are chunked unless short; both ends are recognised.
        private static bool IsWhole(ReadOnlySpan<byte> answer, int head)
        {
            var length = answer[..head].IndexOf("Content-Length: "u8);
            if (length < 0)
            {
                return answer.EndsWith("\r\n0\r\n\r\n"u8);
            }
            var digits = answer[(length + 16)..head];
            var end = digits.IndexOf((byte)'\r');
            return answer.Length - head - 4 >= int.Parse(end < 0 ? digits : digits[..end], System.Globalization.CultureInfo.InvariantCulture);
        }
    }
}
