using System.Net;
using Npgsql;

namespace GridCity.Journal.Postgres;

/// <summary>
/// Where a journal on PostgreSQL is, and whose. The connection string may hold a secret: it is never shown, and comes from
/// the environment, not from a command line that everybody on the machine can read.
/// </summary>
public sealed record PostgresPlace
{
    /// <summary>The environment variable that holds the connection string.</summary>
    public const string Variable = "GRIDCITY_POSTGRES";

    /// <summary>What stands for that database where a file could be named.</summary>
    public const string Word = "postgres:";

    private readonly string _connection;

    private PostgresPlace(string connection, string name, string city)
    {
        _connection = connection;
        Name = name;
        City = city;
    }

    /// <summary>Host, port and database, without any secret.</summary>
    public string Name { get; }

    /// <summary>The id of the city, or empty to take whichever is there (for reading).</summary>
    public string City { get; }

    /// <summary>Whether other processes append too; otherwise this one shuts them out.</summary>
    public bool IsShared { get; init; }

    /// <summary>What says when the journal was made, and how long a wait takes.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How often somebody who follows looks by himself, in case a notification was lost on its way.</summary>
    public TimeSpan PollPeriod { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long to wait for another writer's transaction before asking whether that writer still lives.</summary>
    public TimeSpan LockPatience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Whether a text on a command line means the database of the environment.
    /// </summary>
    /// <exception cref="JournalUnavailableException">It is a connection string.</exception>
    public static bool IsMeant(string text) => text switch
    {
        Word => true,
        _ when text.StartsWith("postgres", StringComparison.OrdinalIgnoreCase) && text.Contains("://", StringComparison.Ordinal)
            || text.Contains("Host=", StringComparison.OrdinalIgnoreCase) => throw new JournalUnavailableException(
                "A connection string does not belong on a command line, where everybody on the machine can read it. Set the environment "
                + $"variable {Variable} to 'Host=…;Database=…;Username=…;Password=…', and name '{Word}' here."),
        _ => false,
    };

    /// <summary>The database that the environment names.</summary>
    /// <exception cref="JournalUnavailableException">The variable is not set, or holds no connection string.</exception>
    public static PostgresPlace FromEnvironment(string city) => Parse(Environment.GetEnvironmentVariable(Variable), city);

    /// <summary>Host, port and database, without any secret.</summary>
    public override string ToString() => Name;

    /// <summary>Reads a connection string, such as <c>Host=db;Database=dongcheng;Username=gridcity;Password=…</c>.</summary>
    /// <exception cref="JournalUnavailableException">It is not one, or names no database.</exception>
    public static PostgresPlace Parse(string? connection, string city)
    {
        if (string.IsNullOrWhiteSpace(connection))
        {
            throw new JournalUnavailableException(
                $"The environment variable {Variable} is not set; a connection string such as "
                + "'Host=localhost;Database=dongcheng;Username=gridcity' was expected.");
        }
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(connection);
            if (builder.Host is not { Length: > 0 } host || builder.Database is not { Length: > 0 } database)
            {
                throw new JournalUnavailableException(
                    "The connection string of the journal names no Host or no Database; both were expected.");
            }
            Complete(builder, host);
            return new PostgresPlace(builder.ConnectionString, $"{host}:{builder.Port}/{database}", city);
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or InvalidOperationException)
        {
            // The message names the word that was not understood, and never a value.
            throw new JournalUnavailableException(
                $"The connection string of the journal (the environment variable {Variable}) cannot be read: its form is "
                + "'Host=…;Database=…;Username=…;Password=…'.",
                fault);
        }
    }

    /// <summary>
    /// The connection string for one use, by which an operator knows the connection in <c>pg_stat_activity</c>. Statements
    /// are prepared when they come again.
    /// </summary>
    internal string For(string use, bool isPooled) => new NpgsqlConnectionStringBuilder(_connection)
    {
        ApplicationName = $"gridcity {use} {Environment.MachineName}:{Environment.ProcessId}",
        Pooling = isPooled,
        MaxAutoPrepare = 32,
        AutoPrepareMinUsages = 2,
    }.ConnectionString;

    private static void Complete(NpgsqlConnectionStringBuilder builder, string host)
    {
        // What the operator did not say: a server that hangs is noticed, and what leaves the machine is encrypted.
        var given = builder.Keys.Cast<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        Default("Timeout", () => builder.Timeout = 5);
        Default("Command Timeout", () => builder.CommandTimeout = 10);
        Default("Keepalive", () => builder.KeepAlive = 10);
        Default("Maximum Pool Size", () => builder.MaxPoolSize = 16);
        Default("SSL Mode", () => builder.SslMode = IsLocal(host) ? SslMode.Prefer : SslMode.Require);
        // Which key was violated is said in the detail.
        builder.IncludeErrorDetail = true;
        builder.Multiplexing = false;
        builder.Enlist = false;

        void Default(string word, Action set)
        {
            if (!given.Contains(word))
            {
                set();
            }
        }
    }

    private static bool IsLocal(string host) =>
        host.StartsWith('/')
        || host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
