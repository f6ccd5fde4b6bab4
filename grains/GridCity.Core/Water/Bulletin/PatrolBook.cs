using GridCity.Core.Cases;
using GridCity.Core.Cities;

namespace GridCity.Core.Water;

/// <summary>The patrols of a period.</summary>
internal sealed class PatrolBook(City city, BulletinPeriod period)
{
    private readonly List<PatrolWalked> _patrols = [];

    public void Add(PatrolWalked patrol) => _patrols.Add(patrol);

    /// <summary>Who walked a water or should have.</summary>
    public IEnumerable<PatrolLine> LinesOf(CityWater water)
    {
        var walked = _patrols.Where(patrol => water.Subjects.Contains(patrol.Subject))
            .ToLookup(patrol => patrol.By.Id, StringComparer.Ordinal);
        var chiefs = water.Duties.Select(duty => duty.Chief).ToHashSet(StringComparer.Ordinal);
        var others = walked.Select(person => person.Key).Where(person => !chiefs.Contains(person)).Order(StringComparer.Ordinal);
        return
        [
            .. water.Duties.Select(duty => Line(duty.Chief, duty, walked[duty.Chief])),
            .. others.Select(person => Line(person, null, walked[person])),
        ];
    }

    private PatrolLine Line(string person, Duty? duty, IEnumerable<PatrolWalked> walked)
    {
        var patrols = walked.ToList();
        var known = city.Patrols.GetValueOrDefault(person) ?? city.Inspectors.GetValueOrDefault(person);
        return new PatrolLine(
            person,
            known?.Name ?? person,
            duty?.Tier,
            patrols.Count,
            (double)patrols.Sum(patrol => (decimal)patrol.Kilometres),
            patrols.Sum(patrol => patrol.Problems),
            Required(duty));
    }

    // To the nearest whole number: once a month is once in February too, and once a quarter is not owed in every month.
    private int? Required(Duty? duty) => duty?.Days is { } days
        ? (int)Math.Round((double)period.Days / days, MidpointRounding.AwayFromZero)
        : null;
}
