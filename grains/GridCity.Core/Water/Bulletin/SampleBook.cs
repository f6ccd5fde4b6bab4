using GridCity.Core.Cases;
using GridCity.Core.Cities;

namespace GridCity.Core.Water;

/// <summary>
/// The samples of a period by section. Of two samples that were taken at the same moment, the later in the journal corrects
/// the values of the other.
/// </summary>
internal sealed class SampleBook
{
    private readonly Dictionary<string, SortedDictionary<DateTimeOffset, List<SampleTaken>>> _sections = new(StringComparer.Ordinal);

    public void Add(SampleTaken sample)
    {
        if (!_sections.TryGetValue(sample.Section, out var moments))
        {
            _sections.Add(sample.Section, moments = []);
        }
        if (!moments.TryGetValue(sample.TakenAt, out var samples))
        {
            moments.Add(sample.TakenAt, samples = []);
        }
        samples.Add(sample);
    }

    /// <summary>How often a section was sampled.</summary>
    public int CountOf(MonitoringSection section) => _sections.GetValueOrDefault(section.Id)?.Count ?? 0;

    /// <summary>The means over the samples of a section.</summary>
    public ValueList<Measurement> MeansOf(MonitoringSection section) => _sections.TryGetValue(section.Id, out var moments)
        ? WaterAverage.Of(moments.Values.Select(
            samples => BlackOdourCriteria.Corrected(samples.Select(sample => sample.Values))))
        : default;

    /// <summary>The class of a section by the means over its samples, or null.</summary>
    public Classification? ClassOf(MonitoringSection section) => Classification.Of(section.Kind, MeansOf(section));

    /// <summary>How black and odorous a section was by the last sample that says so.</summary>
    public BlackOdour? OdourOf(MonitoringSection section) => _sections.TryGetValue(section.Id, out var moments)
        ? moments.Values.SelectMany(samples => samples).LastOrDefault(sample => sample.BlackOdour is not null)?.BlackOdour
        : null;

    /// <summary>How good a whole water was, or null.</summary>
    public WaterQuality? QualityOf(CityWater water) =>
        WaterQuality.Of(water.Kind, water.Sections.Select(section => (IReadOnlyList<Measurement>)MeansOf(section)));

    /// <summary>How many of some sections met their targets.</summary>
    public Compliance ComplianceOf(IEnumerable<MonitoringSection> sections)
    {
        var judged = sections.Select(section => ClassOf(section)?.Meets(section.Target)).OfType<bool>().ToList();
        return new Compliance(judged.Count, judged.Count(isMet => isMet));
    }
}
