using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Core.Water;
using GridCity.Grains;
using GridCity.Grains.InProcess;
using GridCity.Journal;
using GridCity.Tests.Hosting;
using GridCity.Tests.Stories;
using Xunit;

namespace GridCity.Tests.Water;

/// <summary>An alarm that was moved to another cell, or merged into another case, is not opened again while that is open.</summary>
public sealed class AlarmElsewhereTests : IAsyncLifetime
{
    private static readonly Lazy<City> Dongcheng = new(StoryCity.LoadCity);
    private static readonly Actor Desk = new(Role.Supervision, "desk");
    private static readonly Actor Laboratory = new(Role.Supervision, "laboratory");
    private static readonly Actor Leader = new(Role.Leader, "deputy-head");

    private readonly ManualTime _time = new(new DateTimeOffset(2026, 9, 1, 1, 0, 0, TimeSpan.Zero));
    private readonly City _city = Dongcheng.Value;
    private readonly MemoryJournal _journal = new("dongcheng", TimeProvider.System);
    private ICityHost _host = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private MonitoringSection Section => _city.Sections["dongbianmen"];

    public async ValueTask InitializeAsync() => _host = await OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _journal.DisposeAsync();
    }

    [Fact]
    public async Task A_moved_alarm_stands_for_its_section_until_it_ends()
    {
        var alarm = Assert.Single(await SampleAsync());
        var (point, place) = Beside(400);
        await DoAsync(new RelocateCommand(Guid.NewGuid(), default, Desk, alarm.Id, point, place, "the outfall is upstream"));
        Assert.NotEqual(CellOf(Section), (await _journal.FindCaseAsync(alarm.Id, Stop))!.Cell);

        Assert.Empty(await SampleAsync());
        await _host.DisposeAsync();
        _host = await OpenAsync();
        Assert.Empty(await SampleAsync());

        await DoAsync(new ForceCloseCommand(Guid.NewGuid(), default, Leader, alarm.Id, "the source is gone"));
        Assert.Single(await SampleAsync());
    }

    [Fact]
    public async Task A_merged_alarm_is_as_open_as_the_case_that_took_it()
    {
        var (point, place) = Beside(400);
        var report = new Report(
            _city.Policy.Water.ExceedanceClass!, null, "department", point, null, "the outfall again", _time.GetUtcNow(), null);
        var original = await DoAsync(new ReportCommand(Guid.NewGuid(), default, Desk, report, place));
        var alarm = Assert.Single(await SampleAsync());
        await DoAsync(new MergeCommand(Guid.NewGuid(), default, Desk, alarm.Id, original.Id, "one problem"));
        Assert.Equal(Stage.Duplicate, (await _journal.FindCaseAsync(alarm.Id, Stop))!.Stage);

        Assert.Empty(await SampleAsync());
        await DoAsync(new ForceCloseCommand(Guid.NewGuid(), default, Leader, original.Id, "the source is gone"));
        Assert.Single(await SampleAsync());
    }

    private ValueTask<InProcessHost> OpenAsync() =>
        new(InProcessHost.OpenAsync(_city, _journal, new InProcessOptions(), _time, [], Stop));

    // Takes a sample far above the target and says which cases it opened.
    private async Task<IReadOnlyList<CaseRow>> SampleAsync()
    {
        _time.Advance(TimeSpan.FromDays(2));
        var before = (await ReadAlarmsAsync()).Select(row => row.Id).ToHashSet();
        var reply = await _host.SendAsync(
            new SampleCommand(
                Guid.NewGuid(), default, Laboratory, CellOf(Section), Section.Id, _time.GetUtcNow(), [new Measurement("COD", 60, "mg/L")]),
            Stop);
        Assert.Equal(ReplyKind.Accepted, reply.Kind);
        return [.. (await ReadAlarmsAsync()).Where(row => !before.Contains(row.Id))];
    }

    private async Task<IReadOnlyList<CaseRow>> ReadAlarmsAsync() =>
        await _journal.ReadCasesAsync(new CaseFilter { Channel = _city.Policy.Water.Channel, Limit = 100 }, Stop);

    private async Task<CaseRow> DoAsync(Command command)
    {
        _time.Advance(TimeSpan.FromMinutes(5));
        var reply = await _host.SendAsync(command, Stop);
        Assert.True(reply.Kind == ReplyKind.Accepted, reply.Refusal?.Detail);
        return reply.Case!;
    }

    private (GeoPoint Point, Placement Place) Beside(double metres)
    {
        var middle = _city.Plane.ToPlane(Section.Place);
        foreach (var (x, y) in new[] { (-1, 0), (1, 0), (0, 1), (0, -1) })
        {
            var point = _city.Plane.ToGeo(new PlanePoint(middle.X + (x * metres), middle.Y + (y * metres)));
            if (Intake.Place(_city, point, 0) is { } place && place.Cell != CellOf(Section))
            {
                return (point, place);
            }
        }
        throw new InvalidOperationException("The section lies alone.");
    }

    private CellCode CellOf(MonitoringSection section) => _city.Grid.CodeOf(_city.Grid.Locate(_city.Plane.ToPlane(section.Place)));
}
