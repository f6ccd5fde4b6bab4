using GridCity.Core.Cases;
using GridCity.Core.Cities;

namespace GridCity.Simulation.Demand;

/// <summary>
/// All made-up people of a demonstration together. They see what happens, plan what they will do about it, and give the commands
/// whose time has come; who drives them has the clock and the door to the city. Bounded: when too much is planned they stop
/// reporting, as people do.
/// </summary>
public sealed class SyntheticCity
{
    private const int ActsMax = 50_000;
    private const int BatchMax = 500;

    private readonly City _city;
    private readonly PriorityQueue<Command, DateTimeOffset> _acts = new();
    private readonly SyntheticStreet _street;
    private readonly SyntheticWork _work;
    private readonly SyntheticWaters _waters;
    private readonly SyntheticPatrols _patrols;
    private DateTimeOffset _nextReport;
    private DateTimeOffset _nextRound;

    /// <summary>Makes the people of a city, who begin at a moment.</summary>
    public SyntheticCity(City city, int seed, DateTimeOffset from)
    {
        _city = city;
        _street = new SyntheticStreet(city, seed);
        _work = new SyntheticWork(city, unchecked(seed + 1));
        _waters = new SyntheticWaters(city, unchecked(seed + 2));
        _patrols = new SyntheticPatrols(city, unchecked(seed + 3));
        (_nextReport, _nextRound) = (from, from);
    }

    /// <summary>Plans what is done about a case that was open when the people came to work.</summary>
    public void TakeUp(Case item, DateTimeOffset now) => Plan(_work.TakeUp(item), now);

    /// <summary>Plans what is done because of something that happened; the case is missing for what comes after its end.</summary>
    public void See(CaseId id, Case? item, CaseEvent happened, DateTimeOffset now) => Plan(_work.React(id, item, happened), now);

    /// <summary>The commands whose time has come; a report that the city would not take is told instead.</summary>
    public IReadOnlyList<Command> Next(DateTimeOffset now, Action<Refusal> refused)
    {
        var commands = new List<Command>();
        for (; _nextReport <= now; _nextReport += _street.NextPause(_nextReport))
        {
            if (_acts.Count < ActsMax && Report(now, refused) is { } report)
            {
                commands.Add(report);
            }
        }
        for (; _nextRound <= now; _nextRound += SyntheticWaters.Round)
        {
            commands.AddRange(_waters.Next(_nextRound));
            commands.AddRange(_patrols.Next(_nextRound));
        }
        while (commands.Count < BatchMax && _acts.TryPeek(out var act, out var due) && due <= now)
        {
            _acts.Dequeue();
            commands.Add(act);
        }
        return commands;
    }

    private ReportCommand? Report(DateTimeOffset now, Action<Refusal> refused)
    {
        var (by, draft, selfFixed) = _street.NextReport(now);
        if (Intake.Check(_city, draft, now, out var report, out var placement) is { } refusal)
        {
            refused(refusal);
            return null;
        }
        return new ReportCommand(Guid.CreateVersion7(), now, by, report!, placement!) { SelfFixed = selfFixed };
    }

    private void Plan(IEnumerable<SyntheticAct> acts, DateTimeOffset now)
    {
        foreach (var act in acts)
        {
            _acts.Enqueue(act.Command, now + act.Pause);
        }
    }
}
