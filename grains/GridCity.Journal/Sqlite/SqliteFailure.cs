using SQLitePCL;

namespace GridCity.Journal.Sqlite;

/// <summary>SQLite said no. It never leaves this project: the journal turns it into one of its own exceptions.</summary>
internal sealed class SqliteFailure(int code, string message) : Exception($"SQLite error {code}: {message}.")
{
    /// <summary>The extended result code.</summary>
    public int Code { get; } = code;

    /// <summary>The primary result code, the low byte of the extended one.</summary>
    public int Primary => Code & 0xFF;

    /// <summary>A uniqueness was violated.</summary>
    public bool IsConstraint => Primary == raw.SQLITE_CONSTRAINT;

    /// <summary>What it means for the journal in a file, as a plain sentence for the operator.</summary>
    public JournalUnavailableException At(string path) => new(Sentence(path), this);

    private string Sentence(string path) => Primary switch
    {
        raw.SQLITE_FULL => $"The disk that holds the journal '{path}' is full. Free space and try again.",
        raw.SQLITE_READONLY => $"The journal '{path}' is read-only. Allow writing to the file and its folder.",
        raw.SQLITE_PERM or raw.SQLITE_AUTH => $"GridCity may not use the journal '{path}'. Check who owns the file.",
        raw.SQLITE_CANTOPEN =>
            $"The journal '{path}' cannot be opened. Check that its folder exists and that GridCity may write there.",
        raw.SQLITE_NOTADB => $"The file '{path}' is not a journal: it is not an SQLite database.",
        raw.SQLITE_CORRUPT =>
            $"The file of the journal '{path}' is damaged. 'gridcity journal verify' says how far it can be read.",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => $"The journal '{path}' is locked by another program.",
        raw.SQLITE_IOERR => $"The disk that holds the journal '{path}' failed to read or write.",
        _ => $"The journal '{path}' cannot be used: {Message}",
    };
}
