using GridCity.Client.Api;
using GridCity.Client.Views;
using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Grains.InProcess;
using GridCity.Journal;
using GridCity.Silo;
using GridCity.Silo.Access;
using GridCity.Silo.Views;
using GridCity.Simulation.Cities;
using GridCity.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using NetTopologySuite.Algorithm;

namespace GridCity.Tests.Stories;

/// <summary>
/// The demonstration city behind its real server, with a journal in a file and a clock that a story moves. Everything goes
/// through HTTP, as for everybody else.
/// </summary>
internal sealed class StoryCity : IAsyncDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(10);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gridcity-story-");
    private readonly ManualTime _time;
    private IJournal _journal = null!;
    private InProcessHost _host = null!;
    private WebApplication _app = null!;
    private GridCityClient _client = null!;

    private StoryCity(City city, DateTimeOffset start)
    {
        City = city;
        _time = new ManualTime(start);
    }

    public City City { get; }

    /// <summary>The journal file.</summary>
    public string Data => Path.Combine(_folder.FullName, "city.db");

    public HttpClient Http { get; private set; } = null!;

    public AccessControl Access { get; private set; } = null!;

    /// <summary>Loads the demonstration city once for all stories; it never changes.</summary>
    public static City LoadCity()
    {
        var folder = Directory.CreateTempSubdirectory("gridcity-stories-");
        try
        {
            DemonstrationCity.Create(folder.FullName, 1);
            var load = CityFolder.Load(folder.FullName, new LoadOptions());
            return load.City ?? throw new InvalidOperationException(string.Join('\n', load.Faults));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public static async Task<StoryCity> OpenAsync(City city, DateTimeOffset start, CancellationToken stop, bool hasAccounts = false)
    {
        var story = new StoryCity(city, start);
        story._journal = SqliteJournal.Open(story.Data, city.Id, story._time);
        var board = new CityBoard(city, story._time);
        var recent = new RecentEntries();
        story._host = await InProcessHost.OpenAsync(
            city, story._journal, new InProcessOptions(), story._time, [board, recent], stop);
        var options = new SiloOptions
        {
            City = "demonstration",
            Data = story.Data,
            Port = 0,
            Photos = Path.Combine(story._folder.FullName, "photos"),
            Uploads = Path.Combine(story._folder.FullName, "uploads"),
        };
        story.Access = hasAccounts
            ? AccessControl.ByAccounts(Path.Combine(story._folder.FullName, "accounts.db"), TimeProvider.System)
            : AccessControl.Open();
        story._app = App.Build(options, story._host, board, recent, story._time, access: story.Access);
        await story._app.StartAsync(stop);
        var address = new Uri(story._app.Urls.First());
        story.Http = new HttpClient { BaseAddress = address };
        story._client = GridCityClient.Connect(address);
        return story;
    }

    /// <summary>Lets time pass in small steps, so that the clock asks cases when their time comes.</summary>
    public async Task PassAsync(DateTimeOffset until, CancellationToken stop)
    {
        while (_time.GetUtcNow() < until)
        {
            var left = until - _time.GetUtcNow();
            _time.Advance(left < Step ? left : Step);
            await _host.SettleAsync(stop);
        }
    }

    /// <summary>What happened after a position, in words.</summary>
    public async Task<(IReadOnlyList<JournalEntry> Entries, long Last)> SinceAsync(long after, CancellationToken stop)
    {
        var page = await _client.GetJournalAsync(after, 1_000, stop);
        return (page.Items, page.Items.Count == 0 ? after : page.Items[^1].Position);
    }

    /// <summary>Writes a moment in the city's time.</summary>
    public CityTime Words => new(City.TimeZone);

    /// <summary>A point on a feature of a layer (<c>rivers/moat-south</c>), of a cell, or so many metres beside it.</summary>
    public GeoPoint PointAt(string place)
    {
        var parts = place.Split('+');
        var metres = parts.Length == 2 ? double.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) : 0;
        var point = PlaneAt(parts[0]);
        return City.Plane.ToGeo(new PlanePoint(point.X + metres, point.Y));
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _host.DisposeAsync();
        await _journal.DisposeAsync();
        Access.Dispose();
        _folder.Delete(recursive: true);
    }

    private PlanePoint PlaneAt(string place)
    {
        if (AreaCode.TryParse(place, out var area))
        {
            var index = Enumerable.Range(0, City.Grid.Count).First(cell => area.Contains(City.Grid.CodeOf(cell)));
            var box = City.Grid.BoundsOf(index);
            return new PlanePoint((box.MinX + box.MaxX) / 2, (box.MinY + box.MaxY) / 2);
        }
        var names = place.Split('/');
        var layer = City.Layers.FirstOrDefault(one => one.Name == names[0])
            ?? throw new ArgumentException($"There is no layer '{names[0]}'; there are {string.Join(", ", City.Layers.Select(one => one.Name))}.");
        var feature = layer.Features.FirstOrDefault(one => one.Id == names[1])
            ?? throw new ArgumentException($"'{names[0]}' has {string.Join(", ", layer.Features.Take(40).Select(one => one.Id))}.");
        var inside = InteriorPoint.GetInteriorCoord(feature.Shape);
        return new PlanePoint(inside.X, inside.Y);
    }
}
