using GridCity.Journal;
using GridCity.Journal.Postgres;

namespace GridCity.Client.JournalFiles;

/// <summary>A journal to look into: a file, or the database that the environment names.</summary>
internal sealed class JournalStore
{
    /// <summary>What an argument that names a journal is.</summary>
    public const string Description =
        $"The journal's file, or {PostgresPlace.Word} for the database of the variable {PostgresPlace.Variable}.";

    private readonly PostgresPlace? _place;

    /// <exception cref="JournalUnavailableException">The variable is not set, or holds no connection string.</exception>
    public JournalStore(string text)
    {
        _place = PostgresPlace.IsMeant(text) ? PostgresPlace.FromEnvironment(city: string.Empty) : null;
        Name = _place is null ? Path.GetFullPath(text) : _place.ToString();
    }

    /// <summary>The full path, or the host and the database.</summary>
    public string Name { get; }

    /// <summary>Opens it for reading.</summary>
    /// <exception cref="JournalUnavailableException">It is not there, or is no journal of a known version.</exception>
    public async Task<IJournal> OpenAsync(CancellationToken stop) =>
        _place is null ? SqliteJournal.OpenReadOnly(Name) : await PostgresJournal.OpenReadOnlyAsync(_place, stop);

    /// <summary>Verifies it; blocks the thread that calls.</summary>
    public Task<VerifyReport> VerifyAsync(VerifyOptions options, CancellationToken stop) =>
        _place is null ? Task.FromResult(JournalVerifier.Verify(Name, options, stop)) : JournalVerifier.VerifyAsync(_place, options, stop);

    /// <summary>How many bytes it takes.</summary>
    public async Task<long> SizeAsync(IJournal journal, CancellationToken stop) => journal is PostgresJournal onServer
        ? await onServer.ReadSizeAsync(stop)
        // What was written last may still lie in the log beside the file.
        : new[] { Name, Name + "-wal" }.Where(File.Exists).Sum(file => new FileInfo(file).Length);
}
