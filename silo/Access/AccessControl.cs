namespace GridCity.Silo.Access;

/// <summary>How the server knows who calls: by accounts, or not at all where only this machine can reach it.</summary>
internal sealed class AccessControl : IDisposable
{
    private readonly AccessFile? _file;

    private AccessControl(AccessFile? file, TimeProvider time)
    {
        _file = file;
        if (file is not null)
        {
            Accounts = new Accounts(file, time);
            Sessions = new Sessions(file, time);
            Trail = new Trail(file, time);
        }
    }

    /// <summary>Nobody is asked who they are; allowed only where nobody else can come in.</summary>
    public static AccessControl Open() => new(null, TimeProvider.System);

    /// <summary>Everybody signs in, by the accounts of a file.</summary>
    public static AccessControl ByAccounts(string path, TimeProvider time) => new(AccessFile.Open(path), time);

    /// <summary>Whether nobody is asked who they are.</summary>
    public bool IsOpen => _file is null;

    /// <summary>The accounts; null when the server is open.</summary>
    public Accounts? Accounts { get; }

    /// <summary>Who is signed in; null when the server is open.</summary>
    public Sessions? Sessions { get; }

    /// <summary>Who asked for what; null when the server is open.</summary>
    public Trail? Trail { get; }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();
}
