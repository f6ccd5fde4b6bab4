using System.Buffers;
using System.Diagnostics;
using GridCity.Core.Cases;
using GridCity.Journal;

namespace GridCity.Benchmarks.Journal;

/// <summary>What it costs to write and to read a body, over the mix of a city's events.</summary>
internal static class CodecBench
{
    // Many short rounds, of which the best counts: what else runs on the machine is not what is measured.
    private const int RoundCount = 200;

    public static void Run(int count)
    {
        var events = new JournalLoad(1, 2322).Next(count).Entries.ConvertAll(entry => entry.Event);
        var bodies = events.ConvertAll(Encode);
        var kinds = events.ConvertAll(happened => System.Text.Encoding.UTF8.GetBytes(EventCodec.KindOf(happened)));
        var buffer = new ArrayBufferWriter<byte>(4096);
        var encode = double.MaxValue;
        var decode = double.MaxValue;
        for (var round = 0; round < RoundCount; round++)
        {
            encode = Math.Min(encode, Time(count, index =>
            {
                buffer.ResetWrittenCount();
                EventCodec.Encode(events[index], buffer);
            }));
            decode = Math.Min(decode, Time(count, index => EventCodec.TryDecode(kinds[index], bodies[index], out _, out _)));
        }
        Console.WriteLine($"codec     encode {encode:0} ns, decode {decode:0} ns, {bodies.Average(body => body.Length):0} bytes a body");
    }

    private static byte[] Encode(CaseEvent happened)
    {
        var buffer = new ArrayBufferWriter<byte>();
        EventCodec.Encode(happened, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    private static double Time(int count, Action<int> work)
    {
        var watch = Stopwatch.StartNew();
        for (var index = 0; index < count; index++)
        {
            work(index);
        }
        return watch.Elapsed.TotalNanoseconds / count;
    }
}
