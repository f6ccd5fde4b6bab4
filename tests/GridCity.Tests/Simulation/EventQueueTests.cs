using GridCity.Simulation.Engine;
using Xunit;

namespace GridCity.Tests.Simulation;

public sealed class EventQueueTests
{
    [Fact]
    public void Events_come_by_time_then_rank_then_as_scheduled()
    {
        var queue = new EventQueue<string>();
        queue.Schedule(5, 2, "late rank first");
        queue.Schedule(5, 0, "low rank");
        queue.Schedule(3, 9, "early");
        queue.Schedule(5, 2, "late rank second");
        queue.Schedule(5, 1, "middle rank");

        Assert.Equal(["early", "low rank", "middle rank", "late rank first", "late rank second"], All(queue));
    }

    [Fact]
    public void A_queue_agrees_with_a_sorted_list_whatever_comes()
    {
        var stream = new Streams(1).Of("queue");
        for (var round = 0; round < 50; round++)
        {
            var queue = new EventQueue<int>();
            var list = new List<(long At, int Rank, int Number)>();
            var taken = new List<int>();
            var expected = new List<int>();
            for (var number = 0; number < 300; number++)
            {
                // Few times and ranks, so that most events share both with others.
                var at = Math.Max(queue.Now, 0) + stream.Next(5);
                var rank = stream.Next(3);
                queue.Schedule(at, rank, number);
                list.Add((at, rank, number));
                if (stream.Next(3) == 0)
                {
                    var next = list.Min();
                    list.Remove(next);
                    expected.Add(next.Number);
                    Assert.True(queue.TryTake(out _, out var what));
                    taken.Add(what);
                }
            }
            list.Sort();
            taken.AddRange(All(queue));

            Assert.Equal([.. expected, .. list.Select(item => item.Number)], taken);
        }
    }

    [Fact]
    public void What_waits_far_ahead_comes_in_the_same_order_and_void_events_hardly_ever_come()
    {
        const long hour = 3_600_000;
        var stream = new Streams(2).Of("queue");
        for (var round = 0; round < 20; round++)
        {
            var (plain, apart) = (new EventQueue<int>(), new EventQueue<int>(IsVoid));
            var (all, voids) = (0, 0);
            for (var number = 0; number < 2_000; number++)
            {
                // Many at the same instant, some within the hour, most of them hours and days ahead.
                var at = Math.Max(plain.Now, 0) + (stream.Next(3) switch { 0 => 0, 1 => stream.Next(1_000), _ => stream.Next(60) * hour });
                var rank = stream.Next(3);
                plain.Schedule(at, rank, number);
                apart.Schedule(at, rank, number);
                if (stream.Next(3) > 0)
                {
                    Assert.Equal(Next(plain, ref all), Next(apart, ref voids));
                }
            }
            while (plain.Count > 0)
            {
                Assert.Equal(Next(plain, ref all), Next(apart, ref voids));
            }
            Assert.Equal(0, apart.Count);
            Assert.Equal(long.MaxValue, apart.NextAt);
            Assert.InRange(voids, 1, all * 3 / 4);
        }

        static bool IsVoid(int number) => number % 4 == 0;

        // The next event that is not void, and how many void ones came before it.
        static (long At, int Number)? Next(EventQueue<int> queue, ref int voids)
        {
            while (queue.TryTake(out var at, out var number))
            {
                if (!IsVoid(number))
                {
                    return (at, number);
                }
                voids++;
            }
            return null;
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Events_at_the_end_of_time_come_in_order_too(bool mayBeVoid)
    {
        var queue = new EventQueue<string>(mayBeVoid ? what => what == "void" : null);
        queue.Schedule(long.MaxValue, 1, "last");
        queue.Schedule(long.MaxValue - 1, 1, "before");
        queue.Schedule(5, 0, "early");

        Assert.True(queue.TryTake(out _, out var what));
        Assert.Equal("early", what);
        Assert.True(queue.TryTake(out _, out what));
        Assert.Equal("before", what);
        queue.Schedule(long.MaxValue, 0, "low rank");
        Assert.Equal(["low rank", "last"], All(queue));
    }

    [Fact]
    public void Nothing_can_be_scheduled_in_the_past()
    {
        var queue = new EventQueue<int>();
        queue.Schedule(10, 0, 1);
        Assert.True(queue.TryTake(out _, out _));

        queue.Schedule(10, 0, 2);
        Assert.Throws<ArgumentOutOfRangeException>(() => queue.Schedule(9, 0, 3));
    }

    [Fact]
    public void The_clock_shows_what_it_was_set_to_and_never_goes_back()
    {
        var clock = new VirtualClock(DateTimeOffset.UnixEpoch);
        clock.MoveTo(90_000);

        Assert.Equal(DateTimeOffset.UnixEpoch.AddMinutes(1.5), clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromSeconds(90), clock.GetElapsedTime(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => clock.MoveTo(89_999));
    }

    private static List<T> All<T>(EventQueue<T> queue)
    {
        var all = new List<T>();
        while (queue.TryTake(out _, out var what))
        {
            all.Add(what);
        }
        return all;
    }
}
