using GridCity.Core.Cases;

namespace GridCity.Silo;

/// <summary>Everything that the server says to its operator, in one place.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "{City}: {Cells} cells; journal {Data} at position {Position}, {Open} cases open; opened in {Seconds:0.0} s")]
    public static partial void Opened(ILogger log, string city, int cells, string data, long position, int open, double seconds);

    [LoggerMessage(2, LogLevel.Warning, "A synthetic report was refused: {Code}: {Detail}")]
    public static partial void ReportRefused(ILogger log, RefusalCode code, string detail);

    [LoggerMessage(3, LogLevel.Critical, "The host stopped because something that cannot be happened; the server ends")]
    public static partial void HostFaulted(ILogger log, Exception fault);

    [LoggerMessage(4, LogLevel.Error, "Request {Method} {Path} failed, shown to the client as {Trace}")]
    public static partial void RequestFailed(ILogger log, Exception fault, string method, string path, string trace);

    [LoggerMessage(5, LogLevel.Error, "The journal was folded for the bulletins up to position {Position} and no further; whoever asks for one reads on")]
    public static partial void BulletinsStopped(ILogger log, Exception fault, long position);

    [LoggerMessage(6, LogLevel.Error, "The run {Run} could not be calculated")]
    public static partial void RunFailed(ILogger log, Exception fault, string run);
}
