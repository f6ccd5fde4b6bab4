using System.Runtime.CompilerServices;
using GridCity.Core.Cases;
using GridCity.Core.Space;
using GridCity.Journal.Sqlite;

namespace GridCity.Journal;

/// <summary>
/// A journal in one SQLite file. One process at a time may open it for writing; any number may read beside it. Every call
/// runs on the thread that makes it and completes before it returns, because SQLite knows no other way. Thread-safe.
/// </summary>
public sealed class SqliteJournal : IJournal
{
    // Reading gives the connection back between pages, so that a slow reader does not hold back the writer's log.
    private const int PageLength = 1024;

    private readonly string _path;
    private readonly ReaderPool _readers;
    private readonly WritingSide? _writing;

    private SqliteJournal(string path, JournalHeader header, WritingSide? writing)
    {
        _path = path;
        Header = header;
        _writing = writing;
        _readers = new ReaderPool(path);
    }

    /// <inheritdoc/>
    public JournalHeader Header { get; }

    /// <inheritdoc/>
    public long LastPosition => _writing?.LastPosition ?? _readers.Ask(0, static (reader, _) => reader.LastPosition());

    /// <summary>Opens a city's journal for writing, or makes it when there is no file or an empty one.</summary>
    /// <exception cref="JournalUnavailableException">
    /// The file is another city's, another application's, of a newer format, damaged, read-only, or open elsewhere.
    /// </exception>
    public static SqliteJournal Open(string path, string city, TimeProvider clock) =>
        Open(new JournalPlace(Path.GetFullPath(path), city, clock));

    /// <summary>Opens a journal for reading only, beside a writer or without one.</summary>
    /// <exception cref="JournalUnavailableException">There is no such file, or it is not a journal.</exception>
    public static SqliteJournal OpenReadOnly(string path)
    {
        path = Path.GetFullPath(path);
        if (!File.Exists(path))
        {
            throw new JournalUnavailableException($"There is no journal '{path}'.");
        }
        using var readers = new ReaderPool(path);
        return new SqliteJournal(path, readers.Ask(0, static (reader, _) => reader.Header), writing: null);
    }

    internal static SqliteJournal Open(JournalPlace place)
    {
        var writing = WritingSide.Open(place, out var header);
        return new SqliteJournal(place.Path, header, writing);
    }

    /// <inheritdoc/>
    public ValueTask AppendAsync(IReadOnlyList<Entry> entries, IReadOnlyList<CaseRow> cases, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        ForWriting().Append(entries, cases);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<Entry> ReadAsync(long after, [EnumeratorCancellation] CancellationToken stop)
    {
        var count = PageLength;
        while (count == PageLength)
        {
            var page = await ReadPageAsync(after, PageLength, stop).ConfigureAwait(false);
            foreach (var entry in page)
            {
                stop.ThrowIfCancellationRequested();
                yield return entry;
                after = entry.Position;
            }
            count = page.Count;
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Entry>> ReadPageAsync(long after, int limit, CancellationToken stop) =>
        AskAsync<(long, int), IReadOnlyList<Entry>>((after, limit), static (reader, ask) => reader.Page(ask.Item1, ask.Item2), stop);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Entry>> ReadCellAsync(CellCode cell, int afterSeq, CancellationToken stop) =>
        AskAsync<(CellCode, int), IReadOnlyList<Entry>>(
            (cell, afterSeq), static (reader, ask) => reader.Cell(ask.Item1, ask.Item2), stop);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Entry>> ReadCaseAsync(CaseId id, CancellationToken stop) =>
        AskAsync<CaseId, IReadOnlyList<Entry>>(id, static (reader, ask) => reader.Case(ask), stop);

    /// <inheritdoc/>
    public ValueTask<CaseRow?> FindCaseAsync(CaseId id, CancellationToken stop) =>
        AskAsync(id, static (reader, ask) => reader.FindCase(ask), stop);

    /// <inheritdoc/>
    public ValueTask<CaseRow?> FindReportAsync(Guid command, CancellationToken stop) =>
        AskAsync(command, static (reader, ask) => reader.FindReport(ask), stop);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<CaseRow>> FindReportsAsync(IReadOnlyList<Guid> commands, CancellationToken stop) => _writing is { } writing
        ? ValueTask.FromResult<IReadOnlyList<CaseRow>>(writing.FindReports(commands))
        : AskAsync<IReadOnlyList<Guid>, IReadOnlyList<CaseRow>>(
            commands, static (reader, ask) => [.. ask.Select(reader.FindReport).OfType<CaseRow>()], stop);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<CaseRow>> ReadCasesAsync(CaseFilter filter, CancellationToken stop)
    {
        filter.CheckLimit();
        return AskAsync<CaseFilter, IReadOnlyList<CaseRow>>(filter, static (reader, ask) => reader.Cases(ask), stop);
    }

    /// <inheritdoc/>
    public ValueTask SaveSnapshotsAsync(IReadOnlyList<CellSnapshot> cells, long upTo, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        ForWriting().SaveSnapshots(cells, upTo);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<SnapshotSet> LoadSnapshotsAsync(CancellationToken stop) =>
        AskAsync(0, static (reader, _) => reader.Snapshots(), stop);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        // The writer goes last: SQLite then folds its log into the file and removes it.
        _readers.Dispose();
        _writing?.Dispose();
        return ValueTask.CompletedTask;
    }

    private WritingSide ForWriting() => _writing
        ?? throw new JournalUnavailableException($"The journal '{_path}' was opened for reading only.");

    private ValueTask<T> AskAsync<TQuestion, T>(
        TQuestion question,
        Func<JournalReader, TQuestion, T> answer,
        CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        return ValueTask.FromResult(_readers.Ask(question, answer));
    }
}
