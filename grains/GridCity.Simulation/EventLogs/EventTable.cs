using GridCity.Core.Cities;
using GridCity.Core.Space;

namespace GridCity.Simulation.EventLogs;

/// <summary>
/// The rows of an event log as CSV (RFC 4180, UTF-8, line feeds), with the columns that process miners know and those of the
/// <c>grid</c> extension.
/// </summary>
internal sealed class EventTable(City city)
{
    private readonly LocalStamp _stamp = new(city.TimeZone);

    public static void WriteHead(ByteText to) => to.Put(
        "case:concept:name,concept:name,lifecycle:transition,time:timestamp,org:resource,org:role,org:group,"u8).Put(
        "grid:class,grid:channel,grid:cell,grid:community,grid:street,grid:from,grid:to\n"u8);

    public void Write(ByteText to, LoggedCase known, in LogStep step)
    {
        to.Put(step.Case.ToString()).Put(","u8);
        Field(to, step.Activity.Name);
        to.Put(step.Activity.Transition).Put(","u8);
        _stamp.Write(to, step.At).Put(","u8);
        Field(to, step.Resource);
        to.Put(Core.Cases.RoleNames.Of(step.By.Role)).Put(","u8);
        Field(to, step.Unit);
        Field(to, known.Report.Class);
        Field(to, known.Report.Channel);
        to.Put(step.Cell.ToString()).Put(","u8)
            .Put(step.Cell.Community.ToString()).Put(","u8)
            .Put(step.Cell.Street.ToString()).Put(","u8);
        Cell(to, step.From).Put(","u8);
        Cell(to, step.To).Put("\n"u8);
    }

    private static ByteText Cell(ByteText to, CellCode cell) => cell.IsNone ? to : to.Put(cell.ToString());

    private static void Field(ByteText to, string? text)
    {
        if (text.AsSpan().IndexOfAny(",\"\n\r") >= 0)
        {
            to.Put("\""u8).Put(text!.Replace("\"", "\"\"", StringComparison.Ordinal)).Put("\""u8);
        }
        else
        {
            to.Put(text);
        }
        to.Put(","u8);
    }
}
