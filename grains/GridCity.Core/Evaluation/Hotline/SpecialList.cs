using GridCity.Core.Space;

namespace GridCity.Core.Evaluation;

/// <summary>How many problems each tier has to solve.</summary>
public sealed record TierCounts(int City, int District, int Street)
{
    /// <summary>All of them.</summary>
    public int Total => City + District + Street;

    /// <summary>One more problem of a tier; what a community has is its street's.</summary>
    internal TierCounts With(Tier tier) => tier switch
    {
        Tier.City => this with { City = City + 1 },
        Tier.District => this with { District = District + 1 },
        _ => this with { Street = Street + 1 },
    };
}

/// <summary>A class of problem of a street: how many demands, and which tier had them.</summary>
public sealed record SpecialClass(string Class, int Demands, TierCounts ByTier);

/// <summary>
/// A street of the special list: its demands, the classes that make most of them, and its problems, which are the places that
/// repeat, by the highest tier that had them.
/// </summary>
public sealed record SpecialStreet(
    AreaCode Street,
    int Demands,
    Rate ShareOfCity,
    IReadOnlyList<SpecialClass> Classes,
    TierCounts Problems,
    IReadOnlyList<RepeatingPlace> Places);

/// <summary>The special list (治理类街乡镇): the streets with the most demands and what has to be solved there.</summary>
public sealed record SpecialList(IReadOnlyList<SpecialStreet> Streets, TierCounts Problems);

/// <summary>Counts the demands of the hotline by street, class and tier.</summary>
internal sealed class DemandReader(Cities.City city, Facts facts, in Window window) : ICaseReader
{
    private readonly Window _window = window;
    private readonly Words _words = facts.Words;
    private readonly ChannelTraits[] _traits = ChannelTraits.Of(city, facts.Words);
    private readonly Dictionary<(AreaCode Street, int Class), TierCounts> _demands = [];

    public void Add(CaseLife life)
    {
        if (_window.Has(life.Facts.Reported) && Hotlines.Has(_traits, life))
        {
            var key = (life.Cell.Street, life.Facts.Class);
            _demands[key] = (_demands.GetValueOrDefault(key) ?? new TierCounts(0, 0, 0)).With(life.Tier);
        }
    }

    public SpecialList Result(IReadOnlyList<AreaCode> streets, IReadOnlyList<RepeatingPlace> places, HotlineClasses classes)
    {
        var demands = _demands.ToLookup(demand => demand.Key.Street);
        var all = _demands.Values.Sum(counts => counts.Total);
        var listed = streets.Select(street => Street(street, [.. demands[street]], all)).ToList();
        return new SpecialList(listed, Sum(listed.SelectMany(street => street.Places)));

        SpecialStreet Street(AreaCode street, KeyValuePair<(AreaCode Street, int Class), TierCounts>[] own, int ofCity)
        {
            var count = own.Sum(demand => demand.Value.Total);
            var problems = places.Where(place => place.Cell.Street == street).ToList();
            var most = own.Select(demand => new SpecialClass(_words[demand.Key.Class], demand.Value.Total, demand.Value))
                .OrderByDescending(demand => demand.Demands).ThenBy(demand => demand.Class, StringComparer.Ordinal)
                .Take(classes.ClassesShown);
            return new SpecialStreet(street, count, new Rate(count, ofCity), [.. most], Sum(problems), problems);
        }
    }

    private static TierCounts Sum(IEnumerable<RepeatingPlace> places) =>
        places.Aggregate(new TierCounts(0, 0, 0), (counts, place) => counts.With(place.Tier));
}

/// <summary>Which cases count for the hotline.</summary>
internal static class Hotlines
{
    /// <summary>Whether a case came by a hotline, or somebody who called one joined it.</summary>
    public static bool Has(ChannelTraits[] traits, CaseLife life)
    {
        if (traits[life.Facts.Channel].IsHotline)
        {
            return true;
        }
        foreach (var channel in life.JoinedChannels.AsSpan())
        {
            if (traits[channel].IsHotline)
            {
                return true;
            }
        }
        return false;
    }
}
