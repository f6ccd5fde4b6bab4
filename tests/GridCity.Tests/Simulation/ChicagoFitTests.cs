using GridCity.Core.Cities;
using GridCity.Simulation.Cities;
using GridCity.Simulation.Demand;
using GridCity.Simulation.Engine;
using GridCity.Simulation.Fit;
using GridCity.Simulation.Formats;
using GridCity.Simulation.Replay;
using GridCity.Simulation.Runs;
using GridCity.Tests.Cities;
using GridCity.Tests.House;
using Xunit;

namespace GridCity.Tests.Simulation;

/// <summary>
/// Held against what happened: learned from Chicago's sanitation complaints of 2011 to 2013, asked about 2014. Where the model
/// fails, the test says what it does and how far it is off.
/// </summary>
public sealed class ChicagoFitTests(ChicagoFitTests.Learned learned) : IClassFixture<ChicagoFitTests.Learned>
{
    // The whole calendar weeks of 2014.
    private const int Weeks = 51;
    private static readonly DateOnly FirstMonday = new(2014, 1, 6);
    private const int Draws = 200;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Weeks_of_2014_are_foretold_better_than_by_the_weeks_of_the_year_before()
    {
        var (city, fit, actual, before) = learned.Get();
        var drawn = Drawn(city, fit.Scenario);
        var forecast = Enumerable.Range(0, Weeks).Select(week => drawn.Average(run => run[week])).ToArray();
        var ours = Enumerable.Range(0, Weeks).Average(week => Math.Abs(forecast[week] - actual[week]));
        var naive = Enumerable.Range(0, Weeks).Average(week => Math.Abs(before[week] - actual[week]));

        TestContext.Current.SendDiagnosticMessage("mean absolute error of weeks: {0:0.0} ours, {1:0.0} seasonal-naive", ours, naive);
        Assert.True(ours < naive, $"{ours:0.0} against {naive:0.0}");
    }

    [Fact]
    public void Nine_of_ten_weeks_lie_in_their_interval()
    {
        var (city, fit, actual, _) = learned.Get();
        var drawn = Drawn(city, fit.Scenario);
        var inside = Enumerable.Range(0, Weeks).Count(week =>
        {
            var sorted = new Empirical(drawn.Select(run => (double)run[week]));
            return actual[week] >= sorted.Quantile(0.05) && actual[week] <= sorted.Quantile(0.95);
        });

        TestContext.Current.SendDiagnosticMessage("{0} of {1} weeks inside their 90 % interval", inside, Weeks);
        Assert.InRange(100.0 * inside / Weeks, 85, 95);
    }

    [Fact]
    public void Times_to_close_are_held_against_what_happened()
    {
        var (city, fit, _, _) = learned.Get();
        var run = Assert.Single(Simulator.Run(city, fit.Scenario, new SimulationOptions(), Stop));
        var happened = learned.ClosingOf2014();

        var distance = run.All.Closing.DistanceTo(happened);
        TestContext.Current.SendDiagnosticMessage(
            "hours to close, modelled and happened: median {0:0} and {1:0}, 90 % {2:0} and {3:0}, distance {4:0.00}",
            run.All.Closing.Median, happened.Median, run.All.Closing.Quantile(0.9), happened.Quantile(0.9), distance);
        Assert.InRange(distance, 0, 0.25);
        Assert.Empty(run.Warnings);
    }

    [Fact]
    public void Parted_by_the_queue_model_times_to_close_grow_with_the_load()
    {
        var (city, repeated, _, _) = learned.Get();
        var queued = learned.WithQueues();
        var happened = learned.ClosingOf2014();
        var run = Assert.Single(Simulator.Run(city, queued.Scenario, new SimulationOptions(), Stop));

        TestContext.Current.SendDiagnosticMessage("{0}", string.Join('\n', queued.Notes));
        TestContext.Current.SendDiagnosticMessage(
            "with queues, modelled and happened: 25 % {0:0} and {1:0}, median {2:0} and {3:0}, 75 % {4:0} and {5:0}, 90 % {6:0} and {7:0}, distance {8:0.00}",
            run.All.Closing.Quantile(0.25), happened.Quantile(0.25), run.All.Closing.Median, happened.Median, run.All.Closing.Quantile(0.75), happened.Quantile(0.75),
            run.All.Closing.Quantile(0.9), happened.Quantile(0.9), run.All.Closing.DistanceTo(happened));
        Assert.InRange(run.All.Closing.DistanceTo(happened), 0, 0.5);
        var (more, same) = (Mean(queued.Scenario, 1.3) - Mean(queued.Scenario, 1), Mean(repeated.Scenario, 1.3) - Mean(repeated.Scenario, 1));
        TestContext.Current.SendDiagnosticMessage("three tenths more reports: {0:0} hours longer with queues, {1:0} repeated", more, same);
        Assert.True(more > same + 12, $"{more} against {same}");

        double Mean(Scenario scenario, double factor) => Assert.Single(Simulator.Run(
            city, scenario with { Demand = [.. scenario.Demand.Select(one => one with { PerDay = one.PerDay * factor })] }, new SimulationOptions(), Stop)).All.Handling.Mean;
    }

    [Fact]
    public void A_fit_is_the_same_when_it_is_written_and_read_again()
    {
        var (city, fit, _, _) = learned.Get();
        using var folder = new TempFolder();
        ScenarioWriter.Save(fit.Scenario, folder["fit.yaml"], fit.Notes);
        var faults = new FaultList();
        var read = ScenarioReader.ReadFile(folder["fit.yaml"], city, faults);

        Assert.Empty(faults.ToList());
        var one = Drawn(city, fit.Scenario, 1).Single();
        Assert.Equal(one, Drawn(city, read!, 1).Single());
        Assert.Equal(fit.Scenario.Work.Services.Count, read!.Work.Services.Count);
    }

    private static List<int[]> Drawn(City city, Scenario scenario, int draws = Draws) => [.. Replications.Run(
        1, draws, 2, (_, seed) => Count(new DemandSource(city, scenario, new Streams(seed), FirstMonday, FirstMonday.AddDays(Weeks * 7)), city, FirstMonday), null, Stop)];

    private static int[] Count(IReportSource source, City city, DateOnly from)
    {
        var weeks = new int[Weeks];
        while (source.TryNext(out var planned))
        {
            var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(planned!.At), city.TimeZone).Date);
            var week = (day.DayNumber - from.DayNumber) / 7;
            if (day >= from && week < Weeks)
            {
                weeks[week]++;
            }
        }
        return weeks;
    }

    /// <summary>The city and the fit, made once for all tests of the class.</summary>
    public sealed class Learned : IDisposable
    {
        private readonly TempFolder _folder = new();
        private (City City, FitResult Fit, int[] Actual, int[] Before)? _made;

        public void Dispose() => _folder.Dispose();

        internal (City City, FitResult Fit, int[] Actual, int[] Before) Get()
        {
            if (_made is { } made)
            {
                return made;
            }
            var file = SharedData.Require("chicago311_sanitation_code_2000_2015.csv.gz");
            var city = CityBuild.Run(
                new CityBuildOptions
                {
                    Output = _folder["chicago"],
                    Template = Path.Combine(Repository.Root, "examples", "chicago"),
                    Extent = new GeoBox(-87.95, 41.64, -87.52, 42.03),
                    CodeProperty = "code",
                    CellArea = 1_000_000,
                    Layers = [],
                    Barriers = [],
                },
                null,
                Stop).City!;
            var fit = Fitter.Fit(
                city, file, Mapping, "chicago-2014", new FitOptions { From = new DateOnly(2011, 1, 1), Until = new DateOnly(2014, 1, 1) }, Stop);
            _made = (city, fit, Count(History(city, file), city, FirstMonday), Count(History(city, file), city, FirstMonday.AddDays(-364)));
            return _made.Value;
        }

        internal FitResult WithQueues()
        {
            var (city, _, _, _) = Get();
            return Fitter.Fit(
                city,
                SharedData.Require("chicago311_sanitation_code_2000_2015.csv.gz"),
                Mapping,
                "chicago-2014",
                new FitOptions { From = new DateOnly(2011, 1, 1), Until = new DateOnly(2014, 1, 1), HasQueues = true },
                Stop);
        }

        internal TimeHistogram ClosingOf2014()
        {
            var (city, _, _, _) = Get();
            var file = SharedData.Require("chicago311_sanitation_code_2000_2015.csv.gz");
            return Replayer.Run(city, file, Mapping, new ReplayOptions { From = new DateTimeOffset(2014, 1, 1, 6, 0, 0, TimeSpan.Zero) }, Stop).RecordedClosing;
        }

        private static string Mapping => Path.Combine(Repository.Root, "examples", "chicago", "mapping.yaml");

        private static HistorySource History(City city, string file) =>
            new(HistoryFile.Open(city, file, Mapping, new ReplayOptions(), Stop).Table);
    }
}
