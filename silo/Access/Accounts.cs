using GridCity.Core.Space;
using GridCity.Silo.Http;
using Microsoft.Data.Sqlite;

namespace GridCity.Silo.Access;

/// <summary>The accounts with their passwords and keys.</summary>
internal sealed class Accounts(AccessFile file, TimeProvider time)
{
    /// <summary>The account of the first start.</summary>
    public const string FirstName = "administrator";

    private const string Columns = "accounts.name, post, subject, scope, outside, ended_at";

    /// <summary>
    /// Makes the first administrator when nobody is there yet, or gives it a new secret when that is asked for. The secret is
    /// both its password and a key, and is never shown again.
    /// </summary>
    public string? SecretOfFirst(bool isNewAsked)
    {
        var isThere = Find(FirstName) is not null;
        if (isThere ? !isNewAsked : All().Count > 0 && !isNewAsked)
        {
            return null;
        }
        var secret = Secrets.New();
        if (!isThere)
        {
            Add(new Account(FirstName, Post.Administrator, FirstName, null, null, false), secret);
        }
        SetPassword(FirstName, secret);
        EndKeys(FirstName);
        KeepKey(FirstName, "first start", secret);
        return secret;
    }

    /// <summary>Everybody, by name.</summary>
    public IReadOnlyList<Account> All() => file.Read($"SELECT {Columns} FROM accounts ORDER BY accounts.name", ReadAccount);

    /// <summary>An account by its name, or null.</summary>
    public Account? Find(string name) =>
        file.Read($"SELECT {Columns} FROM accounts WHERE name = $name", ReadAccount, ("$name", name)).SingleOrDefault();

    /// <summary>The account of a person at the outside identity provider, or null.</summary>
    public Account? FindOutside(string outside) => file.Read(
        $"SELECT {Columns} FROM accounts WHERE outside = $outside AND ended_at IS NULL", ReadAccount, ("$outside", outside)).SingleOrDefault();

    /// <summary>Adds an account; false when the name or the outside name is taken.</summary>
    public bool Add(Account account, string? password) => file.Write(
        """
        INSERT OR IGNORE INTO accounts (name, post, subject, scope, outside, password, made_at)
        VALUES ($name, $post, $subject, $scope, $outside, $password, $now)
        """,
        ("$name", account.Name),
        ("$post", WireNames.Of(account.Post)),
        ("$subject", account.Subject),
        ("$scope", account.Scope?.ToString()),
        ("$outside", account.Outside),
        ("$password", password is null ? null : Secrets.HashPassword(password)),
        ("$now", Now)) == 1;

    /// <summary>Ends an account with all that it could be used by; its name stays taken, because the journal knows it.</summary>
    public bool End(string name)
    {
        EndKeys(name);
        file.Write("DELETE FROM sessions WHERE account = $name", ("$name", name));
        return file.Write("UPDATE accounts SET ended_at = $now WHERE name = $name AND ended_at IS NULL", ("$name", name), ("$now", Now)) == 1;
    }

    /// <summary>Gives an account another password; whoever is signed in with the old one is signed out.</summary>
    public bool SetPassword(string name, string password)
    {
        file.Write("DELETE FROM sessions WHERE account = $name", ("$name", name));
        return file.Write(
            "UPDATE accounts SET password = $password WHERE name = $name AND ended_at IS NULL",
            ("$name", name),
            ("$password", Secrets.HashPassword(password))) == 1;
    }

    /// <summary>The account of a name and a password, or null.</summary>
    public Account? WithPassword(string name, string password)
    {
        var hash = file.Read(
            "SELECT password FROM accounts WHERE name = $name AND ended_at IS NULL", Text, ("$name", name)).SingleOrDefault();
        return Secrets.IsPassword(hash, password) ? Find(name) : null;
    }

    /// <summary>Makes a key for programs; it is never shown again.</summary>
    public string NewKey(string name, string label)
    {
        var secret = Secrets.New();
        KeepKey(name, label, secret);
        return secret;
    }

    /// <summary>The account of a key, or null.</summary>
    public Account? WithKey(string secret) => file.Read(
        $"SELECT {Columns} FROM keys JOIN accounts ON accounts.name = keys.account WHERE keys.hash = $hash AND ended_at IS NULL",
        ReadAccount,
        ("$hash", Secrets.HashOf(secret))).SingleOrDefault();

    /// <summary>Ends all keys of an account and says how many there were.</summary>
    public int EndKeys(string name) => file.Write("DELETE FROM keys WHERE account = $name", ("$name", name));

    /// <summary>The labels of the keys of all accounts.</summary>
    public ILookup<string, string> Keys() => file
        .Read("SELECT account, label FROM keys ORDER BY made_at", row => (Account: row.GetString(0), Label: row.GetString(1)))
        .ToLookup(key => key.Account, key => key.Label, StringComparer.Ordinal);

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private void KeepKey(string name, string label, string secret) => file.Write(
        "INSERT INTO keys (hash, account, label, made_at) VALUES ($hash, $name, $label, $now)",
        ("$hash", Secrets.HashOf(secret)),
        ("$name", name),
        ("$label", label),
        ("$now", Now));

    /// <summary>Reads an account of the columns that every question about accounts asks for.</summary>
    public static Account ReadAccount(SqliteDataReader row) => new(
        row.GetString(0),
        WireNames.TryParse<Post>(row.GetString(1), out var post) ? post : Post.Public,
        row.GetString(2),
        AreaCode.TryParse(Text(row, 3), out var scope) ? scope : null,
        Text(row, 4),
        !row.IsDBNull(5));

    private static string? Text(SqliteDataReader row) => Text(row, 0);

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
