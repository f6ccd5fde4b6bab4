using GridCity.Core.Cases;
using GridCity.Grains;

namespace GridCity.Tests.Hosting;

/// <summary>Waits until a city has dealt with what its clock asked for, so that what a test sees next depends on no thread.</summary>
internal static class Settling
{
    /// <summary>The tick waits in the queue: the answer to what comes after it says that it was dealt with.</summary>
    public static async Task SettleAsync(this ICityHost host, CancellationToken stop)
    {
        var nobody = new CaseId(host.City.Grid.CodeOf(0), int.MaxValue);
        for (var turn = 0; turn < 2; turn++)
        {
            await host.SendAsync(new AcceptCommand(Guid.CreateVersion7(), default, new Actor(Role.Unit, "-"), nobody), stop);
        }
    }
}
