using Microsoft.Data.Sqlite;

namespace GridCity.Silo.Access;

/// <summary>One thing that somebody asked the server to change.</summary>
internal sealed record TrailEntry(DateTimeOffset At, string Account, string Via, string? Address, string Method, string Path);

/// <summary>
/// Who asked for a change, by what and from where. The journal says for ever which actor did something; which person's account
/// that was and from which address is personal data, so it is kept here, and only as long as somebody may have to look.
/// </summary>
internal sealed class Trail(AccessFile file, TimeProvider time)
{
    /// <summary>After this the entries are deleted.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(90);

    private const int EntriesBetweenCleanings = 1_000;
    private const int PathLengthMax = 200;
    private int _written;

    /// <summary>Writes down who asks for what, before it happens.</summary>
    public void Write(Caller caller, HttpContext context)
    {
        var now = time.GetUtcNow();
        var path = context.Request.Path.ToString();
        file.Write(
            "INSERT INTO trail (at, account, via, address, method, path) VALUES ($at, $account, $via, $address, $method, $path)",
            ("$at", now.ToUnixTimeMilliseconds()),
            ("$account", caller.Account?.Name ?? "-"),
            ("$via", caller.Via),
            ("$address", context.Connection.RemoteIpAddress?.ToString()),
            ("$method", context.Request.Method),
            ("$path", path.Length > PathLengthMax ? path[..PathLengthMax] : path));
        if (Interlocked.Increment(ref _written) % EntriesBetweenCleanings == 1)
        {
            file.Write("DELETE FROM trail WHERE at < $old", ("$old", (now - KeptFor).ToUnixTimeMilliseconds()));
        }
    }

    /// <summary>The newest entries, of one account or about one path when they are named.</summary>
    public IReadOnlyList<TrailEntry> Newest(string? account, string? about, int limit) => file.Read(
        """
        SELECT at, account, via, address, method, path FROM trail
        WHERE ($account IS NULL OR account = $account) AND ($about IS NULL OR instr(path, $about) > 0)
        ORDER BY id DESC LIMIT $limit
        """,
        Read,
        ("$account", account),
        ("$about", about),
        ("$limit", limit));

    private static TrailEntry Read(SqliteDataReader row) => new(
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(0)),
        row.GetString(1),
        row.GetString(2),
        row.IsDBNull(3) ? null : row.GetString(3),
        row.GetString(4),
        row.GetString(5));
}
