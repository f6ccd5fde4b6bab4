using System.Diagnostics;
using System.Globalization;
using GridCity.Simulation.Engine;

namespace GridCity.Benchmarks.Simulation;

/// <summary>
/// Plain events a second on one core: three crews, load 0.9, exponential arrivals and services (M/M/3), on the parts of which a
/// city's runs are made; and beside it the same model in SimPy (Debian's python3-simpy, version 2) where it is installed.
/// </summary>
internal static class QueueBenchmark
{
    private const int Servers = 3;
    private const double Unit = 1_000_000;
    private const int SimPyCustomers = 200_000;

    private const string SimPy = """
        import random, sys, time
        from SimPy.Simulation import Simulation, Process, Resource, hold, request, release
        class Source(Process):
            def run(self, count, server):
                for _ in range(count):
                    c = Customer(sim=self.sim)
                    self.sim.activate(c, c.visit(server))
                    yield hold, self, random.expovariate(2.7)
        class Customer(Process):
            def visit(self, server):
                came = self.sim.now()
                yield request, self, server
                waits.append(self.sim.now() - came)
                yield hold, self, random.expovariate(1.0)
                yield release, self, server
        random.seed(1)
        waits = []
        sim = Simulation()
        sim.initialize()
        server = Resource(capacity=3, sim=sim)
        source = Source(sim=sim)
        count = int(sys.argv[1])
        begun = time.perf_counter()
        sim.activate(source, source.run(count, server))
        sim.simulate(until=1e18)
        print(time.perf_counter() - begun, sum(waits) / len(waits))
        """;

    public static int Run(string[] args)
    {
        var count = args.Contains("--smoke") ? 10_000 : 5_000_000;
        Model(count / 10, Servers, out _);
        var ours = Model(count, Servers, out var wait);
        Console.WriteLine(FormattableString.Invariant(
            $"GridCity: {2 * count / ours:N0} events/s, mean wait {wait:0.000} (Erlang C: {ErlangC():0.000})"));
        var growth = (int[])[Servers, 10 * Servers, 100 * Servers, 1_000 * Servers];
        Console.WriteLine(FormattableString.Invariant(
            $"with {string.Join(" / ", growth)} crews, each as busy: {string.Join(" / ", growth.Select(crews => $"{2 * count / Model(count, crews, out _) / 1e6:0.0}"))} million events/s"));
        var customers = args.Contains("--smoke") ? 1_000 : SimPyCustomers;
        if (Python(customers) is not { } theirs)
        {
            Console.WriteLine("SimPy is not installed (apt install python3-simpy).");
            return 0;
        }
        Console.WriteLine(FormattableString.Invariant(
            $"SimPy:    {2 * customers / theirs.Seconds:N0} events/s, mean wait {theirs.Wait:0.000}; GridCity is {count / ours / (customers / theirs.Seconds):0} times as fast"));
        return 0;
    }

    private static double Model(int count, int servers, out double wait)
    {
        var (queue, crews) = (new EventQueue<long>(), new Crews<long>(servers));
        var streams = new Streams(1);
        var (arrivals, services) = (streams.Of("arrivals"), streams.Of("services"));
        var (pause, service) = (new Waiting(1 / (0.9 * servers)), new Waiting(1));
        var (waited, begun, left) = (0L, 0, count);
        void Begin(long came, long now)
        {
            waited += now - came;
            begun++;
            queue.Schedule(now + (long)(service.Draw(services) * Unit), 0, -1);
        }
        var started = Stopwatch.GetTimestamp();
        queue.Schedule(0, 1, 0);
        while (queue.TryTake(out var now, out var came))
        {
            if (came < 0)
            {
                if (crews.TryFinish(out var next))
                {
                    Begin(next, now);
                }
                continue;
            }
            if (--left > 0)
            {
                var at = now + (long)(pause.Draw(arrivals) * Unit);
                queue.Schedule(at, 1, at);
            }
            if (crews.TryBegin(now))
            {
                Begin(now, now);
            }
        }
        wait = waited / Unit / begun;
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    // The mean wait of M/M/3 with 2.7 arrivals and one service a time unit and server.
    private static double ErlangC()
    {
        const double load = 2.7;
        var last = Math.Pow(load, 3) / 6 * (3 / (3 - load));
        return last / (1 + load + (load * load / 2) + last) / (3 - load);
    }

    private static (double Seconds, double Wait)? Python(int customers)
    {
        using var python = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-c", SimPy, $"{customers}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var said = python.StandardOutput.ReadToEnd();
        python.WaitForExit();
        var numbers = said.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        return python.ExitCode == 0
            ? (double.Parse(numbers[0], CultureInfo.InvariantCulture), double.Parse(numbers[1], CultureInfo.InvariantCulture))
            : null;
    }
}
