using GridCity.Core.Cities;
using GridCity.Core.Rules;
using GridCity.Core.Space;

namespace GridCity.Simulation.Demand;

/// <summary>
/// Walks to where a rule of the city would decide: each rule, those of great events included, gets its turn in the places that
/// it is about and at its hours, so that a demonstration shows every one that can decide at all.
/// </summary>
internal sealed class SyntheticErrands
{
    // A rule for a narrow place, of which others take a part, is found by some dozens of tries; one that is missed has another turn.
    private const int TriesMax = 200;
    private const double TimedShare = 0.5;

    private readonly City _city;
    private readonly Random _random;
    private readonly string _channel;
    private readonly Deck<Errand> _timed;
    private readonly Deck<Errand> _others;

    /// <summary>The errands in a city of who reports by a channel.</summary>
    public SyntheticErrands(City city, string channel, Random random)
    {
        (_city, _channel, _random) = (city, channel, random);
        var errands = city.Rules.Overlays.SelectMany(overlay => overlay.Rules.Select(rule => ErrandOf(rule, overlay)))
            .Concat(city.Rules.Rules.Select(rule => ErrandOf(rule, null)))
            .Where(errand => errand.Classes.Length > 0)
            .ToList();
        _timed = new Deck<Errand>(errands.Where(errand => IsTimed(errand.Rule)), random);
        _others = new Deck<Errand>(errands.Where(errand => !IsTimed(errand.Rule)), random);
    }

    /// <summary>What is seen on the next errand, or nothing when its rule would not decide now or its place was not found.</summary>
    public Spot? Next(DateTimeOffset now)
    {
        if (_random.NextDouble() < TimedShare)
        {
            for (var dealt = 0; dealt < _timed.Count; dealt++)
            {
                if (Find(_timed.Deal(), now) is { } spot)
                {
                    return spot;
                }
            }
        }
        return _others.Count == 0 ? null : Find(_others.Deal(), now);
    }

    private Spot? Find(Errand errand, DateTimeOffset now)
    {
        for (var tries = 0; tries < TriesMax; tries++)
        {
            if (PlaceOf(errand) is not { } somewhere)
            {
                continue;
            }
            var place = Spot.AsWritten(_city, somewhere);
            var caseClass = errand.Classes[_random.Next(errand.Classes.Length)];
            var cell = _city.Grid.Locate(place);
            if (cell >= 0 && _city.Rules.Route(new RoutingQuestion(
                caseClass.Code, _channel, _city.Grid.CodeOf(cell), cell, place, now))?.Reason.Rule == errand.Rule.Id)
            {
                return new Spot(caseClass, place);
            }
        }
        return null;
    }

    private PlanePoint? PlaceOf(Errand errand)
    {
        if (errand is { Near: { } near, Features: { Count: > 0 } features })
        {
            var feature = features[_random.Next(features.Count)];
            return near.Accepts(feature) ? Beside(feature, near.Metres) : null;
        }
        var cell = errand.Cells.Length > 0 ? errand.Cells[_random.Next(errand.Cells.Length)] : _random.Next(_city.Grid.Count);
        var box = _city.Grid.BoundsOf(cell);
        return new PlanePoint(Between(box.MinX, box.MaxX), Between(box.MinY, box.MaxY));
    }

    // From a corner of the feature somewhat inwards, and half of the times as far off as the rule allows.
    private PlanePoint Beside(Feature feature, double metres)
    {
        var (middle, corners) = (feature.Shape.InteriorPoint, feature.Shape.Coordinates);
        var corner = corners[_random.Next(corners.Length)];
        var inwards = metres > 0 && _random.NextDouble() < 0.5 ? 0 : _random.NextDouble();
        return new PlanePoint(
            corner.X + (inwards * (middle.X - corner.X)) + Between(-metres, metres),
            corner.Y + (inwards * (middle.Y - corner.Y)) + Between(-metres, metres));
    }

    private double Between(double least, double most) => least + ((most - least) * _random.NextDouble());

    private Errand ErrandOf(Rule rule, EventOverlay? overlay)
    {
        var when = rule.When;
        var near = when.Near.Concat(overlay?.Where.Near ?? []).FirstOrDefault();
        var inside = when.Inside.Concat(overlay?.Where.Inside ?? []).ToList();
        return new Errand(
            rule,
            [.. _city.Classes.Values.Where(known => IsFor(when, known))],
            near,
            near is null ? [] : _city.Layers.Single(layer => layer.Name == near.Layer).Features,
            inside.Count == 0 ? [] : [.. Enumerable.Range(0, _city.Grid.Count).Where(
                cell => inside.Exists(area => area.Contains(_city.Grid.CodeOf(cell))))]);
    }

    private static bool IsFor(RuleCondition when, CaseClass known) =>
        (when.Classes.Count == 0 || when.Classes.Contains(known.Code))
        && (when.Families.Count == 0 || when.Families.Contains(known.Family));

    private static bool IsTimed(Rule rule) => rule.When.Hours is not null || rule.When.Weekdays.Count > 0;

    // Without features it is anywhere in the cells, without cells anywhere.
    private sealed record Errand(Rule Rule, CaseClass[] Classes, NearLayer? Near, IReadOnlyList<Feature> Features, int[] Cells);
}
