using GridCity.Core.Cities;
using GridCity.Grains;
using GridCity.Silo.Demonstration;

namespace GridCity.Silo.Views;

/// <summary>Everything that a server folds from what was committed, and the clock by which it does.</summary>
internal sealed class Views(City city, TimeProvider time, bool isDemonstration)
{
    public TimeProvider Time { get; } = time;

    public CityBoard Board { get; } = new(city, time);

    public RecentEntries Recent { get; } = new();

    /// <summary>What the made-up people of a demonstration see, or null.</summary>
    public Audience? Audience { get; } = isDemonstration ? new Audience() : null;

    public IReadOnlyList<ICommitObserver> Observers => Audience is null ? [Board, Recent] : [Board, Recent, Audience];
}
