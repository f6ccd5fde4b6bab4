using GridCity.Core.Cases;
using GridCity.Core.Cities;

namespace GridCity.Core.Water;

/// <summary>The water cases and those that samples opened, as they stood at the end of a period.</summary>
internal sealed class CaseBook(City city, BulletinPeriod period)
{
    private readonly Dictionary<CaseId, Entry> _cases = [];

    public void Apply(DateTimeOffset at, CaseId id, CaseEvent happened)
    {
        switch (happened)
        {
            case CaseReported reported when IsWater(reported.Report) && !_cases.ContainsKey(id):
                _cases.Add(id, new Entry(reported.Report, period.Holds(at, city.TimeZone)));
                break;
            case DuplicateFound or CaseRejected:
                _cases.Remove(id);
                break;
            case CaseClosed or CaseForceClosed or CaseSelfFixed when _cases.TryGetValue(id, out var known):
                known.IsEnded = true;
                known.IsEndedHere = period.Holds(at, city.TimeZone);
                break;
            default:
                break;
        }
    }

    /// <summary>The cases that samples opened, of all sections or of one.</summary>
    public CaseFlow Alarms(string? section = null) => Flow(_cases.Values.Where(known =>
        SampleAlarm.IsOf(city.Policy.Water, known.Report) && (section is null || known.Report.Reference == section)));

    /// <summary>The cases of the water family by class.</summary>
    public ValueList<ClassFlow> ByClass() =>
    [
        .. _cases.Values.GroupBy(known => known.Report.Class, StringComparer.Ordinal)
            .Where(group => city.Classes.GetValueOrDefault(group.Key)?.Family == city.Policy.Water.Family)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new ClassFlow(
                group.Key, city.Classes[group.Key].Name, city.Classes[group.Key].NameZh, Flow(group)))
            .Where(line => line.Flow != default),
    ];

    private static CaseFlow Flow(IEnumerable<Entry> cases)
    {
        var all = cases.ToList();
        return new CaseFlow(
            all.Count(known => known.IsOpenedHere), all.Count(known => known.IsEndedHere), all.Count(known => !known.IsEnded));
    }

    private bool IsWater(Report report) =>
        SampleAlarm.IsOf(city.Policy.Water, report)
        || city.Classes.GetValueOrDefault(report.Class)?.Family == city.Policy.Water.Family;

    private sealed class Entry(Report report, bool isOpenedHere)
    {
        public Report Report => report;

        public bool IsOpenedHere => isOpenedHere;

        public bool IsEnded { get; set; }

        public bool IsEndedHere { get; set; }
    }
}
