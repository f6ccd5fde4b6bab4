using System.Diagnostics;
using System.Globalization;
using GridCity.Core.Cities;
using GridCity.Grains;
using GridCity.Grains.InProcess;
using GridCity.Journal;
using GridCity.Journal.Postgres;
using GridCity.Silo.Access;
using GridCity.Silo.Demonstration;
using GridCity.Silo.Planning;
using GridCity.Simulation.Cities;
using GridCity.Simulation.Demand;

namespace GridCity.Silo;

/// <summary>Opens the city, its journal and its host, and serves them until it is told to stop.</summary>
internal static class Server
{
    private const int FaultsShownMax = 20;

    /// <summary>Runs the server; the exit code is 0, or 1 when the city or the journal cannot be opened.</summary>
    public static async Task<int> RunAsync(SiloOptions options, CancellationToken stop)
    {
        if (Entrance.Refusal(options) is { } closed)
        {
            await Console.Error.WriteLineAsync(closed);
            return 1;
        }
        var city = OpenCity(options);
        if (city is null)
        {
            return 1;
        }
        if (options.IsDemonstration && SyntheticStreet.WhatIsMissing(city) is { } missing)
        {
            await Console.Error.WriteLineAsync(
                $"The city {options.City} cannot be demonstrated: it has no {missing}. Add some to its folder, or leave out --demo "
                + "and send reports of your own.");
            return 1;
        }
        try
        {
            if (options.Cluster is not null)
            {
                if (options is { IsDemonstration: true, Speed: not 1 })
                {
                    throw new JournalUnavailableException("the silos of a cluster share the clock of the day: a demonstration on one needs --speed 1.");
                }
                return await ServeClusterAsync(options, city, stop);
            }
            await using var journal = await OpenJournalAsync(options, city, stop);
            return await ServeAsync(options, city, journal, stop);
        }
        catch (Exception e) when (e is JournalUnavailableException or JournalFaultException or IOException or UnauthorizedAccessException)
        {
            // What was given for a file may be a connection string with its secret; sentences about journals name them safely.
            var name = e is JournalUnavailableException ? string.Empty : $" {options.Data}";
            await Console.Error.WriteLineAsync($"The journal{name} cannot be opened: {e.Message}");
            return 1;
        }
    }

    private static async Task<IJournal> OpenJournalAsync(SiloOptions options, City city, CancellationToken stop)
    {
        if (PostgresPlace.IsMeant(options.Data))
        {
            return await PostgresJournal.OpenAsync(PostgresPlace.FromEnvironment(city.Id), stop);
        }
        MakeFolderOf(options.Data);
        return SqliteJournal.Open(options.Data, city.Id, TimeProvider.System);
    }

    // How people call a journal that is open.
    private static string NameOf(IJournal journal, SiloOptions options) =>
        journal is PostgresJournal onServer ? $"PostgreSQL {onServer.Name}" : options.Data;

    private static void MakeFolderOf(string data)
    {
        if (Directory.Exists(data))
        {
            throw new IOException("it is a folder, and a file was expected.");
        }
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(data))!);
    }

    private static City? OpenCity(SiloOptions options)
    {
        if (!options.IsCityGiven && !File.Exists(Path.Combine(options.City, "city.yaml")))
        {
            Console.WriteLine($"Making the demonstration city in {options.City} …");
            DemonstrationCity.Create(options.City, options.Seed);
        }
        var load = CityFolder.Load(options.City, new LoadOptions { CheckCoverage = false });
        foreach (var fault in load.Faults.Take(FaultsShownMax))
        {
            Console.Error.WriteLine(fault);
        }
        if (load.Faults.Count > FaultsShownMax)
        {
            Console.Error.WriteLine($"… and {load.Faults.Count - FaultsShownMax} more; 'gridcity city check {options.City}' lists them all.");
        }
        if (load.City is null)
        {
            Console.Error.WriteLine($"The city {options.City} cannot be opened.");
        }
        return load.City;
    }

    private static async Task<int> ServeAsync(SiloOptions options, City city, IJournal journal, CancellationToken stop)
    {
        var started = Stopwatch.GetTimestamp();
        var time = options.IsDemonstration ? await DemonstrationTimeAsync(options, city, journal, stop) : TimeProvider.System;
        var views = new Views.Views(city, time, options.IsDemonstration);
        await using var host = await InProcessHost.OpenAsync(city, journal, new InProcessOptions(), time, views.Observers, stop);
        return await ServeAsync(options, host, host.Completion, NameOf(journal, options), views, started, stop);
    }

#if ORLEANS
    private static async Task<int> ServeClusterAsync(SiloOptions options, City city, CancellationToken stop)
    {
        var started = Stopwatch.GetTimestamp();
        var views = new Views.Views(city, TimeProvider.System, options.IsDemonstration);
        await using var node = await Cluster.ClusterStart.StartAsync(
            options.Cluster!, city, new ScenarioShelf(city, options.City), views.Observers, stop);
        using var leaving = stop.Register(node.BeginStop);
        var name = $"PostgreSQL {PostgresPlace.FromEnvironment(city.Id).Name}, silo {node.Name}, one of {node.ActiveSilos}";
        return await ServeAsync(options, node.Host, node.Completion, name, views, started, stop, new Cluster.SharedHands(node));
    }
#else
    private static Task<int> ServeClusterAsync(SiloOptions options, City city, CancellationToken stop) =>
        throw new JournalUnavailableException(
            "This GridCity was built without the cluster. Build it with -p:Orleans=true, or leave out --cluster.");
#endif

    private static async Task<int> ServeAsync(
        SiloOptions options,
        ICityHost host,
        Task completion,
        string name,
        Views.Views views,
        long started,
        CancellationToken stop,
        ReplicationHands? hands = null)
    {
        var city = host.City;
        var position = host.Condition.Position;
        using var access = options.Access == AccessKind.Open
            ? AccessControl.Open()
            : AccessControl.ByAccounts(options.Accounts, TimeProvider.System);
        await using var app = App.Build(options, host, views.Board, views.Recent, views.Time, views.Audience, access, hands);
        Log.Opened(
            app.Logger, city.Name, city.Grid.Count, name, position, host.Condition.OpenCases, Stopwatch.GetElapsedTime(started).TotalSeconds);
        await app.StartAsync(stop);
        Greet(options, city, name, app);
        GreetAtTheDoor(options, access, app);
        var ended = EndWithFault(completion, app);
        await views.Board.CatchUpAsync(host.Journal, position, app.Lifetime.ApplicationStopping);
        await app.WaitForShutdownAsync(stop);
        return ended.IsFaulted || completion.IsFaulted ? 1 : 0;
    }

    private static void Greet(SiloOptions options, City city, string journal, WebApplication app)
    {
        var address = app.Urls.First();
        Console.WriteLine();
        Console.WriteLine($"  {city.Name} is open: {city.Grid.Count.ToString("N0", CultureInfo.InvariantCulture)} cells.");
        Console.WriteLine($"  Command centre   {address}/");
        Console.WriteLine($"  API              {address}/openapi/v1.json");
        Console.WriteLine($"  Journal          {journal}");
        Console.WriteLine(options.IsDemonstration
            ? string.Create(CultureInfo.InvariantCulture, $"  Demonstration    synthetic people, and a clock that runs {options.Speed} times as fast")
            : "  Waiting for reports. Try: dotnet run --project client -- report --help");
        Console.WriteLine("  Ctrl-C stops it; a second start goes on where this one ends.");
    }

    // The one place where a secret is shown, and only once: it is kept as a hash.
    private static void GreetAtTheDoor(SiloOptions options, AccessControl access, WebApplication app)
    {
        if (access.Accounts is not { } accounts)
        {
            Console.WriteLine("  Access           OPEN: whoever is at this machine may do everything; nobody else can reach it");
            Console.WriteLine();
            return;
        }
        Console.WriteLine($"  Access           accounts in {options.Accounts}");
        if (accounts.SecretOfFirst(options.IsNewSecretAsked) is { } secret)
        {
            Console.WriteLine($"  Administrator    {Accounts.FirstName}, with the secret {secret}");
            Console.WriteLine("                   It is shown only now. Sign in with it, or: gridcity account add --help with GRIDCITY_KEY set to it");
        }
        if (app.Urls.First().StartsWith("http:", StringComparison.Ordinal) && !System.Net.IPAddress.IsLoopback(options.Address))
        {
            Console.WriteLine("  Warning          HTTP without a certificate: passwords can be read on the way, and phones get no camera, no place");
            Console.WriteLine("                   and no work without network. Give --certificate, or put a proxy with one in front.");
        }
        Console.WriteLine();
    }

    // A host that broke must not go on answering: the process ends, and whoever runs it starts it anew from the journal.
    private static Task EndWithFault(Task completion, WebApplication app) => completion.ContinueWith(
        ended =>
        {
            Log.HostFaulted(app.Logger, ended.Exception!);
            app.Lifetime.StopApplication();
        },
        CancellationToken.None,
        TaskContinuationOptions.OnlyOnFaulted,
        TaskScheduler.Default);

    // The demonstration's day begins at half past eight, when the streets wake up, or where the journal ends.
    private static async ValueTask<ScaledTime> DemonstrationTimeAsync(
        SiloOptions options, City city, IJournal journal, CancellationToken stop)
    {
        var now = DateTimeOffset.UtcNow;
        if (journal.LastPosition > 0)
        {
            var last = await journal.ReadPageAsync(journal.LastPosition - 1, 1, stop);
            return new ScaledTime(last[0].At > now ? last[0].At : now, options.Speed);
        }
        var local = TimeZoneInfo.ConvertTime(now, city.TimeZone);
        var morning = local.Date.AddHours(8.5);
        morning = morning < local.DateTime ? morning.AddDays(1) : morning;
        return new ScaledTime(new DateTimeOffset(morning, city.TimeZone.GetUtcOffset(morning)).ToUniversalTime(), options.Speed);
    }
}
