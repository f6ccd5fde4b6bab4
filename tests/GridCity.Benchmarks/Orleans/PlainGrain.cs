using GridCity.Core.Cases;

namespace GridCity.Benchmarks.Orleans;

/// <summary>What a first attempt with Orleans looks like: a cell that writes its whole state on every report.</summary>
public interface IPlainGrain : IGrainWithStringKey
{
    /// <summary>Adds a report and writes the state.</summary>
    Task<int> ReportAsync(PlainReport report);
}

/// <summary>A report as such a cell keeps it: what the table of cases says of it on the day it came.</summary>
[GenerateSerializer]
[Immutable]
public sealed record PlainReport(
    [property: Id(0)] Guid Id,
    [property: Id(1)] string Class,
    [property: Id(2)] string Channel,
    [property: Id(3)] string By,
    [property: Id(4)] double Longitude,
    [property: Id(5)] double Latitude,
    [property: Id(6)] string Text,
    [property: Id(7)] DateTimeOffset SeenAt,
    [property: Id(8)] DateTimeOffset ReportedAt)
{
    /// <summary>What a command says.</summary>
    public static PlainReport Of(ReportCommand command) => new(
        command.Id, command.Report.Class, command.Report.Channel, command.By.Id, command.Report.Point.Longitude, command.Report.Point.Latitude,
        command.Report.Text, command.Report.SeenAt, DateTimeOffset.UtcNow);
}

/// <summary>The state of such a cell: its open cases. As in the cells beside it, none is closed while the reports come.</summary>
public sealed class PlainState
{
    /// <summary>The open cases.</summary>
    public List<PlainReport> Open { get; set; } = [];
}

/// <inheritdoc/>
public sealed class PlainGrain([PersistentState("plain", "plain")] IPersistentState<PlainState> state) : Grain, IPlainGrain
{
    /// <inheritdoc/>
    public async Task<int> ReportAsync(PlainReport report)
    {
        state.State.Open.Add(report);
        await state.WriteStateAsync();
        return state.State.Open.Count;
    }
}
