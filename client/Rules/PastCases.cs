using System.Runtime.InteropServices;
using GridCity.Simulation.Replay;
using GridCity.Core.Cities;
using GridCity.Core.Rules;
using GridCity.Core.Space;
using GridCity.Simulation.Rules;

namespace GridCity.Client.Rules;

/// <summary>Cases of the past from a table, read by the mapping that also imports it.</summary>
internal sealed class PastCases
{
    private const int Together = 4096;

    private readonly List<PlanePoint> _places = [];
    private readonly List<(MappedRow Report, string? Unit)> _waiting = [];
    private readonly List<PastCase> _cases = [];
    private readonly List<RoutingQuestion> _questions = [];
    private readonly SortedDictionary<string, int> _unknown = new(StringComparer.Ordinal);

    private PastCases()
    {
    }

    /// <summary>The cases whose unit the city has.</summary>
    public IReadOnlyList<PastCase> Cases => _cases;

    /// <summary>Every report that lies in the city, whoever got it.</summary>
    public IReadOnlyList<RoutingQuestion> Questions => _questions;

    /// <summary>How many rows there were.</summary>
    public int Rows { get; private set; }

    /// <summary>How many rows could not be read: no place, no class, no time.</summary>
    public int Bad { get; private set; }

    /// <summary>How many rows lie in no cell of the city, or name a class or channel that it does not have.</summary>
    public int OutsideCity { get; private set; }

    /// <summary>Units that the rows name and the city does not have, with their rows.</summary>
    public IReadOnlyDictionary<string, int> UnknownUnits => _unknown;

    /// <summary>Reads a table.</summary>
    /// <exception cref="UsageException">The mapping lacks what is needed, or does not fit the file.</exception>
    public static PastCases Read(City city, string path, string mappingPath, bool needsUnit, CancellationToken stop)
    {
        var mapping = MappingReader.ReadFile(mappingPath);
        if (needsUnit && (mapping.Unit is null || mapping.SeenAt is null))
        {
            var missing = mapping.Unit is null ? "unit" : "seenAt";
            throw new UsageException(
                $"The mapping '{mappingPath}' has no '{missing}'; learning needs who got each case (unit) and when it came (seenAt).");
        }
        using var source = SourceFile.Open(path, SourceFile.DefaultBytesMax);
        using var rows = new RowReader(source.Content, mapping);
        var cases = new PastCases();
        while (rows.Read())
        {
            stop.ThrowIfCancellationRequested();
            cases.Take(city, rows);
            if (cases._places.Count == Together)
            {
                cases.Locate(city, needsUnit);
            }
        }
        cases.Locate(city, needsUnit);
        return cases;
    }

    private void Take(City city, RowReader rows)
    {
        Rows++;
        if (rows.Report is not { } report)
        {
            Bad++;
            return;
        }
        var point = Frames.ToWgs84(new GeoPoint(report.Longitude, report.Latitude), report.Frame ?? city.InputFrame);
        _places.Add(city.Plane.ToPlane(point));
        _waiting.Add((report, rows.Unit));
    }

    /// <summary>Finds the cells of the rows that wait, all together: in a large city that costs a third of one by one.</summary>
    private void Locate(City city, bool needsUnit)
    {
        Span<int> cells = new int[_places.Count];
        city.Grid.Locate(CollectionsMarshal.AsSpan(_places), cells);
        for (var index = 0; index < cells.Length; index++)
        {
            Add(city, _waiting[index], _places[index], cells[index], needsUnit);
        }
        _places.Clear();
        _waiting.Clear();
    }

    private void Add(City city, (MappedRow Report, string? Unit) row, PlanePoint place, int cell, bool needsUnit)
    {
        var (report, named) = row;
        if (cell < 0 || !city.Classes.ContainsKey(report.Class) || !city.Channels.ContainsKey(report.Channel))
        {
            OutsideCity++;
            return;
        }
        var question = new RoutingQuestion(
            report.Class, report.Channel, city.Grid.CodeOf(cell), cell, place, report.SeenAt ?? DateTimeOffset.UnixEpoch);
        _questions.Add(question);
        if (!needsUnit)
        {
            return;
        }
        var unit = named ?? "(none)";
        if (city.Units.ContainsKey(unit))
        {
            _cases.Add(new PastCase(question, unit));
        }
        else
        {
            _unknown[unit] = _unknown.GetValueOrDefault(unit) + 1;
        }
    }
}
