using GridCity.Simulation.Engine;
using MathNet.Numerics.Distributions;
using Xunit;

namespace GridCity.Tests.Simulation;

public sealed class RandomStreamTests
{
    [Fact]
    public void The_generator_is_xoshiro256_as_published()
    {
        // The first numbers from the state 1, 2, 3, 4, as the authors' C code gives them.
        var stream = new RandomStream(1, 2, 3, 4);
        ulong[] published =
        [
            11520, 0, 1509978240, 1215971899390074240, 1216172134540287360,
            607988272756665600, 16172922978634559625, 8476171486693032832,
        ];

        Assert.Equal(published, Enumerable.Range(0, published.Length).Select(_ => stream.NextUInt64()));
    }

    [Fact]
    public void Keys_are_spread_by_splitmix_as_published()
    {
        ulong state = 1234567;
        ulong[] published = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431];

        Assert.Equal(published, Enumerable.Range(0, 4).Select(_ => RandomStream.SplitMix64(ref state)));
    }

    [Fact]
    public void A_stream_is_the_same_for_ever()
    {
        // Computed by another program from the written description.
        var stream = new Streams(1).Of("demand", "06010");

        Assert.Equal([3819931806228807948UL, 14832841561850798903UL], [stream.NextUInt64(), stream.NextUInt64()]);
    }

    [Fact]
    public void Concerns_and_names_do_not_run_together()
    {
        var streams = new Streams(1);
        var first = new[] { streams.Of("a", "bc"), streams.Of("ab", "c"), streams.Of("abc"), new Streams(11).Of("a", "bc") }
            .Select(stream => stream.NextUInt64());

        Assert.Equal(4, first.Distinct().Count());
    }

    [Fact]
    public void A_numbered_stream_does_not_depend_on_what_was_asked_before()
    {
        var once = new Streams(7).Numbered("service");
        var again = new Streams(7).Numbered("service");
        var later = again.Of(12).NextDouble() + again.Of(3).NextDouble();

        Assert.Equal(once.Of(3).NextUInt64(), again.Of(3).NextUInt64());
        Assert.NotEqual(0, later);
        Assert.NotEqual(once.Of(3).NextUInt64(), once.Of(4).NextUInt64());
    }

    [Fact]
    public void No_door_of_random_leads_to_the_frameworks_generator()
    {
        var bytes = new byte[16];
        new RandomStream(5).NextBytes(bytes);
        var values = new Func<RandomStream, double>[]
        {
            s => s.NextDouble(), s => s.NextSingle(), s => s.Next(), s => s.Next(1000), s => s.Next(-5, 5),
            s => s.NextInt64(), s => s.NextInt64(1L << 40), s => s.NextInt64(-9, 9), s => s.NextInside(),
        };

        // Every number comes from the stream's own state: two streams of a key agree, and all have moved on by one.
        Assert.All(values, value =>
        {
            var (one, other, moved) = (new RandomStream(5), new RandomStream(5), new RandomStream(5));
            Assert.Equal(value(one), value(other));
            moved.NextUInt64();
            Assert.Equal(moved.NextUInt64(), one.NextUInt64());
        });
        Assert.Equal(bytes, Enumerable.Range(0, 1).SelectMany(_ => Bytes(new RandomStream(5))));
    }

    public static TheoryData<Distribution, double> Continuous => new()
    {
        { new Waiting(3), 9 },
        { new LogNormalTime(2, 0.7), Math.Exp(2 * 0.49) * 4 - (Math.Exp(0.49) * 4) },
        { new GammaTime(5, 0.5), 6.25 },
        { new PoissonCount(4.5), 4.5 },
        { new OverdispersedCount(10, 0.2), 30 },
        { new Empirical([0, 1, 4]), 17 / 12.0 },
    };

    [Theory]
    [MemberData(nameof(Continuous))]
    public void Draws_have_the_mean_and_variance_that_they_claim(Distribution distribution, double variance)
    {
        const int count = 200_000;
        var stream = new Streams(3).Of("moments");
        var values = Enumerable.Range(0, count).Select(_ => distribution.Draw(stream)).ToArray();
        var estimate = Estimate.Of(values, 0.999);

        Assert.True(estimate.Holds(distribution.Mean), $"{distribution}: {estimate}, claimed {distribution.Mean}");
        Assert.InRange(estimate.Deviation * estimate.Deviation / variance, 0.95, 1.05);
    }

    [Fact]
    public void Bits_are_uniform()
    {
        var stream = new Streams(9).Of("uniform");
        var counts = new int[100];
        for (var index = 0; index < 1_000_000; index++)
        {
            counts[stream.Next(100)]++;
        }
        var chiSquared = counts.Sum(count => Math.Pow(count - 10_000, 2) / 10_000);

        Assert.InRange(chiSquared, ChiSquared.InvCDF(99, 0.001), ChiSquared.InvCDF(99, 0.999));
    }

    private static byte[] Bytes(RandomStream stream)
    {
        var bytes = new byte[16];
        stream.NextBytes(bytes.AsSpan());
        return bytes;
    }
}
