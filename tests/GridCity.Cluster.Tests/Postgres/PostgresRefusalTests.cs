using System.Net;
using System.Net.Sockets;
using GridCity.Journal;
using GridCity.Journal.Postgres;
using Npgsql;
using Xunit;
using static GridCity.Tests.Journal.JournalSamples;

namespace GridCity.Cluster.Tests.Postgres;

/// <summary>What cannot be opened or written is said in a sentence, without a secret, and is left alone.</summary>
public sealed class PostgresRefusalTests(PostgresServer server) : IAsyncLifetime
{
    private PostgresCity _city = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _city = await PostgresCity.CreateAsync(server);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Two_cities_in_one_database_are_refused()
    {
        await (await _city.OpenAsync()).DisposeAsync();
        await RefusedAsync(() => _city.OpenAsync("xicheng"), "of the city 'dongcheng', not of 'xicheng'. Each city needs a database of its own.");
        await using var again = await _city.OpenAsync();
    }

    [Fact]
    public async Task A_newer_schema_is_refused_and_its_scripts_are_not_undone()
    {
        await (await _city.OpenAsync()).DisposeAsync();
        await _city.AskAsync("UPDATE gridcity.header SET value = '99' WHERE key = 'schema'");
        await RefusedAsync(() => _city.OpenAsync(), "has schema version 99; this GridCity reads version 1. Use the GridCity that made it");
        await RefusedAsync(() => PostgresJournal.OpenReadOnlyAsync(_city.Place(), Stop), "has schema version 99");
        var refused = await Assert.ThrowsAsync<PostgresException>(() => _city.AskAsync(PostgresSchema.Script(1)));
        Assert.Contains("newer than this script", refused.MessageText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_newer_format_is_refused()
    {
        await (await _city.OpenAsync()).DisposeAsync();
        await _city.AskAsync("UPDATE gridcity.header SET value = '98' WHERE key = 'format'");
        await RefusedAsync(() => _city.OpenAsync(), "has format version 98");
    }

    [Fact]
    public async Task A_database_without_a_journal_is_not_read_and_nothing_is_made_in_it()
    {
        await RefusedAsync(() => PostgresJournal.OpenReadOnlyAsync(_city.Place(), Stop), "holds no journal.");
        Assert.Equal(0L, await _city.AskAsync("SELECT count(*) FROM pg_namespace WHERE nspname = 'gridcity'"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("postgres://user:geheim@host/db")]
    [InlineData("Host=a;Database=b;Pasword=geheim")]
    [InlineData("Host=a;Database=b;Port=geheim")]
    [InlineData("Database=b;Password=geheim")]
    [InlineData("Host=a;Password=geheim")]
    public void A_wrong_connection_string_is_refused_and_not_shown(string connection)
    {
        var refused = Assert.Throws<JournalUnavailableException>(() => PostgresPlace.Parse(connection, "dongcheng"));
        Assert.DoesNotContain("geheim", refused.Message, StringComparison.Ordinal);
        Assert.Matches(@"^The (connection string|environment variable) .*\.$", refused.Message);
    }

    [Theory]
    [InlineData("Host=db;Password=geheim")]
    [InlineData("postgresql://gridcity:geheim@db/dongcheng")]
    public void A_connection_string_on_a_command_line_is_refused_and_not_shown(string text)
    {
        var refused = Assert.Throws<JournalUnavailableException>(() => PostgresPlace.IsMeant(text));
        Assert.DoesNotContain("geheim", refused.Message, StringComparison.Ordinal);
        Assert.Contains(PostgresPlace.Variable, refused.Message, StringComparison.Ordinal);
        Assert.True(PostgresPlace.IsMeant("postgres:"));
        Assert.False(PostgresPlace.IsMeant("postgres/dongcheng.db"));
    }

    [Fact]
    public void What_leaves_the_machine_is_encrypted_unless_somebody_says_otherwise()
    {
        Assert.Equal(SslMode.Require, ModeOf("Host=db.example;Database=b"));
        Assert.Equal(SslMode.Prefer, ModeOf("Host=127.0.0.1;Database=b"));
        Assert.Equal(SslMode.Prefer, ModeOf("Host=/var/run/postgresql;Database=b"));
        Assert.Equal(SslMode.Disable, ModeOf("Host=db.example;Database=b;SSL Mode=Disable"));

        static SslMode ModeOf(string connection) =>
            new NpgsqlConnectionStringBuilder(PostgresPlace.Parse(connection, "x").For("test", isPooled: false)).SslMode;
    }

    [Fact]
    public async Task Nobody_who_listens_is_said()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        await RefusedAsync(() => PostgresJournal.OpenAsync(Changed(to => to.Port = port), Stop), $"127.0.0.1:{port}/");
        await RefusedAsync(() => PostgresJournal.OpenAsync(Changed(to => to.Port = port), Stop), "cannot be reached");
    }

    [Fact]
    public async Task A_database_or_user_that_is_not_there_is_said()
    {
        await RefusedAsync(() => PostgresJournal.OpenAsync(Changed(to => to.Database = "atlantis"), Stop), "There is no database 127.0.0.1");
        await RefusedAsync(() => PostgresJournal.OpenAsync(Changed(to => to.Username = "nobody"), Stop), "refuses the user");
    }

    [Fact]
    public async Task A_role_that_may_not_make_tables_is_said()
    {
        await _city.AskAsync("DROP ROLE IF EXISTS guest; CREATE ROLE guest LOGIN");
        await RefusedAsync(() => PostgresJournal.OpenAsync(Changed(to => to.Username = "guest"), Stop), "The role may not do this");
        await _city.AskAsync(PostgresSchema.Script(1));
        await _city.AskAsync("GRANT USAGE ON SCHEMA gridcity TO guest; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA gridcity TO guest");
        await using var journal = await PostgresJournal.OpenAsync(Changed(to => to.Username = "guest"), Stop);
        await journal.AppendAsync([Entry(1, 1, 1)], [Row(1, 1, 1)], Stop);
    }

    [Fact]
    public async Task A_read_only_database_is_said_and_the_journal_goes_on_when_it_is_not()
    {
        await using var journal = await _city.OpenAsync();
        await _city.AskAsync("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = on', current_database()); END $$");
        await _city.CutAsync("writer");
        await RefusedAsync(() => AppendAsync(journal, 1), "is read-only");
        Assert.Empty(await journal.ReadPageAsync(0, 1, Stop));
        await ThrowawayPostgres.ExecuteAsync(
            _city.Connection + ";Options=-c default_transaction_read_only=off",
            "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I RESET default_transaction_read_only', current_database()); END $$");
        await _city.CutAsync("writer");
        await AppendAsync(journal, 1);
        Assert.Equal(1, journal.LastPosition);
    }

    [Fact]
    public async Task A_full_disk_is_said_and_leaves_nothing_of_the_batch()
    {
        await using var journal = await _city.OpenAsync();
        await AppendAsync(journal, 1);
        await _city.AskAsync(
            """
            CREATE FUNCTION fill() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN IF NEW.position = 3 THEN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END IF; RETURN NEW; END $$;
            CREATE TRIGGER full_disk BEFORE INSERT ON gridcity.journal FOR EACH ROW EXECUTE FUNCTION fill()
            """);
        await RefusedAsync(async () => await journal.AppendAsync([Entry(2, 1, 2), Entry(3, 1, 3)], [Row(2, 1, 2)], Stop), "is full. Free space");
        Assert.Equal(1, journal.LastPosition);
        Assert.Null(await journal.FindReportAsync(Command(2), Stop));
        await _city.AskAsync("DROP TRIGGER full_disk ON gridcity.journal");
        await journal.AppendAsync([Entry(2, 1, 2), Entry(3, 1, 3)], [Row(2, 1, 2)], Stop);
    }

    [Fact]
    public async Task A_server_without_free_connections_is_said()
    {
        await _city.AskAsync("DROP ROLE IF EXISTS few; CREATE ROLE few LOGIN CONNECTION LIMIT 1");
        await _city.AskAsync("DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO few', current_database()); END $$");
        await using var journal = await PostgresJournal.OpenAsync(Changed(to => to.Username = "few"), Stop);
        await RefusedAsync(async () => await journal.ReadPageAsync(0, 1, Stop), "has no connection left");
    }

    private static async Task AppendAsync(PostgresJournal journal, int position) =>
        await journal.AppendAsync([Entry(position, 1, position)], [], Stop);

    private static async Task RefusedAsync(Func<Task> work, string says)
    {
        var refused = await Assert.ThrowsAsync<JournalUnavailableException>(work);
        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
    }

    private PostgresPlace Changed(Action<NpgsqlConnectionStringBuilder> change)
    {
        var builder = new NpgsqlConnectionStringBuilder(_city.Connection);
        change(builder);
        return _city.Place(connection: builder.ConnectionString);
    }
}
