using System.CommandLine;
using System.Globalization;
using GridCity.Simulation.Runs;

namespace GridCity.Client.Commands;

/// <summary>The options of commands that run something in a city under a virtual clock.</summary>
internal sealed class RunOptions
{
    private const int ReplicationsMax = 10_000;

    /// <summary>The city folder.</summary>
    public Option<string> City { get; } = Given.NeededText("--city", "folder", "The city folder.");

    /// <summary>The seed.</summary>
    public Option<ulong> Seed { get; } = new("--seed")
    {
        Description = "The seed of all luck; the same seed gives the same run (default: 1).",
        HelpName = "number",
        DefaultValueFactory = _ => 1,
    };

    /// <summary>How many replications.</summary>
    public Option<int> Replications { get; } = Number("--replications", "How many runs with other luck", 1, ReplicationsMax);

    /// <summary>How many threads.</summary>
    public Option<int> Threads { get; } = Number(
        "--threads", "On how many threads; results do not depend on it", Environment.ProcessorCount, 1_024, "as many as there are cores");

    /// <summary>Where the log goes.</summary>
    public Option<string?> Log { get; } = Given.Text("--log", "file", "Write the ordered log of the first run; its SHA-256 is the hash of the run.");

    /// <summary>Where ended runs are kept.</summary>
    public Option<string?> Resume { get; } = Given.Text(
        "--resume", "file", "Keep every run that has ended in this file, and go on from what is in it: stopped work is not lost.");

    /// <summary>Opens the file in which ended runs are kept, if one was named; the key says of which runs.</summary>
    public Checkpoint? Open(Invocation given, string key)
    {
        if (given.Get(Resume) is not { } path)
        {
            return null;
        }
        var checkpoint = Checkpoint.Open(path, $"{key}, seed {given.Need(Seed)}");
        if (checkpoint.Found > 0)
        {
            given.Terminal.Error.WriteLine($"{checkpoint.Found} parts found in {path}; going on from there.");
        }
        return checkpoint;
    }

    /// <summary>The options as the simulator takes them.</summary>
    public SimulationOptions ToOptions(Invocation given, RunWatch watch, Stream? log) => new()
    {
        Seed = given.Need(Seed),
        Replications = given.Need(Replications),
        Threads = given.Need(Threads),
        Progress = watch.Tell,
        Log = log,
    };

    /// <summary>A whole number from 1 on.</summary>
    public static Option<int> Number(string name, string what, int otherwise, int most, string? shownDefault = null) => new(name)
    {
        Description = $"{what} (default: {shownDefault ?? otherwise.ToString(CultureInfo.InvariantCulture)}).",
        HelpName = "number",
        DefaultValueFactory = _ => otherwise,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most)
            {
                return number;
            }
            result.AddError($"'{text}' is not a whole number from 1 to {most}.");
            return otherwise;
        },
    };
}

/// <summary>Says on the error stream how far a run is and how long it will take, so that the result stays clean.</summary>
internal sealed class RunWatch
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly Invocation _given;
    private readonly long _began;
    private readonly Lock _gate = new();
    private TimeSpan _lastTold;

    private RunWatch(Invocation given)
    {
        _given = given;
        _began = given.Terminal.Time.GetTimestamp();
    }

    /// <summary>How long it has taken.</summary>
    public TimeSpan Elapsed => _given.Terminal.Time.GetElapsedTime(_began);

    /// <summary>Begins to watch.</summary>
    public static RunWatch Start(Invocation given) => new(given);

    /// <summary>So much is done, from 0 to 1.</summary>
    public void Tell(double part)
    {
        lock (_gate)
        {
            var elapsed = Elapsed;
            if (elapsed - _lastTold < Interval)
            {
                return;
            }
            _lastTold = elapsed;
            var left = part > 0.01 ? (elapsed * ((1 - part) / part)).ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture) + " left" : "time left unknown";
            _given.Terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{part:P0} · {left}"));
        }
    }
}
