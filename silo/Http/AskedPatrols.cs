using System.Globalization;
using GridCity.Core.Cities;
using GridCity.Core.Space;

namespace GridCity.Silo.Http;

/// <summary>What running great events ask to be patrolled, for cards of cells and beats.</summary>
internal static class AskedPatrols
{
    /// <summary>What is asked for at a moment in areas that matter, of a kind of people or of all.</summary>
    public static IEnumerable<AskedPatrolBody> Of(City city, DateTimeOffset at, Func<AreaCode, bool> matters, PatrolKind? kind) =>
        city.PatrolsAskedFor(at)
            .Where(asked => asked.Duty.Areas.Any(matters) && (kind is null || asked.Duty.IsFor(kind)))
            .Select(asked => new AskedPatrolBody(
                asked.Duty.Id,
                asked.Duty.Name,
                asked.Duty.NameZh,
                asked.Event.Id,
                asked.Event.Name,
                asked.Event.NameZh,
                [.. asked.Duty.Areas.Where(matters).Select(area => area.ToString())],
                asked.Duty.TimesADay,
                asked.Duty.Hours is { } hours ? string.Create(CultureInfo.InvariantCulture, $"{hours.From:HH\\:mm}–{hours.To:HH\\:mm}") : null,
                [.. asked.Duty.Kinds.Select(WireNames.Of)],
                asked.Until));
}
