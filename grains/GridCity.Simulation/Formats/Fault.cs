namespace GridCity.Simulation.Formats;

/// <summary>How bad a fault is. Zero is never stored.</summary>
public enum Severity
{
    /// <summary>What was read can be used; somebody should look.</summary>
    Warning = 1,

    /// <summary>What was read cannot be used.</summary>
    Error = 2,
}

/// <summary>
/// Something wrong in a file: where it is, which field, and a message that says what was found, what was expected and
/// what to do. <paramref name="Line"/> counts from 1; 0 means the file as a whole.
/// </summary>
public sealed record Fault(string File, int Line, string Field, string Message, Severity Severity)
{
    /// <summary>One line for a terminal: file, line, severity, field and message.</summary>
    public override string ToString()
    {
        var place = Line == 0 ? File : $"{File}:{Line}";
        var severity = Severity == Severity.Error ? "error" : "warning";
        return Field.Length == 0 ? $"{place}: {severity}: {Message}" : $"{place}: {severity}: {Field}: {Message}";
    }
}
