using GridCity.Core.Cases;
using GridCity.Core.Cities;

namespace GridCity.Core.Water;

/// <summary>
/// Folds the journal into a bulletin, event by event, for who cannot hand all of it over at once: in its order and from its
/// beginning; events after the period do no harm. Not safe for several threads.
/// </summary>
public sealed class BulletinFold(City city, BulletinPeriod period)
{
    private readonly (BulletinPeriod Period, SampleBook Book)[] _samples =
        [(period, new SampleBook()), (period.Before, new SampleBook()), (period.YearBefore, new SampleBook())];

    private readonly CaseBook _cases = new(city, period);
    private readonly PatrolBook _patrols = new(city, period);

    /// <summary>Adds the next event of the journal.</summary>
    public void Apply(DateTimeOffset at, CaseId id, CaseEvent happened)
    {
        if (happened is SampleTaken sample)
        {
            foreach (var (of, book) in _samples)
            {
                if (of.Holds(sample.TakenAt, city.TimeZone))
                {
                    book.Add(sample);
                }
            }
        }
        else if (happened is PatrolWalked patrol)
        {
            if (period.Holds(patrol.From, city.TimeZone))
            {
                _patrols.Add(patrol);
            }
        }
        else if (!period.IsOver(at, city.TimeZone))
        {
            _cases.Apply(at, id, happened);
        }
    }

    /// <summary>The bulletin of what was added.</summary>
    public WaterBulletin Result()
    {
        var sections = city.Sections.Values.ToList();
        return new WaterBulletin
        {
            Period = period,
            Waters = [.. CityWaters.Of(city).Select(Line)],
            Compliance = _samples[0].Book.ComplianceOf(sections),
            ComplianceBefore = _samples[1].Book.ComplianceOf(sections),
            ComplianceYearBefore = _samples[2].Book.ComplianceOf(sections),
            Alarms = _cases.Alarms(),
            Cases = _cases.ByClass(),
        };
    }

    private WaterLine Line(CityWater water)
    {
        var (now, before, yearBefore) = (_samples[0].Book, _samples[1].Book, _samples[2].Book);
        var quality = now.QualityOf(water);
        ValueList<SectionLine> sections = [.. water.Sections.Select(Line)];
        var odours = sections.Select(section => section.BlackOdour).ToList();
        return new WaterLine(water.Id, water.Name, water.NameZh, water.Kind)
        {
            Quality = quality,
            SinceBefore = Trend(before.QualityOf(water)?.Status, quality?.Status),
            SinceYearBefore = Trend(yearBefore.QualityOf(water)?.Status, quality?.Status),
            Compliance = now.ComplianceOf(water.Sections),
            BlackOdour = BlackOdourCriteria.OfWhole(odours),
            HeavyStretches = [.. BlackOdourCriteria.HeavyStretches(odours)],
            Sections = sections,
            Patrols = [.. _patrols.LinesOf(water)],
            Alarms = sections.Aggregate(default(CaseFlow), (sum, section) => new CaseFlow(
                sum.Opened + section.Alarms.Opened, sum.Closed + section.Alarms.Closed, sum.Open + section.Alarms.Open)),
        };
    }

    private SectionLine Line(MonitoringSection section)
    {
        var means = _samples[0].Book.MeansOf(section);
        var judged = Classification.Of(section.Kind, means);
        var (before, yearBefore) = (_samples[1].Book.ClassOf(section)?.Class, _samples[2].Book.ClassOf(section)?.Class);
        return new SectionLine(section.Id, section.Name, section.NameZh, section.Target)
        {
            Samples = _samples[0].Book.CountOf(section),
            Class = judged?.Class,
            MeetsTarget = judged?.Meets(section.Target),
            Factors = [.. means.Where(mean => judged?.Factors.Contains(mean.Parameter) == true).Select(mean => Factor(section, mean))],
            ClassBefore = before,
            ClassYearBefore = yearBefore,
            SinceBefore = Trend(StatusOf(before), StatusOf(judged?.Class)),
            SinceYearBefore = Trend(StatusOf(yearBefore), StatusOf(judged?.Class)),
            BlackOdour = _samples[0].Book.OdourOf(section),
            Alarms = _cases.Alarms(section.Id),
        };
    }

    private static FactorLine Factor(MonitoringSection section, Measurement mean) => new(
        mean.Parameter,
        mean.Value,
        mean.Unit,
        WaterParameters.Find(mean.Parameter)!.TimesOver(section.Kind, section.Target, mean.Value));

    private static WaterStatus? StatusOf(WaterClass? grade) => grade is { } known ? WaterWords.StatusOf(known) : null;

    private static WaterTrend? Trend(WaterStatus? before, WaterStatus? now) =>
        before is { } earlier && now is { } later ? WaterWords.TrendOf(earlier, later) : null;
}
