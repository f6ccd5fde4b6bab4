using System.Globalization;
using System.Text.Json;
using GridCity.Client.Api;

namespace GridCity.Client.Views;

/// <summary>
/// An entry of the journal in words: who did what, and why. Kinds that this version does not know are shown as they
/// are.
/// </summary>
internal sealed record EntryText(string Who, string What, string Why)
{
    /// <summary>Tells an entry.</summary>
    public static EntryText Of(JournalEntry entry, CityTime time)
    {
        var body = new Body(entry.Body, time);
        var (what, why) = Tell(entry.Kind, body);
        return new EntryText(body["by"], what, why);
    }

    private static (string What, string Why) Tell(string kind, Body body) => NameOf(kind) switch
    {
        "case.reported" => ($"reported {body["class"]} by {body["channel"]}", body["text"]),
        "case.duplicate" => ($"duplicate of {body["original"]}", body.Metres("distance", " away")),
        "verification.asked" => ($"look asked{body.After(" of ", "inspector")} by {body.Time("due")}", string.Empty),
        "case.verified" => ($"verified: {body["sight"]}", body["note"]),
        "case.filed" => ("filed", body["note"]),
        "case.rejected" => ("rejected", body["reason"]),
        "case.dispatched" => (
            $"sent to {body["unit"]}, due {body.Time("due")} ({body["limit"]})", Join(body.Reason, body["note"])),
        "case.accepted" => ("accepted", string.Empty),
        "case.returned" => ("returned", body["reason"]),
        "case.finished" => ($"finished: {body["result"]}", body.Time("checkDue", "check due ")),
        "case.checked" => ($"checked: {body["result"]}", body["note"]),
        "case.closed" => ("closed", body["note"]),
        "case.selffixed" => ($"fixed on the spot: {body["result"]}", string.Empty),
        "case.repeated" => ($"the same problem was here {body["times"]} times before", body.After("last ", "last")),
        "case.joined" => ("another report of the same problem joined", string.Empty),
        "task.given" => (body["inspector"] is { Length: > 0 } asked ? $"{asked} asked to look" : "nobody left to look", body.Time("takeBy", "to be taken by ")),
        "task.taken" => ("took the task", string.Empty),
        "due.passed" => ($"due time for {body["due"]} passed", body.Time("dueAt", "was due ")),
        _ => TellLater(kind, body),
    };

    private static (string What, string Why) TellLater(string kind, Body body) => NameOf(kind) switch
    {
        "application.made" => ($"asked for {body["application"]}{body.Time("until", " until ")}", body["reason"]),
        "application.decided" => (
            $"{body["application"]} {(body["isGranted"] == "true" ? "granted" : "denied")}{body.Time("due", ", until ")}", body["note"]),
        "case.resumed" => ($"goes on, due {body.Time("due")}", body["note"]),
        "case.sentback" => ("given back to the supervision centre", body["reason"]),
        "case.supervised" => ("under supervision", body["reason"]),
        "case.escalated" => ($"up to the {body["to"]} because of {body["cause"]}{body.After(", ", "unit")}", body["note"]),
        "case.graded" => ($"graded {body["grade"]}", body["note"]),
        "case.remarked" => ("remark", body["text"]),
        "case.forceclosed" => ("closed by force", body["reason"]),
        "case.relocated" => ($"moved to {body["to"]}", body["reason"]),
        "case.arrived" => ($"arrived from {body["from"]}", string.Empty),
        "call.made" => ($"call {body["number"]}: {body["call"]} {body["topic"]}{body.Time("due", " by ")}", body.Items("parties")),
        "call.answered" => ($"call {body["number"]} answered by {body["party"]}", body["text"]),
        "call.graded" => ($"call {body["number"]}: {body["party"]} graded {body["score"]}", body["note"]),
        "call.overdue" => ($"call {body["number"]} unanswered in time", body.Items("missing")),
        "call.closed" => ($"call {body["number"]} ended: {body["outcome"]}", body["unit"]),
        _ => TellAfter(kind, body),
    };

    private static (string What, string Why) TellAfter(string kind, Body body) => NameOf(kind) switch
    {
        "reporters.told" => ("reporters told", string.Empty),
        "appeal.made" => ("appealed against the time-out", body["reason"]),
        "appeal.reviewed" => (body["isSupported"] == "true" ? "appeal supported" : "appeal refused", body["note"]),
        "appeal.decided" => (body["isGranted"] == "true" ? "appeal granted" : "appeal refused", body["note"]),
        "reporter.calledback" => (
            $"called back: {(body["solved"] == "true" ? "solved" : "not solved")}, {body["satisfaction"]}", body["note"]),
        "case.excluded" => ("left out of the three rates", body["reason"]),
        "sample.taken" => ($"sample at {body["section"]}: class {body["class"]}", body.Items("factors")),
        "patrol.walked" => ($"patrol of {body["subject"]}: {body["kilometres"]} km, {body["problems"]} problems", string.Empty),
        _ => (kind, body.ToString()),
    };

    private static string Join(string first, string second) =>
        first.Length == 0 || second.Length == 0 ? first + second : first + "; " + second;

    // What a later version of a kind adds does not change what the words here stand on.
    private static string NameOf(string kind)
    {
        var dot = kind.LastIndexOf('.');
        return dot > 0 && int.TryParse(kind.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? kind[..dot]
            : kind;
    }

    /// <summary>The fields of a body as texts; a field that is not there is empty.</summary>
    private readonly struct Body(JsonElement body, CityTime time)
    {
        public string this[string field] => TextOf(body, field);

        public string Reason =>
            body.ValueKind == JsonValueKind.Object && body.TryGetProperty("reason", out var reason)
            && reason.ValueKind == JsonValueKind.Object
            && reason.Deserialize(Wire.Json.Why) is { } why
                ? Wording.Because(why)
                : string.Empty;

        public string After(string joint, string field) =>
            this[field] is { Length: > 0 } text ? joint + text : string.Empty;

        public string Time(string field, string before = "") =>
            DateTimeOffset.TryParse(this[field], CultureInfo.InvariantCulture, out var moment)
                ? before + time.Minute(moment)
                : string.Empty;

        public string Items(string field) =>
            body.ValueKind == JsonValueKind.Object && body.TryGetProperty(field, out var items) && items.ValueKind == JsonValueKind.Array
                ? string.Join(", ", items.EnumerateArray().Select(item => item.ToString()))
                : string.Empty;

        public string Metres(string field, string after) =>
            double.TryParse(this[field], CultureInfo.InvariantCulture, out var metres)
                ? Wording.Metres(metres) + after
                : string.Empty;

        public override string ToString() =>
            body.ValueKind == JsonValueKind.Undefined ? string.Empty : body.GetRawText();

        private static string TextOf(JsonElement body, string field) =>
            body.ValueKind == JsonValueKind.Object && body.TryGetProperty(field, out var value)
                ? value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText()
                : string.Empty;
    }
}
