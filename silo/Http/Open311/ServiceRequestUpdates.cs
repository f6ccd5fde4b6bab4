using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GridCity.Core.Cases;
using GridCity.Grains;
using GridCity.Journal;
using GridCity.Silo.Views;

namespace GridCity.Silo.Http.Open311;

/// <summary>
/// FixMyStreet's service request updates, both ways: what happened here is told by the journal's positions, and what people said
/// there becomes a remark of the case. A remark moves nothing, so that an old one can undo nothing either.
/// </summary>
internal static class ServiceRequestUpdates
{
    private const int UpdatesMax = 1_000;
    private const string Root = "service_request_updates";
    private const string Item = "request_update";

    private static readonly string[] Mandatory = ["service_request_id", "update_id", "updated_datetime", "status", "description"];

    private static readonly string[] Statuses =
    [
        "OPEN", "INVESTIGATING", "IN_PROGRESS", "PLANNED", "ACTION_SCHEDULED", "NO_FURTHER_ACTION", "NOT_COUNCILS_RESPONSIBILITY",
        "DUPLICATE", "INTERNAL_REFERRAL", "FIXED", "CLOSED", "FOR_TRIAGE", "CANCELLED", "REOPEN",
    ];

    public static async Task<IResult> GetAsync(
        string format, HttpRequest request, ICityHost host, Open311Door door, TimeProvider time, CancellationToken stop)
    {
        var form = Open311Form.OfAddress(request);
        if (door.CheckJurisdiction(form) is { } fault)
        {
            return fault.ToResult(format);
        }
        var (from, until) = RequestFilter.ReadSpan(form, time.GetUtcNow(), host.City.TimeZone);
        if (form.Faults.Any)
        {
            return form.Faults.ToResult(format);
        }
        var words = PublicWords.For(request, host.City);
        var updates = new List<SparkObject>();
        var after = await host.Journal.LastBeforeAsync(from.Earlier(), stop);
        await foreach (var entry in host.Journal.ReadAsync(after, stop))
        {
            if (entry.At > until.Later() || updates.Count == UpdatesMax)
            {
                break;
            }
            if (entry.At >= from && entry.At <= until && await TellAsync(host, entry, words, stop) is { } update)
            {
                updates.Add(update);
            }
        }
        return new SparkDocument(Root, Item, updates).ToResult(format);
    }

    public static async Task<IResult> PostAsync(
        string format, HttpContext context, ICityHost host, Open311Door door, CancellationToken stop)
    {
        var form = await Open311Form.ReadAsync(context, stop);
        if (form.IsBroken)
        {
            return form.Faults.ToResult(format);
        }
        if ((door.CheckPost(context, form) ?? door.CheckJurisdiction(form)) is { } fault)
        {
            return fault.ToResult(format);
        }
        Check(form);
        if (form.Faults.Any)
        {
            return form.Faults.ToResult(format);
        }
        var id = form.Text("service_request_id")!;
        if (!CaseId.TryParse(id, out var item) || await host.Journal.FindCaseAsync(item, stop) is not { } row
            || !ServiceList.Offers(host.City.Classes.GetValueOrDefault(row.Class)))
        {
            return Open311Server.Missing($"The service_request_id '{Open311Faults.Shown(id)}' was not found.", format);
        }
        var by = Open311Door.ActorOf(context, form.Text("account_id"));
        var update = form.Text("update_id")!;
        var command = new RemarkCommand(
            IdOf(item, update), DateTimeOffset.UnixEpoch, by, item, form.Text("description")!, $"{update} {form.Text("status")}");
        var reply = await host.SendAsync(command, stop);
        return reply.Kind switch
        {
            ReplyKind.Accepted => new SparkDocument(
                Root, Item, [new SparkObject { { "update_id", reply.Position.ToString(CultureInfo.InvariantCulture) } }]).ToResult(format),
            ReplyKind.Repeated => Open311Faults.Of(
                StatusCodes.Status400BadRequest, $"The update_id '{Open311Faults.Shown(update)}' already exists.").ToResult(format),
            _ => Open311Faults.Of(reply).ToResult(format),
        };
    }

    private static void Check(Open311Form form)
    {
        foreach (var name in Mandatory.Where(name => form.Text(name) is null))
        {
            form.Faults.Add(name, "It is mandatory.");
        }
        if (form.Text("updated_datetime") is { } time && !Moments.TryRead(time, out _))
        {
            form.Faults.Add("updated_datetime", "A time with a zone was expected, such as 2026-09-14T08:00:00Z.");
        }
        if (form.Text("status") is { } status && !Statuses.Contains(status, StringComparer.Ordinal))
        {
            form.Faults.Add("status", $"One of {string.Join(", ", Statuses)} was expected.");
        }
        if (form.Text("description")?.Length > Intake.TextLengthMax)
        {
            form.Faults.Add("description", $"At most {Open311Faults.Number(Intake.TextLengthMax)} characters are taken.");
        }
        foreach (var name in ((string[])["update_id", "account_id"]).Where(name => form.Text(name)?.Length > Intake.ReferenceLengthMax / 2))
        {
            form.Faults.Add(name, $"At most {Intake.ReferenceLengthMax / 2} characters are taken.");
        }
        if (form.Photos.Count > 0)
        {
            form.Faults.Add("media", "Photos are taken with requests, not with updates.");
        }
    }

    private static async ValueTask<SparkObject?> TellAsync(ICityHost host, Entry entry, PublicWords words, CancellationToken stop)
    {
        if (PublicNote.Of(entry, words) is not { Status: { } status } note
            || await host.Journal.FindCaseAsync(entry.Case, stop) is not { } row
            || !ServiceList.Offers(host.City.Classes.GetValueOrDefault(row.Class)))
        {
            return null;
        }
        return new SparkObject
        {
            { "update_id", entry.Position.ToString(CultureInfo.InvariantCulture) },
            { "service_request_id", entry.Case.ToString() },
            { "status", status },
            { "updated_datetime", entry.At },
            { "description", note.Text },
            { "media_url", null },
            { "external_status_code", note.Kind },
        };
    }

    // The same update of the same case is the same command, so that it happens once however often it is sent.
    private static Guid IdOf(CaseId item, string update)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"open311 update {item} {update}"));
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }
}
