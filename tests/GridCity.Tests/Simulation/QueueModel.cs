using GridCity.Simulation.Engine;

namespace GridCity.Tests.Simulation;

/// <summary>A class of customers: how many come a time unit, how urgent they are, how long each is served.</summary>
internal sealed record Customers(double Rate, int Priority, Distribution Service);

/// <summary>
/// The plain queue of the textbooks, made of the same parts as a city: the event queue, the streams and the crews.
/// </summary>
internal sealed class QueueModel
{
    private const double Unit = 1_000_000;

    private readonly EventQueue<(int Kind, int Class, long Came)> _queue = new();
    private readonly Customers[] _classes;
    private readonly RandomStream[] _arrivals;
    private readonly RandomStream[] _services;
    private readonly Crews<(int Class, long Came)> _crews;
    private readonly List<double>[] _waits;
    private readonly int _warmUp;
    private int _begun;

    private QueueModel(ulong seed, int crews, Customers[] classes, int warmUp)
    {
        var streams = new Streams(seed);
        _classes = classes;
        _arrivals = [.. classes.Select((_, index) => streams.Of("arrivals", $"{index}"))];
        _services = [.. classes.Select((_, index) => streams.Of("services", $"{index}"))];
        _crews = new Crews<(int Class, long Came)>(crews);
        _waits = [.. classes.Select(_ => new List<double>())];
        _warmUp = warmUp;
    }

    /// <summary>The waits of each class, in time units, of so many customers after a warm-up.</summary>
    public static List<double>[] Run(ulong seed, int crews, Customers[] classes, int count, int warmUp)
    {
        var model = new QueueModel(seed, crews, classes, warmUp);
        for (var index = 0; index < classes.Length; index++)
        {
            model.ScheduleArrival(index, 0);
        }
        while (model._begun < count + warmUp && model._queue.TryTake(out var now, out var what))
        {
            model.Happen(now, what.Kind, what.Class, what.Came);
        }
        return model._waits;
    }

    private void Happen(long now, int kind, int index, long came)
    {
        if (kind == 1)
        {
            ScheduleArrival(index, now);
            if (_crews.TryBegin((index, now), _classes[index].Priority))
            {
                Begin(index, now, now);
            }
        }
        else if (_crews.TryFinish(out var next))
        {
            Begin(next.Class, next.Came, now);
        }
    }

    private void Begin(int index, long came, long now)
    {
        if (_begun++ >= _warmUp)
        {
            _waits[index].Add((now - came) / Unit);
        }
        var service = (long)(_classes[index].Service.Draw(_services[index]) * Unit);
        _queue.Schedule(now + service, 0, (0, index, came));
    }

    private void ScheduleArrival(int index, long now)
    {
        var pause = new Waiting(1 / _classes[index].Rate).Draw(_arrivals[index]);
        _queue.Schedule(now + (long)(pause * Unit), 1, (1, index, 0));
    }
}
