using System.Runtime.CompilerServices;
using GridCity.Core.Cases;
using GridCity.Core.Space;
using GridCity.Journal.Postgres;
using Npgsql;

namespace GridCity.Journal;

/// <summary>
/// A journal in a PostgreSQL database, for one process that writes alone or, as <see cref="IClusterJournal"/>, for several.
/// Thread-safe.
/// </summary>
public sealed class PostgresJournal : IClusterJournal
{
    private const int PageLength = 1024;

    private readonly NpgsqlDataSource _source;
    private readonly PostgresReader _reader;
    private readonly PostgresTail _tail;
    private readonly PostgresWritingSide? _writing;

    private PostgresJournal(
        PostgresPlace place, JournalHeader header, NpgsqlDataSource source, PostgresTail tail, PostgresWritingSide? writing)
    {
        Header = header;
        Name = place.Name;
        _source = source;
        _reader = new PostgresReader(source, place);
        _tail = tail;
        _writing = writing;
    }

    /// <inheritdoc/>
    public JournalHeader Header { get; }

    /// <summary>Host, port and database.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public long LastPosition => _tail.Last;

    /// <summary>Opens a city's journal for writing, and makes or completes its tables.</summary>
    /// <exception cref="JournalUnavailableException">
    /// The database cannot be reached or written, is of another city or a newer version, or is open for writing elsewhere.
    /// </exception>
    public static async Task<PostgresJournal> OpenAsync(PostgresPlace place, CancellationToken stop)
    {
        var tail = new PostgresTail(place);
        var writing = await PostgresWritingSide.OpenAsync(place, tail, stop).ConfigureAwait(false);
        if (place.IsShared)
        {
            tail.Listen();
        }
        return new PostgresJournal(place, writing.Header, NpgsqlDataSource.Create(place.For("reader", isPooled: true)), tail, writing);
    }

    /// <summary>Opens a journal for reading; appending to it fails.</summary>
    /// <exception cref="JournalUnavailableException">It cannot be reached, or is of another version or city.</exception>
    public static async Task<PostgresJournal> OpenReadOnlyAsync(PostgresPlace place, CancellationToken stop)
    {
        var source = NpgsqlDataSource.Create(place.For("reader", isPooled: true));
        PostgresJournal? journal = null;
        try
        {
            await using var connection = await source.OpenConnectionAsync(stop).ConfigureAwait(false);
            var header = await PostgresSchema.ReadAsync(connection, place, stop).ConfigureAwait(false);
            var opening = new PostgresJournal(place, header, source, new PostgresTail(place), writing: null);
            await opening.ReadLastPositionAsync(stop).ConfigureAwait(false);
            journal = opening;
            return journal;
        }
        catch (NpgsqlException failure)
        {
            throw failure.At(place);
        }
        finally
        {
            if (journal is null)
            {
                await source.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>Asks the database for the last position, instead of believing what was heard of.</summary>
    /// <exception cref="JournalUnavailableException">The database cannot be read.</exception>
    public async ValueTask<long> ReadLastPositionAsync(CancellationToken stop)
    {
        var last = await _reader.LastPositionAsync(stop).ConfigureAwait(false);
        _tail.Saw(last);
        return last;
    }

    /// <summary>How many bytes the journal takes in the database, with its indices.</summary>
    /// <exception cref="JournalUnavailableException">The database cannot be read.</exception>
    public ValueTask<long> ReadSizeAsync(CancellationToken stop) => _reader.SizeAsync(stop);

    /// <inheritdoc/>
    public ValueTask AppendAsync(IReadOnlyList<Entry> entries, IReadOnlyList<CaseRow> cases, CancellationToken stop) =>
        new(ForWriting().AppendAsync(new JournalBatch(entries, cases), stop));

    /// <inheritdoc/>
    public ValueTask<long> AppendAsync(Func<long, JournalBatch> compose, CancellationToken stop) =>
        new(ForWriting().AppendAsync(compose, stop));

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
    public async IAsyncEnumerable<Entry> FollowAsync(long after, [EnumeratorCancellation] CancellationToken stop)
    {
        _tail.Listen();
        while (true)
        {
            var page = await TryReadPageAsync(after, stop).ConfigureAwait(false);
            foreach (var entry in page)
            {
                stop.ThrowIfCancellationRequested();
                yield return entry;
                after = entry.Position;
            }
            if (page.Count == 0)
            {
                await _tail.WaitBeyondAsync(after, stop).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Waits until the journal goes beyond a position, or until it is time to look again.</summary>
    internal Task WaitBeyondAsync(long position, CancellationToken stop) => _tail.WaitBeyondAsync(position, stop);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Entry>> ReadPageAsync(long after, int limit, CancellationToken stop)
    {
        var page = await _reader.PageAsync(after, limit, stop).ConfigureAwait(false);
        if (page.Count > 0)
        {
            _tail.Saw(page[^1].Position);
        }
        return page;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Entry>> ReadCellAsync(CellCode cell, int afterSeq, CancellationToken stop) =>
        await _reader.CellAsync(cell, afterSeq, stop).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Entry>> ReadCaseAsync(CaseId id, CancellationToken stop) =>
        await _reader.CaseAsync(id, stop).ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask<CaseRow?> FindCaseAsync(CaseId id, CancellationToken stop) => _reader.FindCaseAsync(id, stop);

    /// <inheritdoc/>
    public async ValueTask<CaseRow?> FindReportAsync(Guid command, CancellationToken stop) =>
        (await _reader.FindReportsAsync([command], stop).ConfigureAwait(false)).FirstOrDefault();

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<CaseRow>> FindReportsAsync(IReadOnlyList<Guid> commands, CancellationToken stop) =>
        await _reader.FindReportsAsync(commands, stop).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<CaseRow>> ReadCasesAsync(CaseFilter filter, CancellationToken stop)
    {
        filter.CheckLimit();
        return await _reader.CasesAsync(filter, stop).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask SaveSnapshotsAsync(IReadOnlyList<CellSnapshot> cells, long upTo, CancellationToken stop) =>
        new(ForWriting().SaveSnapshotsAsync(cells, upTo, stop));

    /// <inheritdoc/>
    public ValueTask<SnapshotSet> LoadSnapshotsAsync(CancellationToken stop) => _reader.SnapshotsAsync(stop);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _tail.DisposeAsync().ConfigureAwait(false);
        await _source.DisposeAsync().ConfigureAwait(false);
        if (_writing is not null)
        {
            await _writing.DisposeAsync().ConfigureAwait(false);
        }
    }

    private PostgresWritingSide ForWriting() => _writing
        ?? throw new JournalUnavailableException($"The journal in {Name} was opened for reading only.");

    // Whoever follows waits for a database that is away, instead of ending.
    private async ValueTask<IReadOnlyList<Entry>> TryReadPageAsync(long after, CancellationToken stop)
    {
        try
        {
            return await ReadPageAsync(after, PageLength, stop).ConfigureAwait(false);
        }
        catch (JournalUnavailableException)
        {
            return [];
        }
    }
}
