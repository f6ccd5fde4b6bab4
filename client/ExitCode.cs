namespace GridCity.Client;

/// <summary>What the command line tells the shell.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>The server refused, or faults were found in what was looked at.</summary>
    public const int Refused = 1;

    /// <summary>The command was not given as it should be.</summary>
    public const int Usage = 2;

    /// <summary>The server cannot be reached.</summary>
    public const int Unreachable = 3;

    /// <summary>Ended by the user before it was done, as shells count it (128 and the number of the signal).</summary>
    public const int Interrupted = 130;
}
