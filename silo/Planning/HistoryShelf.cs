using GridCity.Core.Cities;
using GridCity.Simulation.Replay;

namespace GridCity.Silo.Planning;

/// <summary>How keeping a table went. Zero is never used.</summary>
internal enum HistoryOutcome
{
    /// <summary>It is kept.</summary>
    Kept = 1,

    /// <summary>There is one of this name.</summary>
    Taken = 2,

    /// <summary>As many are kept as can be.</summary>
    TooMany = 3,

    /// <summary>It has more bytes than it may.</summary>
    TooLarge = 4,

    /// <summary>There was nothing in it.</summary>
    Empty = 5,
}

/// <summary>A historical table that can be replayed.</summary>
internal sealed record KeptHistory(string Name, string Path, long Bytes, bool IsUploaded);

/// <summary>
/// Historical tables: those in the folder that the operator named, which are only read, and those that planners sent. A name is
/// looked up among them and never becomes a path.
/// </summary>
internal sealed class HistoryShelf(SiloOptions options)
{
    /// <summary>How many bytes a table that is sent may have, packed or not.</summary>
    public const long BytesMax = 64L << 20;

    /// <summary>How many that were sent are kept.</summary>
    public const int UploadsMax = 8;

    private const int NameLengthMax = 80;
    private const int ShownMax = 200;
    private const string Part = ".part";

    private readonly SemaphoreSlim _gate = new(1);
    private readonly string _folder = options.Histories ?? Path.Combine(options.City, "histories");

    /// <summary>All tables by name.</summary>
    public IReadOnlyList<KeptHistory> All =>
    [
        .. In(_folder, isUploaded: false).Concat(In(options.Uploads, isUploaded: true))
            .DistinctBy(history => history.Name, StringComparer.OrdinalIgnoreCase)
            .OrderBy(history => history.Name, StringComparer.Ordinal).Take(ShownMax),
    ];

    /// <summary>A table by its name, or null.</summary>
    public KeptHistory? Find(string name) => All.FirstOrDefault(history => history.Name == name);

    /// <summary>Whether a name can be one: letters, digits, points, blanks, hyphens and underscores, and .csv or .csv.gz at its end.</summary>
    public static bool IsName(string name) => name.Length is > 4 and <= NameLengthMax && IsTable(name) && char.IsLetterOrDigit(name[0])
        && name.All(letter => char.IsLetterOrDigit(letter) || letter is '.' or '-' or '_' or ' ');

    /// <summary>A mapping that is proposed for a table.</summary>
    /// <exception cref="InputException">The table has no columns that could be a place, a time and a class, or cannot be read.</exception>
    public static string Propose(KeptHistory history, City city)
    {
        try
        {
            return MappingGuess.Of(history.Path, city);
        }
        catch (Exception fault) when (fault is InputException or SourceException)
        {
            throw new InputException(fault.Message.Replace(history.Path, history.Name, StringComparison.Ordinal));
        }
    }

    /// <summary>Keeps what is sent under a name.</summary>
    public async Task<HistoryOutcome> KeepAsync(string name, Stream content, CancellationToken stop)
    {
        await _gate.WaitAsync(stop);
        try
        {
            if (All.Any(history => string.Equals(history.Name, name, StringComparison.OrdinalIgnoreCase)))
            {
                return HistoryOutcome.Taken;
            }
            if (In(options.Uploads, isUploaded: true).Count() >= UploadsMax)
            {
                return HistoryOutcome.TooMany;
            }
            return await WriteAsync(Path.Combine(options.Uploads, name), content, stop);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Removes a table that was sent; those of the operator stay.</summary>
    public bool Remove(string name)
    {
        if (Find(name) is not { IsUploaded: true } history)
        {
            return false;
        }
        File.Delete(history.Path);
        return true;
    }

    // Under another name until it is whole: half a table must not be replayed.
    private async Task<HistoryOutcome> WriteAsync(string path, Stream content, CancellationToken stop)
    {
        Directory.CreateDirectory(options.Uploads);
        var half = path + Part;
        try
        {
            var count = 0L;
            await using (var file = new FileStream(half, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                var part = new byte[64 * 1024];
                for (var read = await content.ReadAsync(part, stop); read > 0; read = await content.ReadAsync(part, stop))
                {
                    count += read;
                    if (count > BytesMax)
                    {
                        return HistoryOutcome.TooLarge;
                    }
                    await file.WriteAsync(part.AsMemory(0, read), stop);
                }
            }
            if (count == 0)
            {
                return HistoryOutcome.Empty;
            }
            File.Move(half, path);
            return HistoryOutcome.Kept;
        }
        finally
        {
            File.Delete(half);
        }
    }

    private static IEnumerable<KeptHistory> In(string folder, bool isUploaded) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder).Where(IsTable)
            .Select(path => new KeptHistory(Path.GetFileName(path), path, new FileInfo(path).Length, isUploaded))
        : [];

    private static bool IsTable(string path) =>
        path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".csv.gz", StringComparison.OrdinalIgnoreCase);
}
