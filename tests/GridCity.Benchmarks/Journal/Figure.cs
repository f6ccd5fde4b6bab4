using System.Diagnostics;

namespace GridCity.Benchmarks.Journal;

/// <summary>
/// How fast something was: a rate by the clock on the wall, and the microseconds of processor time of one piece, which
/// hardly depend on what else runs on the machine.
/// </summary>
internal readonly record struct Figure(double Rate, double Cpu)
{
    public static Figure Of(int count, Action work)
    {
        GC.Collect();
        var cpu = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        work();
        var seconds = watch.Elapsed.TotalSeconds;
        return new Figure(count / seconds, (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / count);
    }
}
