using System.CommandLine;
using GridCity.Journal.Postgres;

namespace GridCity.Silo;

/// <summary>The server's command line.</summary>
internal static class CommandLine
{
    private const string Description = """
        GridCity's server: takes reports, routes them, keeps them and shows them.

        Example: dotnet run --project silo -- --demo
        Example: dotnet run --project silo -- --city cities/new-york --data new-york.db --port 5081
        """;

    public static RootCommand Build(Func<SiloOptions, CancellationToken, Task<int>> run)
    {
        var city = new Option<string?>("--city")
        {
            Description = "The city folder. Without it the demonstration city, made at the first start in gridcity-data/dongcheng.",
            HelpName = "folder",
        };
        var data = new Option<string?>("--data")
        {
            Description = $"The journal file, made at the first start; or {PostgresPlace.Word} for the database of the environment variable "
                + $"{PostgresPlace.Variable}. Default: that database when the variable is set, else gridcity-data/<city>.db",
            HelpName = "file",
        };
        var port = NumberOption.Make("--port", "The port; 0 takes any that is free.", 5080, 0, 65535);
        var demo = new Option<bool>("--demo") { Description = "Let seeded, made-up people report, handle and check, so that there is something to see." };
        var speed = NumberOption.Make("--speed", "How many times faster than the day the demonstration's clock runs.", 60, 0.1, 20_000);
        var seed = new Option<int>("--seed") { Description = "The seed of the demonstration.", DefaultValueFactory = _ => 1 };
        var otlp = new Option<string?>("--otlp")
        {
            Description = "Send traces and meters to this OTLP endpoint. Default: OTEL_EXPORTER_OTLP_ENDPOINT, or nowhere.",
            HelpName = "url",
        };
        var door = new DoorOptions();
        var cluster = new ClusterChoice();
        var contact = new Option<string?>("--contact") { Description = "Whom programs that use Open311 are told to ask.", HelpName = "text" };
        var histories = new Option<string?>("--histories")
        {
            Description = "The folder with historical tables that planners may replay. Default: histories in the city folder.",
            HelpName = "folder",
        };
        var root = new RootCommand(Description) { city, data, port, demo, speed, seed, otlp, contact, histories };
        door.AddTo(root);
        cluster.AddTo(root);
        root.SetAction((result, stop) =>
        {
            var folder = result.GetValue(city) ?? Path.Combine("gridcity-data", "dongcheng");
            var kept = result.GetValue(data) ?? DefaultData(folder);
            return run(
                door.Fill(result, kept == PostgresPlace.Word ? PlaceOf(folder) : kept, new SiloOptions
                {
                    City = folder,
                    Data = kept,
                    IsCityGiven = result.GetValue(city) is not null,
                    Port = result.GetValue(port),
                    IsDemonstration = result.GetValue(demo),
                    Speed = result.GetValue(speed),
                    Seed = result.GetValue(seed),
                    Cluster = cluster.Of(result),
                    Histories = result.GetValue(histories),
                    Contact = result.GetValue(contact) ?? "Whoever runs this server.",
                    Otlp = result.GetValue(otlp) ?? Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT"),
                }),
                stop);
        });
        return root;
    }

    private static string DefaultData(string folder) => string.IsNullOrEmpty(Environment.GetEnvironmentVariable(PostgresPlace.Variable))
        ? PlaceOf(folder)
        : PostgresPlace.Word;

    private static string PlaceOf(string folder) =>
        Path.Combine("gridcity-data", Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)) + ".db");
}
