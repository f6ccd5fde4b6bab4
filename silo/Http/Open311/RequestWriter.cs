using GridCity.Core.Cases;
using GridCity.Grains;
using GridCity.Journal;
using GridCity.Silo.Photos;

namespace GridCity.Silo.Http.Open311;

/// <summary>A case as the public sees it.</summary>
internal sealed class RequestWriter(ICityHost host, Open311Door door, PhotoStore photos, PublicWords words, string root, bool withNotes)
{
    /// <summary>Writes a case.</summary>
    public async Task<SparkObject> WriteAsync(CaseRow row, CancellationToken stop)
    {
        var isOpen = row.Stage.IsOpen();
        var request = new SparkObject
        {
            { "service_request_id", row.Id.ToString() },
            { "status", isOpen ? "open" : "closed" },
            { "status_notes", words.Stage(row.Stage) },
            { "service_name", words.Class(row.Class) },
            { "service_code", row.Class },
            { "description", TextOf(row) },
            { "agency_responsible", words.Unit(row.Unit) },
            { "service_notice", NoticeOf(row) },
            { "requested_datetime", row.ReportedAt },
            { "updated_datetime", await UpdatedAsync(row, stop) },
            { "expected_datetime", isOpen ? ExpectedOf(row) : null },
            { "address", words.Address(row.Cell) },
            { "address_id", row.Cell.ToString() },
            { "zipcode", null },
            { "lat", row.Latitude },
            { "long", row.Longitude },
            { "media_url", MediaOf(row).FirstOrDefault() },
        };
        if (withNotes)
        {
            await AddExtensionsAsync(request, row, stop);
        }
        return request;
    }

    /// <summary>Whether the words and photos of a case were meant for everybody: only who posted here knew that they would be.</summary>
    public static bool IsPublic(Open311Door door, CaseRow row) => row.Channel == door.Channel?.Id;

    /// <summary>What whoever posts is told about how it goes on.</summary>
    public string? NoticeOf(CaseRow row) => row.DuplicateOf is { } original
        ? words.Say($"It is the same problem as {original}, which goes on.", $"与案件 {original} 重复，以该案件办理。")
        : row.IsSupervised ? words.Say("It is under supervision.", "督办案件。") : null;

    // What people told a hotline, or an inspector wrote, is not given away.
    private string? TextOf(CaseRow row) => IsPublic(door, row) ? RequestPost.Part(row.Text).Text : null;

    private IEnumerable<string> MediaOf(CaseRow row)
    {
        if (!IsPublic(door, row))
        {
            return [];
        }
        var own = photos.Of(row.Command).Select(name => $"{root}/media/{row.Id}/{name}");
        return RequestPost.Part(row.Text).Link is { } link ? own.Append(link) : own;
    }

    private async Task<DateTimeOffset> UpdatedAsync(CaseRow row, CancellationToken stop) =>
        row.EndedAt ?? (await host.Journal.ReadPageAsync(row.Updated - 1, 1, stop))[0].At;

    // While a unit has it, the case knows; before, the limit of its class says how long it will take from when it was reported.
    private DateTimeOffset? ExpectedOf(CaseRow row) => row.Stage is Stage.PendingVerification or Stage.PendingFiling or Stage.PendingDispatch
        ? host.City.Limits.Calendar.Due(row.FiledAt ?? row.ReportedAt, ServiceList.LimitOf(host.City, row.Class, row.Condition))
        : row.Due;

    private async Task AddExtensionsAsync(SparkObject request, CaseRow row, CancellationToken stop)
    {
        if (row.Condition is not null)
        {
            request.Add("attributes", new SparkList("attribute",
            [
                new SparkObject
                {
                    { "label", ServiceList.Condition },
                    { "values", new SparkList("value", [new SparkObject { { "key", row.Condition }, { "name", row.Condition } }]) },
                },
            ]));
        }
        request.Add("extended_attributes", new SparkObject
        {
            { "channel", row.Channel },
            { "stage", WireNames.Of(row.Stage) },
            { "cell", row.Cell.ToString() },
            { "community", row.Cell.Community.ToString() },
            { "street", row.Cell.Street.ToString() },
            { "photos", new SparkList("photo", [.. MediaOf(row).Select(url => new SparkObject { { "media_url", url } })]) },
        });
        var entries = await host.Journal.ReadCaseAsync(row.Id, stop);
        request.Add("notes", new SparkList("note",
        [
            .. entries.Select(entry => PublicNote.Of(entry, words)).OfType<PublicNote>().Select(note => new SparkObject
            {
                { "datetime", note.Entry.At },
                { "description", note.Text },
                { "type", note.Kind },
            }),
        ]));
    }
}
