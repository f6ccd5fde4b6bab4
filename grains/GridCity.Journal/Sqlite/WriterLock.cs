namespace GridCity.Journal.Sqlite;

/// <summary>
/// Makes sure that one process at a time writes a journal: a file beside it that the writer holds open for itself alone.
/// The operating system lets go of it when the process ends, however it ends. SQLite's own exclusive mode is not used,
/// because it would also shut out readers; the file stays behind, because removing it would race with the next writer.
/// </summary>
internal sealed class WriterLock : IDisposable
{
    // What the operating systems answer when the file is held: EAGAIN on Linux, EWOULDBLOCK on macOS, and
    // ERROR_SHARING_VIOLATION on Windows.
    private static readonly int[] HeldResults = [11, 35, unchecked((int)0x80070020)];

    private readonly FileStream _file;

    public WriterLock(string journalPath)
    {
        try
        {
            _file = new FileStream(journalPath + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException fault) when (HeldResults.Contains(fault.HResult))
        {
            throw new JournalUnavailableException(
                $"The journal '{journalPath}' is open for writing elsewhere. Stop that program first, or read only.", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new JournalUnavailableException(
                $"The journal '{journalPath}' cannot be opened for writing. Check that its folder exists and that "
                + "GridCity may write there.",
                fault);
        }
    }

    public void Dispose() => _file.Dispose();
}
