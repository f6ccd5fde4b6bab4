using System.Globalization;
using System.Reflection;
using GridCity.Core.Cities;
using GridCity.Journal;
using GridCity.Journal.Postgres;
using Npgsql;

namespace GridCity.Grains.Cluster;

/// <summary>
/// What a silo says of itself in the database and asks of those that are there: all of one wire, of one city, and with
/// clocks that agree. It looks again while the silo runs.
/// </summary>
internal sealed class ClusterMember : IAsyncDisposable
{
    /// <summary>The version of what silos say to each other; it changes when they would not understand each other.</summary>
    public const int Wire = 1;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private readonly ClusterOptions _options;
    private readonly string _id = Guid.NewGuid().ToString("N");
    private readonly string _city;
    private readonly CancellationTokenSource _ended = new();
    private Task _looking = Task.CompletedTask;

    private ClusterMember(ClusterOptions options, string city)
    {
        _options = options;
        _city = city;
    }

    /// <summary>What is wrong with this silo among the others, or null.</summary>
    public string? Problem { get; private set; }

    /// <summary>Makes the tables, looks at clocks and versions, and registers.</summary>
    /// <exception cref="JournalUnavailableException">Something is wrong; the message says what.</exception>
    public static async Task<ClusterMember> JoinAsync(ClusterOptions options, City city, CancellationToken stop)
    {
        var member = new ClusterMember(options, city.Hash);
        try
        {
            await using var connection = new NpgsqlConnection(options.Place.For("member", isPooled: false));
            await connection.OpenAsync(stop);
            await PostgresSchema.PrepareAsync(connection, options.Place, stop);
            await ClusterSchema.PrepareAsync(connection, options.Place, stop);
            if (await member.LookAsync(connection, stop) is { } problem)
            {
                throw new JournalUnavailableException(problem);
            }
        }
        catch (NpgsqlException failure)
        {
            throw failure.At(options.Place);
        }
        member._looking = Task.Run(member.LookOnAsync, CancellationToken.None);
        return member;
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _looking;
        try
        {
            await using var connection = new NpgsqlConnection(_options.Place.For("member", isPooled: false));
            await connection.OpenAsync();
            await using var leave = new NpgsqlCommand("DELETE FROM gridcity.silo_builds WHERE silo = $1", connection);
            leave.Parameters.Add(new NpgsqlParameter<string> { TypedValue = _id });
            await leave.ExecuteNonQueryAsync();
        }
        catch (NpgsqlException)
        {
            // The database is away; a silo that is not seen for a while does not count.
            return;
        }
        finally
        {
            _ended.Dispose();
        }
    }

    private async Task LookOnAsync()
    {
        using var timer = new PeriodicTimer(Period);
        while (!_ended.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(_ended.Token);
                await using var connection = new NpgsqlConnection(_options.Place.For("member", isPooled: true));
                await connection.OpenAsync(_ended.Token);
                Problem = await LookAsync(connection, _ended.Token);
            }
            catch (NpgsqlException failure)
            {
                Problem = failure.At(_options.Place).Message;
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task<string?> LookAsync(NpgsqlConnection connection, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(
            """
            WITH me AS (
                INSERT INTO gridcity.silo_builds (silo, wire, build, city, seen_at)
                SELECT $1, $2, $3, $4, clock_timestamp()
                ON CONFLICT (silo) DO UPDATE SET seen_at = excluded.seen_at),
            gone AS (DELETE FROM gridcity.silo_builds WHERE seen_at < clock_timestamp() - interval '1 hour')
            SELECT clock_timestamp(), min(build) FILTER (WHERE wire <> $2), min(city) FILTER (WHERE city <> $4)
            FROM gridcity.silo_builds WHERE silo <> $1 AND seen_at > clock_timestamp() - interval '15 seconds'
            """,
            connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = _id });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Wire });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Build() });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = _city });
        await using var reader = await command.ExecuteReaderAsync(stop);
        await reader.ReadAsync(stop);
        var apart = _options.Time.GetUtcNow() - new DateTimeOffset(reader.GetDateTime(0), TimeSpan.Zero);
        if (apart.Duration() > _options.ClockTolerance)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"The clock of this machine is {Math.Abs(apart.TotalSeconds):0} s {(apart > TimeSpan.Zero ? "ahead of" : "behind")} the clock of "
                + $"{_options.Place.Name}, and at most {_options.ClockTolerance.TotalSeconds:0} s are allowed: set the clocks by the same time server.");
        }
        return await reader.IsDBNullAsync(1, stop)
            ? await reader.IsDBNullAsync(2, stop)
                ? null
                : $"Other silos on {_options.Place.Name} run the city in version {reader.GetString(2)}, this one in version {_city}: "
                    + "give all of them the same city folder."
            : $"Other silos on {_options.Place.Name} are GridCity {reader.GetString(1)}, which this one ({Build()}) cannot talk to: "
                + "stop all of them before you start the new version.";
    }

    private static string Build() =>
        typeof(ClusterMember).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
