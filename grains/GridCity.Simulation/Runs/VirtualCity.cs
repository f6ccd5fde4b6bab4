using System.Buffers.Binary;
using GridCity.Core.Cases;
using GridCity.Core.Cities;

namespace GridCity.Simulation.Runs;

/// <summary>What a cell said to a command: the case after it, or the refusal.</summary>
public readonly record struct Answer(Case? Case, Refusal? Refusal);

/// <summary>
/// The cells of a city without a host: the same state machines, rules and limits that serve live reports, called one
/// command at a time by whoever runs a virtual clock. Nothing is journaled; every entry goes to the run's log.
/// </summary>
public sealed class VirtualCity
{
    private readonly Cell?[] _cells;
    private readonly RunLog _log;
    private readonly RecentReports? _recent;
    private readonly List<int> _around = [];
    private readonly List<Sighting> _sightings = [];
    private long _commands;
    private bool _hasMoved;

    /// <summary>
    /// A city to which nothing has happened. Whoever hands it all its reports may know of each whether another came from near its
    /// place lately; otherwise the city keeps that itself.
    /// </summary>
    public VirtualCity(City city, RunLog log, bool isToldAlone = false)
    {
        City = city;
        _log = log;
        _cells = new Cell?[city.Grid.Count];
        _recent = isToldAlone ? null : new RecentReports(city);
    }

    /// <summary>The city.</summary>
    public City City { get; }

    /// <summary>How many cases are open.</summary>
    public int OpenCount { get; private set; }

    /// <summary>The id of the next command; it follows from how many were asked for before.</summary>
    public Guid NextCommand()
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], ++_commands);
        // Version 8 (RFC 9562, 5.8): what the rest means is the maker's affair.
        bytes[6] = 0x80;
        bytes[8] |= 0x80;
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>Hands a command to the cell of an index and folds what it decides.</summary>
    public Answer Send(Command command, int cellIndex) => Send(command, cellIndex, isAlone: false);

    /// <summary>Hands over a command; <paramref name="isAlone"/> says that no report of its class came from near its place lately.</summary>
    internal Answer Send(Command command, int cellIndex, bool isAlone)
    {
        var cell = _cells[cellIndex] ??= new Cell(City.Grid.CodeOf(cellIndex));
        // Who knows the reports does not know where cases have been moved to since.
        var looksAround = !isAlone || _hasMoved;
        var decision = cell.Decide(City, command, command is ReportCommand report && looksAround ? SightingsAround(report) : null);
        if (decision.Refusal is not null)
        {
            return new Answer(null, decision.Refusal);
        }
        var at = command.At.ToUnixTimeMilliseconds();
        Case? after = null;
        var openBefore = cell.Open.Count;
        foreach (var happened in decision.Events.AsSpan())
        {
            // What comes after the end of a case changes it no more.
            after = cell.Apply(_log.Position + 1, cell.Seq + 1, command.At, command.Id, decision.Case, happened) ?? after;
            _log.Add(cell, at, happened, after!);
            if (happened is CaseReported or CaseRelocated or CaseArrived)
            {
                _recent?.Add(after!.Report, after.Place);
                _hasMoved |= happened is not CaseReported;
            }
        }
        OpenCount += cell.Open.Count - openBefore;
        foreach (var follows in decision.Sent.AsSpan())
        {
            // A case that moves arrives in the cell that its new state names; everything else is for where it was born.
            if (follows is CaseCommand sent)
            {
                Send(sent, City.Grid.IndexOf(sent is ArriveCommand moved ? moved.State.Cell : sent.Case.Birthplace));
            }
        }
        return new Answer(after, null);
    }

    private List<Sighting>? SightingsAround(ReportCommand command)
    {
        if (_recent is not null && !_recent.MayKnow(command.Report, command.Placement.Point))
        {
            return null;
        }
        _sightings.Clear();
        _around.Clear();
        var metres = Math.Max(City.Policy.DuplicateMetres, City.Policy.Escalation.RepeatMetres);
        City.Grid.FindWithin(command.Placement.Point, metres, _around);
        foreach (var index in _around)
        {
            if (index != command.Placement.CellIndex && _cells[index] is { } cell)
            {
                cell.FindSightings(command.Report, command.Placement.Point, City.Policy, _sightings);
            }
        }
        return _sightings;
    }
}
