using System.Globalization;
using Npgsql;

namespace GridCity.Journal.Postgres;

/// <summary>Says in a sentence what a failure of PostgreSQL means for the journal.</summary>
internal static class PostgresFailure
{
    /// <summary>The state that the journal's own function raises when another position was expected.</summary>
    public const string WrongPosition = "GC001";

    /// <summary>Whether a failure leaves open what became of the statement: the server's answer never came.</summary>
    public static bool IsInDoubt(NpgsqlException failure, NpgsqlConnection connection) =>
        failure is not PostgresException || !connection.FullState.HasFlag(System.Data.ConnectionState.Open);

    /// <summary>Whether another session holds the lock that was waited for.</summary>
    public static bool IsLocked(NpgsqlException failure) => failure.SqlState == PostgresErrorCodes.LockNotAvailable;

    /// <summary>What the failure means, as a plain sentence for the operator.</summary>
    public static JournalUnavailableException At(this NpgsqlException failure, PostgresPlace place) =>
        new(Sentence(failure, place.Name), failure);

    private static string Sentence(NpgsqlException failure, string name) => failure.SqlState switch
    {
        null when failure.InnerException is TimeoutException => $"The database {name} does not answer.",
        null => $"The database {name} cannot be reached: {(failure.InnerException ?? failure).Message.TrimEnd('.')}.",
        PostgresErrorCodes.DiskFull => $"The disk of the database {name} is full. Free space and try again.",
        PostgresErrorCodes.ReadOnlySqlTransaction =>
            $"The database {name} is read-only: it is a standby, or was set so. Write to the primary.",
        PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.ConfigurationLimitExceeded =>
            $"The database {name} has no connection left. Raise max_connections, or lower 'Maximum Pool Size'.",
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow =>
            $"The database {name} is starting or shutting down.",
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            $"The database {name} refuses the user: {Message(failure)}.",
        PostgresErrorCodes.InvalidCatalogName => $"There is no database {name}. Create it, or correct the connection string.",
        PostgresErrorCodes.InsufficientPrivilege =>
            $"The role may not do this in the database {name}: {Message(failure)}. deploy/sql says what it needs.",
        PostgresErrorCodes.OutOfMemory => $"The database {name} is out of memory.",
        PostgresErrorCodes.LockNotAvailable => $"Another writer holds the journal of the database {name}.",
        PostgresErrorCodes.QueryCanceled => $"The database {name} took too long and gave up.",
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.InvalidSchemaName =>
            $"The database {name} holds no journal, or not all of it: {Message(failure)}.",
        "XX001" or "XX002" => $"The database {name} found damage in its files: {Message(failure)}. Restore it from a copy.",
        _ => string.Create(CultureInfo.InvariantCulture, $"The database {name} failed ({failure.SqlState}): {Message(failure)}."),
    };

    private static string Message(NpgsqlException failure) =>
        ((failure as PostgresException)?.MessageText ?? failure.Message).TrimEnd('.');
}
