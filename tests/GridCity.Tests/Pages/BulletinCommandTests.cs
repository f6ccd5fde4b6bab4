using GridCity.Core.Cases;
using GridCity.Grains.InProcess;
using GridCity.Journal;
using GridCity.Simulation.Cities;
using GridCity.Tests.Cities;
using GridCity.Tests.Client;
using GridCity.Tests.Hosting;
using Xunit;

namespace GridCity.Tests.Pages;

public sealed class BulletinCommandTests : IDisposable
{
    private static readonly DateTimeOffset Morning = new(2026, 9, 14, 0, 10, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Data => Path.Combine(_folder.Path, "small.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_bulletin_is_written_to_a_file()
    {
        await WriteJournalAsync();
        var page = Path.Combine(_folder.Path, "sheet.html");
        var shell = new Shell();

        Assert.Equal(0, await shell.RunAsync("bulletin", "hourly", "--data", Data, "--city", _folder.Path, "--hour", "2026-09-14T08", "--lang", "en", "--out", page));

        Assert.Contains("The hourly bulletin of 2026-09-14 08:00 was written to ", shell.Output, StringComparison.Ordinal);
        var text = PageReader.Read(await File.ReadAllTextAsync(page, Stop));
        Assert.Equal("en", (string?)text.Root!.Attribute("lang"));
        Assert.Contains(PageReader.Rows(text, "上报Reported"), row => row.Length > 1 && row[0] == "东街East");
    }

    [Fact]
    public async Task The_data_of_a_bulletin_is_written_for_programs()
    {
        await WriteJournalAsync();
        var shell = new Shell();

        Assert.Equal(0, await shell.RunAsync("bulletin", "monthly", "--data", Data, "--city", _folder.Path, "--period", "2026-09", "--json"));

        var reported = shell.Json["tables"]!["counts"]!.AsArray().Single(row => (string?)row!["counter"] == "reported")!;
        Assert.Equal(1, (int)reported["count"]!["now"]!);
        Assert.Equal("2026-09", (string?)shell.Json["tables"]!["period"]!["label"]);
    }

    [Theory]
    [InlineData("September", "'September' is not a period of this bulletin: a month such as 2026-09")]
    [InlineData("2026-9", "'2026-9' is not a period of this bulletin")]
    public async Task A_period_that_is_none_is_refused_with_an_example(string period, string expected)
    {
        await WriteJournalAsync();
        var shell = new Shell();

        Assert.Equal(2, await shell.RunAsync("bulletin", "monthly", "--data", Data, "--city", _folder.Path, "--month", period));

        Assert.Contains(expected, shell.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_journal_of_another_city_is_refused()
    {
        await WriteJournalAsync();
        _folder.Write("city.yaml", GoodFolder.Files()["city.yaml"].Replace("id: small", "id: other", StringComparison.Ordinal));
        var shell = new Shell();

        Assert.Equal(2, await shell.RunAsync("bulletin", "water", "--data", Data, "--city", _folder.Path));

        Assert.Contains("is of the city 'small', and the folder is of 'other'", shell.Error, StringComparison.Ordinal);
    }

    private async Task WriteJournalAsync()
    {
        GoodFolder.Write(_folder, GoodFolder.Files());
        var city = CityFolder.Load(_folder.Path).City!;
        var time = new ManualTime(Morning);
        await using var journal = SqliteJournal.Open(Data, city.Id, time);
        await using var host = await InProcessHost.OpenAsync(city, journal, new InProcessOptions(), time, [], Stop);
        var draft = new ReportDraft("06010", null, "inspector", 116.401, 39.901, Core.Space.Frame.Wgs84, 5, "by the gate", null, null);
        Assert.Null(Intake.Check(city, draft, Morning, out var report, out var placement));
        var reply = await host.SendAsync(
            new ReportCommand(Guid.CreateVersion7(), Morning, new Actor(Role.Inspector, "i-1"), report!, placement!), Stop);
        Assert.Null(reply.Refusal);
    }
}
