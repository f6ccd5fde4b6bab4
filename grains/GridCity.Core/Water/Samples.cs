using GridCity.Core.Cases;
using GridCity.Core.Cities;

namespace GridCity.Core.Water;

/// <summary>Decides water samples.</summary>
internal static class Samples
{
    public static Decision? Refusal(City city, SampleCommand command) => city.Sections.ContainsKey(command.Section)
        ? null
        : Decision.Refuse(RefusalCode.SectionUnknown, command.Section, $"The city has no section '{command.Section}'.");

    public static Decision Decide(City city, Cell cell, SampleCommand command) =>
        throw new InvariantBroken("Samples are not judged yet.");
}
