using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Evaluation;
using GridCity.Core.Space;
using GridCity.Simulation.Pages;

namespace GridCity.Simulation.Bulletins;

/// <summary>The names of a city's things in both languages; what the city does not know keeps its code.</summary>
internal sealed class CityNames(City city)
{
    /// <summary>The city.</summary>
    public City City => city;

    /// <summary>The city's own name.</summary>
    public Say Whole => new(city.Name, city.NameZh);

    /// <summary>A street, community, district, or the city.</summary>
    public Say Area(AreaCode area) => area.Tier == Tier.City ? Whole
        : city.Areas.GetValueOrDefault(area) is { } known ? new Say(known.Name, known.NameZh)
        : area.ToString();

    /// <summary>A community with its street, as it is called where its own name is not unique.</summary>
    public Say Place(CellCode cell) => city.Areas.ContainsKey(cell.Community)
        ? new Say($"{Area(cell.Street).En}, {Area(cell.Community).En}", Area(cell.Street).Zh + Area(cell.Community).Zh)
        : Area(cell.Street);

    /// <summary>A unit, or a dash.</summary>
    public Say Unit(string? id) => id is null ? Figures.None
        : city.Units.GetValueOrDefault(id) is { } known ? new Say(known.Name, known.NameZh)
        : id;

    /// <summary>A class.</summary>
    public Say Class(string code) =>
        city.Classes.GetValueOrDefault(code) is { } known ? new Say(known.Name, known.NameZh) : code;

    /// <summary>A channel.</summary>
    public Say Channel(string id) =>
        city.Channels.GetValueOrDefault(id) is { } known ? new Say(known.Name, known.NameZh) : id;

    /// <summary>Somebody who acts.</summary>
    public Say Actor(Actor actor) => actor.Role == Role.Unit ? Unit(actor.Id) : actor.Id;

    /// <summary>Whoever stands in a ranking.</summary>
    public Say Subject(SubjectKind kind, string id) => kind switch
    {
        SubjectKind.Region => id.Length == 0 ? Whole : AreaCode.TryParse(id, out var area) ? Area(area) : id,
        SubjectKind.Unit => Unit(id),
        SubjectKind.Inspector => (city.Inspectors.GetValueOrDefault(id) ?? city.Patrols.GetValueOrDefault(id))?.Name ?? id,
        _ => Core.Cases.Actor.TryParse(id, out var actor) ? actor.Id : id,
    };
}
