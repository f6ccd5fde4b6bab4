using System.Globalization;
using GridCity.Core.Space;
using GridCity.Simulation.Formats;

namespace GridCity.Simulation.Cities;

/// <summary>
/// Reads <c>cells.geojson</c>. The plane can be laid only when all cells are known, so shapes are kept as bare numbers
/// until then: a million cells are five million points.
/// </summary>
internal sealed class CellReader
{
    /// <summary>Farther from the middle than this, in metres, is another city, or a slip of the keyboard.</summary>
    private const double ReachMetres = 300_000;

    private readonly FileFaults _faults;
    private readonly IReadOnlyList<AreaCode> _districts;
    private readonly Dictionary<long, int> _lines = [];
    private readonly List<Pending> _cells = [];
    private readonly List<Ring> _rings = [];
    private readonly List<GeoPoint> _points = [];
    private readonly Dictionary<string, int> _responsible = new(StringComparer.Ordinal);

    private CellReader(FileFaults faults, IReadOnlyList<AreaCode> districts)
    {
        _faults = faults;
        _districts = districts;
    }

    /// <summary>The units that cells name as responsible, each with the first line that does.</summary>
    public IReadOnlyDictionary<string, int> Responsible => _responsible;

    /// <summary>Reads the file; cells that cannot be used are faults.</summary>
    public static CellReader Read(InputFile file, IReadOnlyList<AreaCode> districts, FaultList faults)
    {
        var reader = new CellReader(faults.In(file.Name), districts);
        var before = faults.HasErrors;
        GeoJson.Read(file, faults, reader.Take);
        if (reader._cells.Count == 0 && before == faults.HasErrors)
        {
            reader._faults.Error(0, "features", "has no cell. Build the cells with 'gridcity city build'.");
        }
        return reader;
    }

    /// <summary>The line on which a cell stands.</summary>
    public int LineOf(CellCode code) => _lines.GetValueOrDefault(code.Value);

    /// <summary>The middle of the box around all cells, to the fourth decimal of a degree.</summary>
    public GeoPoint Middle()
    {
        if (_points.Count == 0)
        {
            return default;
        }
        var (minX, minY, maxX, maxY) = (180.0, 90.0, -180.0, -90.0);
        foreach (var point in _points)
        {
            (minX, maxX) = (Math.Min(minX, point.Longitude), Math.Max(maxX, point.Longitude));
            (minY, maxY) = (Math.Min(minY, point.Latitude), Math.Max(maxY, point.Latitude));
        }
        return new GeoPoint(Math.Round((minX + maxX) / 2, 4), Math.Clamp(Math.Round((minY + maxY) / 2, 4), -85, 85));
    }

    /// <summary>Lays the cells out on a plane; nothing when none can be used.</summary>
    public Grid? ToGrid(MetrePlane plane)
    {
        var points = Project(plane);
        var builder = new GridBuilder();
        var (ring, start) = (0, 0);
        foreach (var cell in _cells)
        {
            var rings = new CellRing[cell.RingEnd - ring];
            for (var index = 0; index < rings.Length; index++, ring++)
            {
                rings[index] = new CellRing(_rings[ring].IsHole, points.AsMemory(start, _rings[ring].End - start));
                start = _rings[ring].End;
            }
            Add(builder, cell, rings);
        }
        if (builder.Count == 0)
        {
            return null;
        }
        var grid = builder.Build();
        CheckAreas(grid);
        return grid;
    }

    private PlanePoint[] Project(MetrePlane plane)
    {
        const int Chunk = 1 << 14;
        var points = new PlanePoint[_points.Count];
        Parallel.For(0, (points.Length + Chunk - 1) / Chunk, chunk =>
        {
            var end = Math.Min(points.Length, (chunk + 1) * Chunk);
            for (var index = chunk * Chunk; index < end; index++)
            {
                points[index] = plane.ToPlane(_points[index]);
            }
        });
        return points;
    }

    private void Add(GridBuilder builder, Pending cell, CellRing[] rings)
    {
        var first = rings[0].Points.Length == 0 ? default : rings[0].Points.Span[0];
        if (!(Math.Abs(first.X) < ReachMetres && Math.Abs(first.Y) < ReachMetres))
        {
            _faults.Error(
                LineOf(cell.Code),
                "geometry",
                $"lies more than {ReachMetres / 1_000} km from the middle of the city. Correct cell {cell.Code}.");
            return;
        }
        try
        {
            builder.Add(cell.Code, rings);
        }
        catch (CellFaultException fault)
        {
            _faults.Error(
                LineOf(cell.Code), "geometry", $"{Describe(fault.Fault)}. Correct the shape of cell {cell.Code}.");
        }
    }

    private static string Describe(CellFault fault) => fault switch
    {
        CellFault.Empty => "encloses nothing; a ring of four or more points was expected",
        CellFault.NotClosed => "has a ring that is not closed: its last point must be its first",
        CellFault.NotSimple => "crosses or touches itself",
        _ => $"is wrong ({fault})",
    };

    private void CheckAreas(Grid grid)
    {
        foreach (var cell in _cells)
        {
            if (double.IsNaN(cell.Area) || grid.IndexOf(cell.Code) is not (>= 0 and var index))
            {
                continue;
            }
            var area = grid.AreaOf(index);
            if (Math.Abs(area - cell.Area) > Math.Max(1, area / 50))
            {
                var found = string.Create(
                    CultureInfo.InvariantCulture, $"is {cell.Area:F0} m², but the shape has {area:F0} m²");
                _faults.Warning(LineOf(cell.Code), "area", found + ". Correct one of them, or leave the property out.");
            }
        }
    }

    private void Take(GeoFeature feature)
    {
        if (CodeOf(feature) is not { } code || !IsArea(feature, code))
        {
            return;
        }
        if (!_lines.TryAdd(code.Value, feature.Line))
        {
            var found = $"is {code} as on line {_lines[code.Value]}";
            _faults.Error(feature.Line, "code", found + ". No code is used twice, not even that of a cell that ended.");
            return;
        }
        CheckDates(feature);
        if (feature.Find("responsible") is { Length: > 0 } responsible)
        {
            _responsible.TryAdd(responsible, feature.Line);
        }
        if (feature.Find("valid_to") is { Length: > 0 })
        {
            // The cell is history: it stays in the file so that its code stays taken.
            return;
        }
        foreach (var part in feature.Shape.Parts)
        {
            for (var ring = 0; ring < part.Count; ring++)
            {
                _points.AddRange(part[ring]);
                _rings.Add(new Ring(_points.Count, ring > 0));
            }
        }
        _cells.Add(new Pending(code, _rings.Count, AreaOf(feature)));
    }

    private CellCode? CodeOf(GeoFeature feature)
    {
        if (feature.Find("code") is not { Length: > 0 } text)
        {
            _faults.Error(feature.Line, "code", "is missing from the properties. Give the cell its 15 digits.");
            return null;
        }
        if (!CellCode.TryParse(text, out var code))
        {
            _faults.Error(feature.Line, "code", $"is '{text}'; 15 digits were expected (14 are padded).");
            return null;
        }
        if (code.Sequence == 0 || code.Community.Value % 1_000 == 0 || code.Street.Value % 1_000 == 0)
        {
            _faults.Error(
                feature.Line,
                "code",
                $"is {code}; a street, a community and a sequence from 001 to 999 were expected.");
            return null;
        }
        if (_districts.Count > 0 && !_districts.Contains(code.District))
        {
            var expected = string.Join(", ", _districts);
            _faults.Error(
                feature.Line,
                "code",
                $"is {code}, outside the districts of the city ({expected}). Correct it or {FolderFiles.Settings}.");
            return null;
        }
        return code;
    }

    private bool IsArea(GeoFeature feature, CellCode code)
    {
        if (!feature.Shape.IsArea || feature.Shape.Parts.Any(part => part.Count == 0))
        {
            _faults.Error(
                feature.Line,
                "geometry",
                $"is a {feature.Shape.Kind} without an area; a Polygon was expected. Correct cell {code}.");
            return false;
        }
        return true;
    }

    private double AreaOf(GeoFeature feature)
    {
        if (feature.Find("area") is not { Length: > 0 } text)
        {
            return double.NaN;
        }
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var area) || !(area > 0))
        {
            _faults.Error(feature.Line, "area", $"is '{text}'; square metres were expected.");
            return double.NaN;
        }
        return area;
    }

    private void CheckDates(GeoFeature feature)
    {
        var dates = new DateOnly?[2];
        foreach (var (index, name) in new[] { (0, "valid_from"), (1, "valid_to") })
        {
            if (feature.Find(name) is { Length: > 0 } text)
            {
                dates[index] = Words.TryParseDate(text, out var date) ? date : null;
                if (dates[index] is null)
                {
                    _faults.Error(feature.Line, name, $"is '{text}'; a date was expected, as in 2026-10-01.");
                }
            }
        }
        if (dates[1] < dates[0])
        {
            _faults.Error(feature.Line, "valid_to", "lies before valid_from. Correct one of them.");
        }
    }

    private readonly record struct Pending(CellCode Code, int RingEnd, double Area);

    private readonly record struct Ring(int End, bool IsHole);
}
