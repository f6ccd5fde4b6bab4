using GridCity.Simulation.Cities;
using GridCity.Simulation.Demand;
using GridCity.Simulation.Fit;
using GridCity.Simulation.Formats;
using GridCity.Simulation.Replay;
using GridCity.Tests.Cities;
using GridCity.Tests.House;
using Xunit;

namespace GridCity.Tests.RealCities;

/// <summary>
/// Lives of other offices, replayed: event logs as recorded lives, and burglaries as a load on people who are modelled. What is
/// expected was counted in the raw files by another program.
/// </summary>
public sealed class RecordedLivesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("bpic14_incident_log_4000.csv.gz", "incidents", 39_911, 4_000, 0, 0, 122.806)]
    [InlineData("road_traffic_fines_10000_cases.csv.gz", "fines", 34_724, 10_000, 0, 0, 7_107.242)]
    [InlineData("receipt_wabo.csv.gz", "receipts", 8_577, 1_434, 105, 117, 875.908)]
    public void An_event_log_is_replayed_as_the_lives_that_it_records(
        string file, string mapping, int events, int lives, int open, int early, double hours)
    {
        var path = SharedData.Require(file);
        DemonstrationCity.Create(_folder["city"], 1);
        var city = CityFolder.Load(_folder["city"], new LoadOptions { CheckCoverage = false }).City!;
        var result = Replayer.Run(city, path, Example("event-logs", mapping + ".yaml"), new ReplayOptions(), Stop);
        var (account, all) = (result.Account, result.Run.All);

        Assert.Equal((events, 0, lives), (account.Rows, account.Bad, account.Replayed));
        Assert.Equal((events - lives, open, early), (account.Repeated, account.NeverClosed, account.ClosedBeforeReported));
        Assert.Equal(hours, result.RecordedClosing.Mean, 3);
        // Places are made up, so that some lie beside one another as the same problem.
        Assert.Equal((lives, 0L), (all.Filed + all.Duplicates, all.Refused));
        Assert.InRange(all.Duplicates, 0, lives / 20);
        Assert.InRange(all.Open, 0, open);
        Assert.Equal(all.Filed, all.Closed + all.Open);
    }

    [Fact]
    public void Reassignments_and_reopenings_of_incidents_are_learned_as_returns_and_rework()
    {
        var path = SharedData.Require("bpic14_incident_log_4000.csv.gz");
        DemonstrationCity.Create(_folder["city"], 1);
        var city = CityFolder.Load(_folder["city"], new LoadOptions { CheckCoverage = false }).City!;
        var fit = Fitter.Fit(city, path, Example("event-logs", "incidents.yaml"), "incidents", new FitOptions(), Stop);

        // Of 4,000 incidents 1,608 were reassigned at least once; there are 206 reopenings.
        Assert.Equal((1_608 / 4_000.0, Math.Round(206 / 4_206.0, 4)), (fit.Scenario.Work.ReturnShare, fit.Scenario.Work.ReworkShare));
        Assert.Contains(fit.Notes, note => note.StartsWith("Waiting for other cases does not explain", StringComparison.Ordinal));
    }

    [Fact]
    public void Burglaries_are_worked_by_crews_who_keep_up_with_them()
    {
        var file = SharedData.Require("chicago_burglary_crimes_2011_2014.csv.gz");
        var city = CityBuild.Run(
            new CityBuildOptions
            {
                Output = _folder["police"],
                Template = Path.GetDirectoryName(Example("chicago-police", "city.yaml"))!,
                Extent = new GeoBox(-87.95, 41.64, -87.52, 42.03),
                CodeProperty = "code",
                CellArea = 1_000_000,
                Layers = [],
                Barriers = [],
            },
            null,
            Stop).City!;
        var faults = new FaultList();
        var work = ScenarioReader.ReadFile(Example("chicago-police", "work.yaml"), city, faults);
        Assert.Empty(faults.ToList());
        var result = Replayer.Run(city, file, Example("chicago-police", "mapping.yaml"), new ReplayOptions
        {
            Handling = HandlingKind.Modelled,
            Work = work!.Work,
            From = new DateTimeOffset(2014, 1, 1, 6, 0, 0, TimeSpan.Zero),
        }, Stop);

        Assert.Equal((66_932, 0, 1, 66_931), (result.Account.Rows, result.Account.Bad, result.Account.Repeated, result.Account.Replayed));
        Assert.Equal(11_874, result.Run.All.Reports);
        Assert.Equal(0, result.Run.All.Refused);
        Assert.Empty(result.Run.Warnings);
        Assert.All(result.Run.Crews, crew => Assert.InRange(crew.Load, 0.02, 0.9));
        Assert.Equal(["detectives", "patrol"], result.Run.Crews.Select(crew => crew.Unit).Order(StringComparer.Ordinal));
        Assert.Equal(result.Run.All.Filed, result.Run.All.Closed);
        Assert.True(result.Run.All.OnTime > 0.9, $"{result.Run.All.OnTime}");
    }

    private static string Example(string folder, string file) => Path.Combine(Repository.Root, "examples", folder, file);
}
