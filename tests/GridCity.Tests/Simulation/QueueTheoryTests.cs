using GridCity.Simulation.Engine;
using MathNet.Numerics.Distributions;
using Xunit;

namespace GridCity.Tests.Simulation;

/// <summary>
/// The engine against closed formulas: the mean over replications has to agree within its confidence interval. Seeds are
/// fixed, so that the tests say the same each time; the intervals are narrow enough (a few per cent) that a wrong queue
/// falls out of them.
/// </summary>
public sealed class QueueTheoryTests
{
    private const int Replicated = 40;
    private const int Count = 20_000;
    private const int WarmUp = 5_000;

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(1, 0.85)]
    [InlineData(3, 0.8)]
    [InlineData(10, 0.8)]
    public void Many_crews_wait_as_Erlang_says(int crews, double load)
    {
        var rate = load * crews;
        var mustWait = ErlangC(crews, rate);
        var runs = Run(crews, [new Customers(rate, 0, new Waiting(1))]);

        AssertAgrees(mustWait / (crews - rate), runs.Select(waits => waits[0].Average()));
        AssertAgrees(mustWait, runs.Select(waits => Share(waits[0], wait => wait > 0)));
        // The mean alone is the same when the last come is served first; the tail is not.
        var late = 2 / (crews - rate);
        AssertAgrees(mustWait * Math.Exp(-2), runs.Select(waits => Share(waits[0], wait => wait > late)));
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(1.0)]
    public void One_crew_waits_as_Pollaczek_and_Khinchine_say(double spread)
    {
        const double rate = 0.7;
        var service = new LogNormalTime(1 / Math.Exp(spread * spread / 2), spread);
        var second = Math.Exp(spread * spread);
        var runs = Run(1, [new Customers(rate, 0, service)]);

        AssertAgrees(rate * second / (2 * (1 - rate)), runs.Select(waits => waits[0].Average()));
    }

    [Fact]
    public void Urgent_jobs_go_first_as_Cobham_says()
    {
        Customers[] classes =
        [
            new(0.2, 0, new Waiting(1)), new(0.3, 1, new GammaTime(0.8, 0.5)), new(0.15, 2, new Constant(2)),
        ];
        // Half the second moment of what arrives in a time unit: the work that is found in service.
        var residual = ((0.2 * 2) + (0.3 * 0.64 * 1.25) + (0.15 * 4)) / 2;
        double[] sums = [0, 0.2, 0.2 + 0.24, 0.2 + 0.24 + 0.3];
        var runs = Run(1, classes);

        for (var index = 0; index < 3; index++)
        {
            var expected = residual / ((1 - sums[index]) * (1 - sums[index + 1]));
            AssertAgrees(expected, runs.Select(waits => waits[index].Average()));
        }
    }

    [Fact]
    public void Urgent_jobs_go_first_also_with_many_crews()
    {
        const int crews = 4;
        Customers[] classes = [new(1.5, 0, new Waiting(1)), new(1.9, 1, new Waiting(1))];
        var found = ErlangC(crews, 3.4) / crews;
        var runs = Run(crews, classes);

        AssertAgrees(found / (1 - (1.5 / crews)), runs.Select(waits => waits[0].Average()));
        AssertAgrees(found / ((1 - (1.5 / crews)) * (1 - (3.4 / crews))), runs.Select(waits => waits[1].Average()));
    }

    [Fact]
    public void A_shift_that_ends_takes_no_further_job_but_finishes_its_own()
    {
        var crews = new Crews<int>(2);
        Assert.True(crews.TryBegin(1));
        Assert.True(crews.TryBegin(2));
        Assert.False(crews.TryBegin(3));
        crews.SetWorking(1);
        Assert.False(crews.TryTakeUp(out _));
        Assert.False(crews.TryFinish(out _));
        Assert.True(crews.TryFinish(out var next));
        Assert.Equal(3, next);
        Assert.False(crews.TryBegin(4));
        crews.SetWorking(2);
        Assert.True(crews.TryTakeUp(out next));
        Assert.Equal((4, 2, 0), (next, crews.Busy, crews.Waiting));
    }

    [Fact]
    public void Arrivals_are_as_dispersed_as_a_Poisson_process()
    {
        var stream = new Streams(4).Of("arrivals");
        var counts = new int[2_000];
        for (var at = 0.0; at < counts.Length; at += new Waiting(0.1).Draw(stream))
        {
            counts[(int)at]++;
        }
        AssertDispersed(counts, 1, 0);
        AssertDispersed([.. counts.Select(_ => (int)new PoissonCount(10).Draw(stream))], 1, 0);
        AssertDispersed([.. counts.Select(_ => (int)new PoissonCount(0.3).Draw(stream))], 1, 0);
        AssertDispersed([.. counts.Select(_ => (int)new OverdispersedCount(10, 0.1).Draw(stream))], 2, 0.25);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void What_goes_wrong_in_a_replication_is_heard_as_it_is(int threads)
    {
        var full = Assert.Throws<IOException>(
            () => Replications.Run<string>(5, 12, threads, (_, _) => throw new IOException("full"), null, TestContext.Current.CancellationToken));

        Assert.Equal("full", full.Message);
    }

    [Fact]
    public void Replications_are_the_same_on_one_thread_and_on_many()
    {
        var one = Replications.Run(5, 12, 1, Wait, null, TestContext.Current.CancellationToken);
        var many = Replications.Run(5, 12, 4, Wait, null, TestContext.Current.CancellationToken);

        Assert.Equal(one, many);
        Assert.Equal(12, one.Distinct().Count());

        static string Wait(int number, ulong seed) => FormattableString.Invariant(
            $"{number}: {QueueModel.Run(seed, 2, [new Customers(1.5, 0, new Waiting(1))], 500, 0)[0].Sum():R}");
    }

    [Theory]
    // From published tables, and for one degree of freedom from its closed form, cot(pi p).
    [InlineData(1, 0.025, 12.7062)]
    [InlineData(9, 0.025, 2.2622)]
    [InlineData(3, 0.0005, 12.9240)]
    [InlineData(1, 1e-5, 31830.9886)]
    [InlineData(39, 1e-5, 4.8513)]
    public void Intervals_are_as_wide_as_tables_say_also_for_thousands_of_looks(int freedom, double chance, double expected) =>
        Assert.Equal(1, Estimate.Quantile(freedom, chance) / expected, 3);

    private static double ErlangC(int crews, double load)
    {
        var blocked = 1.0;
        for (var count = 1; count <= crews; count++)
        {
            blocked = load * blocked / (count + (load * blocked));
        }
        return blocked / (1 - (load / crews * (1 - blocked)));
    }

    private static IReadOnlyList<List<double>[]> Run(int crews, Customers[] classes) => Replications.Run(
        2017, Replicated, 2, (_, seed) => QueueModel.Run(seed, crews, classes, Count, WarmUp), null, TestContext.Current.CancellationToken);

    private static double Share(List<double> waits, Func<double, bool> isSo) => (double)waits.Count(isSo) / waits.Count;

    private static void AssertAgrees(double expected, IEnumerable<double> values)
    {
        var estimate = Estimate.Of([.. values], 0.99);
        Assert.True(estimate.Holds(expected), $"{estimate} does not hold {expected:0.####}");
        // An interval that holds everything would prove nothing.
        Assert.True(estimate.HalfWidth < 0.12 * expected, $"{estimate} is too wide to say anything of {expected:0.####}");
    }

    private static void AssertDispersed(int[] counts, double index, double tolerance)
    {
        var mean = counts.Average();
        var sum = counts.Sum(count => (count - mean) * (count - mean)) / mean;
        var degrees = counts.Length - 1;
        Assert.InRange(
            sum / index,
            ChiSquared.InvCDF(degrees, 0.005) - (tolerance * degrees),
            ChiSquared.InvCDF(degrees, 0.995) + (tolerance * degrees));
    }
}
