namespace GridCity.Simulation.Formats;

/// <summary>
/// Collects faults. A file that is wrong throughout would drown the others, so of each file only the first so many are
/// kept and the rest are counted. One thread at a time may use it.
/// </summary>
public sealed class FaultList
{
    private readonly int _limitPerFile;
    private readonly List<Fault> _faults = [];
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>Makes an empty list that keeps at most so many faults of one file.</summary>
    public FaultList(int limitPerFile = 1_000)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limitPerFile);
        _limitPerFile = limitPerFile;
    }

    /// <summary>Whether any fault so far is an error, kept or only counted.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>The same list, speaking of one file.</summary>
    public FileFaults In(string file) => new(this, file);

    /// <summary>Adds a fault, or counts it when its file has had enough.</summary>
    public void Add(Fault fault)
    {
        HasErrors |= fault.Severity == Severity.Error;
        var count = _counts.GetValueOrDefault(fault.File) + 1;
        _counts[fault.File] = count;
        if (count <= _limitPerFile)
        {
            _faults.Add(fault);
        }
    }

    /// <summary>
    /// Every fault that was kept, by file and line, and for a file that had more a last one that says how many.
    /// </summary>
    public IReadOnlyList<Fault> ToList()
    {
        var all = new List<Fault>(_faults);
        foreach (var (file, count) in _counts)
        {
            if (count > _limitPerFile)
            {
                var severity = HasErrors ? Severity.Error : Severity.Warning;
                all.Add(new Fault(
                    file, int.MaxValue, string.Empty, $"and {count - _limitPerFile:N0} more in this file.", severity));
            }
        }
        return [.. all
            .OrderBy(fault => fault.File, StringComparer.Ordinal)
            .ThenBy(fault => fault.Line)
            .Select(fault => fault.Line == int.MaxValue ? fault with { Line = 0 } : fault)];
    }
}

/// <summary>A list of faults that speaks of one file. <c>default</c> cannot be used.</summary>
public readonly struct FileFaults
{
    private readonly FaultList _list;

    internal FileFaults(FaultList list, string file)
    {
        _list = list;
        File = file;
    }

    /// <summary>The file, as faults name it.</summary>
    public string File { get; }

    /// <summary>Adds an error; line 0 is the file as a whole.</summary>
    public void Error(int line, string field, string message) =>
        _list.Add(new Fault(File, line, field, message, Severity.Error));

    /// <summary>Adds a warning; line 0 is the file as a whole.</summary>
    public void Warning(int line, string field, string message) =>
        _list.Add(new Fault(File, line, field, message, Severity.Warning));
}
