using GridCity.Core.Cases;
using GridCity.Core.Cities;

namespace GridCity.Simulation.EventLogs;

/// <summary>
/// The parts of an XES log (IEEE 1849-2016 and 2023): the head with extensions, globals and classifiers, traces, events. Times
/// are those of the city's clock and say how far from UTC it is. The extension <c>grid</c> is written down in
/// <c>docs/grid.xesext</c>.
/// </summary>
internal sealed class XesText(City city)
{
    /// <summary>The name of the extension; it stands for itself and is not a place to fetch.</summary>
    public const string GridUri = "urn:gridcity:xes:grid";

    private static readonly (string Name, string Prefix)[] Standard =
        [("Concept", "concept"), ("Lifecycle", "lifecycle"), ("Organizational", "org"), ("Time", "time")];

    private readonly LocalStamp _stamp = new(city.TimeZone);

    public void WriteHead(ByteText to, EventLogOptions options)
    {
        to.Put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"u8);
        // The schema asks for a decimal number; this is the one that the standard has for itself.
        to.Put("<log xes.version=\"1849.2016\" xes.features=\"\" xmlns=\"http://www.xes-standard.org/\">\n"u8);
        foreach (var (name, prefix) in Standard)
        {
            to.Put($" <extension name=\"{name}\" prefix=\"{prefix}\" uri=\"http://www.xes-standard.org/{prefix}.xesext\"/>\n");
        }
        to.Put($" <extension name=\"Grid\" prefix=\"grid\" uri=\"{GridUri}\"/>\n");
        WriteGlobals(to);
        Text(to, " ", "concept:name", options.Name);
        Text(to, " ", "lifecycle:model", "standard");
        Text(to, " ", "grid:city", city.Id);
        Text(to, " ", "grid:version", city.Hash);
        Text(to, " ", "grid:zone", city.TimeZone.Id);
    }

    public void WriteTraceHead(ByteText to, CaseId id, LoggedCase known)
    {
        to.Put(" <trace>\n"u8);
        Text(to, "  ", "concept:name", id.ToString());
        Text(to, "  ", "grid:class", known.Report.Class);
        Text(to, "  ", "grid:class-name", city.Classes.GetValueOrDefault(known.Report.Class)?.Name);
        Text(to, "  ", "grid:channel", known.Report.Channel);
        Text(to, "  ", "grid:reference", known.Report.Reference);
        Text(to, "  ", "grid:cell", known.Birthplace.ToString());
        Text(to, "  ", "grid:community", known.Birthplace.Community.ToString());
        Text(to, "  ", "grid:street", known.Birthplace.Street.ToString());
        Number(to, "grid:longitude", known.Report.Point.Longitude);
        Number(to, "grid:latitude", known.Report.Point.Latitude);
    }

    public void WriteEvent(ByteText to, in LogStep step)
    {
        to.Put("  <event>\n"u8);
        Text(to, "   ", "concept:name", step.Activity.Name);
        Text(to, "   ", "lifecycle:transition", step.Activity.Transition);
        to.Put("   <date key=\"time:timestamp\" value=\""u8);
        _stamp.Write(to, step.At).Put("\"/>\n"u8);
        Text(to, "   ", "org:resource", step.Resource);
        Text(to, "   ", "org:role", RoleNames.Of(step.By.Role));
        Text(to, "   ", "org:group", step.Unit);
        Text(to, "   ", "grid:cell", step.Cell.ToString());
        Text(to, "   ", "grid:street", step.Cell.Street.ToString());
        Text(to, "   ", "grid:from", step.From.IsNone ? null : step.From.ToString());
        Text(to, "   ", "grid:to", step.To.IsNone ? null : step.To.ToString());
        to.Put("  </event>\n"u8);
    }

    public static void WriteTraceEnd(ByteText to) => to.Put(" </trace>\n"u8);

    public static void WriteEnd(ByteText to) => to.Put("</log>\n"u8);

    // What every trace and every event has; miners refuse logs that do not say it.
    private static void WriteGlobals(ByteText to)
    {
        to.Put(" <global scope=\"trace\">\n"u8);
        Text(to, "  ", "concept:name", "unknown");
        to.Put(" </global>\n <global scope=\"event\">\n"u8);
        Text(to, "  ", "concept:name", "unknown");
        Text(to, "  ", "lifecycle:transition", "complete");
        to.Put("  <date key=\"time:timestamp\" value=\"1970-01-01T00:00:00.000+00:00\"/>\n"u8);
        Text(to, "  ", "org:resource", "unknown");
        Text(to, "  ", "org:role", "unknown");
        to.Put(" </global>\n"u8);
        to.Put(" <classifier name=\"Activity\" scope=\"event\" keys=\"concept:name\"/>\n"u8);
        to.Put(" <classifier name=\"ActivityAndLifecycle\" scope=\"event\" keys=\"concept:name lifecycle:transition\"/>\n"u8);
        to.Put(" <classifier name=\"Resource\" scope=\"event\" keys=\"org:resource\"/>\n"u8);
    }

    private static void Number(ByteText to, string key, double value) =>
        to.Put("  <float key=\""u8).Put(key).Put("\" value=\""u8).Put(value).Put("\"/>\n"u8);

    private static void Text(ByteText to, ReadOnlySpan<char> indent, string key, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            to.Put(indent).Put("<string key=\""u8).Put(key).Put("\" value=\""u8);
            Escape(to, value);
            to.Put("\"/>\n"u8);
        }
    }

    private static void Escape(ByteText to, ReadOnlySpan<char> text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '&':
                    to.Put("&amp;"u8);
                    break;
                case '<':
                    to.Put("&lt;"u8);
                    break;
                case '"':
                    to.Put("&quot;"u8);
                    break;
                // What is no character of XML would make the log unreadable; a line break would become a blank.
                case < ' ' or 0xFFFE or 0xFFFF:
                    to.Put(" "u8);
                    break;
                default:
                    to.Took(rune.EncodeToUtf8(to.Room(4)));
                    break;
            }
        }
    }
}
