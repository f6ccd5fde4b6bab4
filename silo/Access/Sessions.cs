namespace GridCity.Silo.Access;

/// <summary>
/// Who is signed in. A session is a random token in a cookie, of which the server keeps only a hash, so that it can be ended
/// at once and a copy of the file signs nobody in.
/// </summary>
internal sealed class Sessions(AccessFile file, TimeProvider time)
{
    /// <summary>Whoever does nothing for longer than a shift is signed out.</summary>
    public static readonly TimeSpan IdleMax = TimeSpan.FromHours(12);

    /// <summary>After this everybody signs in again.</summary>
    public static readonly TimeSpan LifeMax = TimeSpan.FromDays(7);

    // Writing down each request that a session was used would make reading as dear as writing.
    private static readonly TimeSpan SeenStep = TimeSpan.FromMinutes(5);

    private const string Columns = "accounts.name, post, subject, scope, outside, ended_at";

    /// <summary>Begins a session and returns its token and what proves that a page of ours sent a request.</summary>
    public (string Token, string Csrf) Begin(string account)
    {
        var (token, csrf, now) = (Secrets.New(), Secrets.New(), Now);
        file.Write("DELETE FROM sessions WHERE seen_at < $idle OR made_at < $old", ("$idle", now - Ms(IdleMax)), ("$old", now - Ms(LifeMax)));
        file.Write(
            "INSERT INTO sessions (hash, account, csrf, made_at, seen_at) VALUES ($hash, $account, $csrf, $now, $now)",
            ("$hash", Secrets.HashOf(token)),
            ("$account", account),
            ("$csrf", csrf),
            ("$now", now));
        return (token, csrf);
    }

    /// <summary>Who has this token, or null when it has ended.</summary>
    public Caller? Find(string token)
    {
        var (hash, now) = (Secrets.HashOf(token), Now);
        var found = file.Read(
            $"""
            SELECT {Columns}, csrf, seen_at FROM sessions JOIN accounts ON accounts.name = sessions.account
            WHERE hash = $hash AND ended_at IS NULL AND seen_at >= $idle AND sessions.made_at >= $old
            """,
            row => (Caller: new Caller(Accounts.ReadAccount(row), "session", row.GetString(6)), Seen: row.GetInt64(7)),
            ("$hash", hash),
            ("$idle", now - Ms(IdleMax)),
            ("$old", now - Ms(LifeMax)));
        if (found.Count == 1 && now - found[0].Seen > Ms(SeenStep))
        {
            file.Write("UPDATE sessions SET seen_at = $now WHERE hash = $hash", ("$hash", hash), ("$now", now));
        }
        return found.Count == 1 ? found[0].Caller : null;
    }

    /// <summary>Ends a session.</summary>
    public void End(string token) => file.Write("DELETE FROM sessions WHERE hash = $hash", ("$hash", Secrets.HashOf(token)));

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private static long Ms(TimeSpan span) => (long)span.TotalMilliseconds;
}
