using System.Text.Json.Nodes;

namespace GridCity.Tests.Client;

/// <summary>Boards as the contract writes them.</summary>
internal static class Boards
{
    public static JsonObject Whole() => new()
    {
        ["position"] = 1234,
        ["at"] = "2026-07-01T01:02:03Z",
        ["open"] = "AwD/",
        ["overdue"] = "AAAA",
        ["totals"] = Totals(),
        ["streets"] = new JsonArray(Street("110101001", "Donghuamen", "东华门", 9, 2), Street("110101009", "Hepingli", "和平里", 3, 0)),
        ["units"] = new JsonArray(),
    };

    public static JsonObject Frame() => new()
    {
        ["position"] = 1300,
        ["at"] = "2026-07-01T01:02:04Z",
        ["cells"] = new JsonArray(new JsonArray(2, 4, 1)),
        ["totals"] = Totals(),
        ["cases"] = new JsonArray(new JsonObject
        {
            ["position"] = 1299,
            ["at"] = "2026-07-01T01:02:04Z",
            ["kind"] = "case.closed.1",
            ["case"] = "110101009003012-1",
            ["cell"] = "110101009003012",
            ["lon"] = 116.5,
            ["lat"] = 39.5,
            ["class"] = "06025",
            ["className"] = "Unclean water",
            ["classNameZh"] = "水域不洁",
            ["stage"] = "closed",
            ["unit"] = "water",
            ["unitName"] = "Water bureau",
        }),
        ["skipped"] = 41,
    };

    private static JsonObject Totals() => new()
    {
        ["reportedToday"] = 40,
        ["filedToday"] = 30,
        ["dispatchedToday"] = 29,
        ["closedToday"] = 1500,
        ["rejectedToday"] = 3,
        ["duplicatesToday"] = 4,
        ["open"] = 12,
        ["overdue"] = 2,
        ["pendingVerification"] = 1,
        ["pendingFiling"] = 2,
        ["pendingDispatch"] = 3,
        ["pendingAcceptance"] = 4,
        ["handling"] = 5,
        ["pendingCheck"] = 6,
        ["pendingClosing"] = 7,
        ["perMinute"] = new JsonArray(
            [.. Enumerable.Range(0, 60).Select(minute => new JsonObject
            {
                ["minute"] = $"2026-07-01T00:{minute:00}:00Z",
                ["reported"] = minute % 9,
                ["closed"] = 1,
            })]),
    };

    private static JsonObject Street(string code, string name, string nameZh, int open, int overdue) => new()
    {
        ["code"] = code,
        ["name"] = name,
        ["nameZh"] = nameZh,
        ["open"] = open,
        ["overdue"] = overdue,
        ["today"] = 5,
    };
}
