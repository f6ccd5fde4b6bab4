using System.Globalization;
using System.Net;
using System.Net.Sockets;
using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Journal;
using GridCity.Journal.Postgres;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Orleans.Configuration;
using Orleans.Storage;

namespace GridCity.Grains.Cluster;

/// <summary>One silo of a cluster: its journal, its replica of the city, its grains and its clock.</summary>
public sealed class ClusterNode : IAsyncDisposable
{
    internal const string ServiceId = "gridcity";

    private readonly PostgresJournal _journal;
    private readonly CellServices _services;
    private readonly ClusterMember _member;
    private readonly IHost _silo;
    private readonly DeadlineClock _clock;
    private readonly Task _waking;
    private readonly CancellationTokenSource _ending = new();
    private bool _isStopping;

    private ClusterNode(PostgresJournal journal, CellServices services, ClusterMember member, IHost silo, TimeProvider patience)
    {
        _journal = journal;
        _services = services;
        _member = member;
        _silo = silo;
        _clock = new DeadlineClock(services, IsMine);
        Host = new ClusterHost(services, Problems, patience);
        _waking = Task.Run(() => Waker.WakeAsync(services, services.Replica.Busy().Where(IsMine), _ending.Token));
    }

    /// <summary>The city as its callers see it.</summary>
    public ICityHost Host { get; }

    /// <summary>How the other silos know this one.</summary>
    public string Name => Oracle.SiloAddress.ToString();

    /// <summary>How many silos serve.</summary>
    public int ActiveSilos => Oracle.GetActiveSilos().Length;

    /// <summary>Ends with a fault when something that cannot be happened; whoever runs the silo ends it then.</summary>
    public Task Completion => Task.WhenAny(_services.Committer.Completion, _services.Replica.Completion).Unwrap();

    /// <summary>Ends when what the clock has asked for so far has been decided.</summary>
    public Task Settled => _clock.Settled;

    /// <summary>Reads the journal to its end and looks at the clock, without waiting for the next time.</summary>
    public async Task LookAsync(CancellationToken stop)
    {
        await _services.Replica.CatchUpAsync(stop);
        _clock.Tick();
        await _clock.Settled;
    }

    /// <summary>Ends when the cells of this silo's streets have been woken.</summary>
    public Task Woken => _waking;

    private ISiloStatusOracle Oracle => _silo.Services.GetRequiredService<ISiloStatusOracle>();

    /// <summary>Opens the journal, reads the city, joins the cluster and begins to serve.</summary>
    /// <exception cref="JournalUnavailableException">
    /// The database cannot be reached, is of another city or version, holds silos of another version, or the clocks differ.
    /// </exception>
    public static async Task<ClusterNode> StartAsync(
        ClusterOptions options, City city, TimeProvider time, IReadOnlyList<ICommitObserver> observers, CancellationToken stop)
    {
        var place = options.Place with { IsShared = true };
        var member = await ClusterMember.JoinAsync(options with { Place = place }, city, stop);
        var journal = await PostgresJournal.OpenAsync(place, stop);
        var replica = new CityReplica(city, journal, observers);
        var services = new CellServices(options with { Place = place }, city, journal, replica, time);
        IHost? silo = null;
        try
        {
            // Reading a large city takes minutes, and a silo that was built and did not join within five is declared dead.
            await replica.StartAsync(place, stop);
            silo = Build(options, place, city, services);
            var storage = silo.Services.GetRequiredKeyedService<IGrainStorage>(CellStates.Name);
            services.Begin(silo.Services.GetRequiredService<IGrainFactory>(), new CellStates(storage));
            await silo.StartAsync(stop);
            return new ClusterNode(journal, services, member, silo, TimeProvider.System);
        }
        catch (Exception)
        {
            await replica.DisposeAsync();
            await services.Committer.DisposeAsync();
            silo?.Dispose();
            await journal.DisposeAsync();
            await member.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Has a piece of work done by the silo whose turn it is, as its <see cref="ClusterOptions.Work"/> does it; null when that
    /// silo could not, or went away meanwhile.
    /// </summary>
    public async Task<byte[]?> WorkAsync(byte[] order, CancellationToken stop)
    {
        try
        {
            return await _services.WorkInTurnAsync(order, stop);
        }
        catch (Exception e) when (Passing.Is(e))
        {
            return null;
        }
    }

    /// <summary>Says that the silo is not ready any more, so that whoever sends work to it stops before it does.</summary>
    public void BeginStop() => Volatile.Write(ref _isStopping, true);

    /// <summary>Hands the cells over to the other silos, answers what waits, and leaves the cluster.</summary>
    public async ValueTask DisposeAsync()
    {
        BeginStop();
        await _ending.CancelAsync();
        await _waking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _clock.DisposeAsync();
        await _silo.StopAsync(CancellationToken.None);
        await _services.Committer.DisposeAsync();
        await _services.Replica.DisposeAsync();
        await _member.DisposeAsync();
        _silo.Dispose();
        await _journal.DisposeAsync();
        _ending.Dispose();
    }

    internal T Service<T>()
        where T : notnull => _silo.Services.GetRequiredService<T>();

    internal T Keyed<T>(string name)
        where T : notnull => _silo.Services.GetRequiredKeyedService<T>(name);

    private bool IsMine(CellCode cell)
    {
        var silos = Oracle.GetActiveSilos();
        return silos.Length == 0 || StreetPlacementDirector.SiloOf(cell.Street, silos).Equals(Oracle.SiloAddress);
    }

    private List<string> Problems()
    {
        var problems = new List<string>();
        if (Volatile.Read(ref _isStopping))
        {
            problems.Add("The silo stops.");
        }
        if (Oracle.CurrentStatus != SiloStatus.Active)
        {
            problems.Add($"The silo is not in the cluster: {Oracle.CurrentStatus}.");
        }
        string?[] others = [_services.Committer.Problem, _member.Problem];
        problems.AddRange(others.OfType<string>());
        return problems;
    }

    private static IHost Build(ClusterOptions options, PostgresPlace place, City city, CellServices services)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Error)
            .AddFilter("Orleans", LogLevel.Critical).AddFilter("Orleans.Runtime.MembershipService", LogLevel.Error);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(30));
        builder.Services.AddSingleton(services);
        var connection = new NpgsqlConnectionStringBuilder(place.For("silo", isPooled: true)) { SearchPath = "gridcity", MaxPoolSize = 8 };
        builder.UseOrleans(silo => silo
            .AddActivityPropagation()
            .UseAdoNetClustering(clustering =>
            {
                clustering.Invariant = "Npgsql";
                clustering.ConnectionString = connection.ConnectionString;
            })
            .AddAdoNetGrainStorage(CellStates.Name, storage =>
            {
                storage.Invariant = "Npgsql";
                storage.ConnectionString = connection.ConnectionString;
                storage.GrainStorageSerializer = new CellStateSerializer();
            })
            .AddPlacementDirector<StreetPlacement, StreetPlacementDirector>()
            .AddPlacementDirector<TurnPlacement, TurnPlacementDirector>()
            .Configure<Orleans.Configuration.ClusterOptions>(cluster =>
            {
                cluster.ClusterId = options.ClusterId ?? city.Id;
                cluster.ServiceId = ServiceId;
            })
            .Configure<EndpointOptions>(endpoint => Listen(endpoint, options))
            .Configure<SiloConnectionOptions>(connections => Connect(connections, options.Encryption))
            .Configure<GrainCollectionOptions>(idle => idle.CollectionAge = options.IdleAge)
            .Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = TimeSpan.FromSeconds(10)));
        builder.Services.AddOptions<ClusterMembershipOptions>().Bind(Membership(options));
        return builder.Build();
    }

    // By name, because some of them are younger than others: a release that lacks one goes on without it.
    private static IConfiguration Membership(ClusterOptions options)
    {
        var probe = options.ProbePeriod.ToString("c", CultureInfo.InvariantCulture);
        return new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            [nameof(ClusterMembershipOptions.ProbeTimeout)] = probe,
            ["MaxProbeTimeout"] = probe,
            [nameof(ClusterMembershipOptions.NumMissedProbesLimit)] = "3",
            [nameof(ClusterMembershipOptions.NumVotesForDeathDeclaration)] = "1",
            [nameof(ClusterMembershipOptions.TableRefreshTimeout)] = "00:00:05",
            [nameof(ClusterMembershipOptions.IAmAliveTablePublishTimeout)] = "00:00:05",
            [nameof(ClusterMembershipOptions.DefunctSiloExpiration)] = "1.00:00:00",
        }).Build();
    }

    private static void Connect(SiloConnectionOptions connections, SiloEncryption? encryption)
    {
        connections.ConfigureSiloOutboundConnection(KilledSilos.Watch);
        if (encryption is not null)
        {
            connections.ConfigureSiloInboundConnection(encryption.Answer);
            connections.ConfigureSiloOutboundConnection(encryption.Ask);
        }
    }

    private static void Listen(EndpointOptions endpoint, ClusterOptions options)
    {
        endpoint.AdvertisedIPAddress = options.Address;
        endpoint.SiloPort = options.SiloPort == 0 ? FreePort(options.Address) : options.SiloPort;
        endpoint.SiloListeningEndpoint = new IPEndPoint(options.Address, endpoint.SiloPort);
        // Everybody who calls grains is a silo himself.
        endpoint.GatewayPort = 0;
    }

    private static int FreePort(IPAddress address)
    {
        using var listener = new TcpListener(address, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
