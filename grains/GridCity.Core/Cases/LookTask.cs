using GridCity.Core.Cities;
using GridCity.Core.Space;

namespace GridCity.Core.Cases;

/// <summary>Who is asked to look at a place: the nearest inspector on duty who was not asked before.</summary>
internal static class LookTask
{
    /// <summary>The next one to ask, or nobody, so that somebody sees a task that nobody takes.</summary>
    public static TaskGiven Next(City city, CellCode cell, PlanePoint place, DateTimeOffset at, ValueList<string> asked)
    {
        var next = city.NearestOnDuty(place, at, [PatrolKind.Inspector], asked.AsSpan(), cell)?.Id;
        return new TaskGiven(Actor.System, next, next is null ? null : at + city.Policy.TaskWindow);
    }
}
