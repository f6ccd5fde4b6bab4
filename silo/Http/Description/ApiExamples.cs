namespace GridCity.Silo.Http.Description;

/// <summary>
/// The examples of all operations, by their ids. They stand for a morning in the demonstration city: rubbish is reported in one of
/// its cells, the rules send it to the sanitation centre, and so it goes on. A test carries all of them out.
/// </summary>
internal static class ApiExamples
{
    /// <summary>The case that the example of a report makes in a new city.</summary>
    public const string Case = "110101006008009-1";

    /// <summary>Where time passes between examples.</summary>
    public const string Wait = "wait";

    private const string OtherCase = "110101006008009-2";
    private const string Cell = "110101006008009";

    /// <summary>The example of an operation, or of a variation of it, named by a word behind its id; null when there is none.</summary>
    public static ApiExample? Of(string operation) => All.GetValueOrDefault(operation);

    private static readonly ApiParameter Lon = new("lon", "Degrees east.", "116.4166");
    private static readonly ApiParameter Lat = new("lat", "Degrees north.", "39.9283");
    private static readonly ApiParameter Frame = new("frame", "The coordinate frame: wgs84, cgcs2000, gcj02 or bd09; the city's own when absent.");
    private static readonly ApiParameter Id = new("id", "The number of the case.", Case);
    private static readonly ApiParameter Run = new("id", "The number of the run.", "r1");
    private static readonly ApiParameter WaitForRun = new("wait", "Answer when the run has ended, or after a minute.", "true");
    private static readonly ApiParameter HistoryName = new("name", "The name of the table.", "calls.csv");
    private static readonly string[] Handling = ["report", "acceptCase"];
    private static readonly string[] Looked = [.. Handling, "finishCase", "checkCase"];
    private static readonly string[] ClosedLate = [.. Handling, Wait, "finishCase", "checkCase", "closeCase"];
    private static readonly string[] ClosedFromPublic =
        ["publicReport", "verifyCase", "fileCase", "acceptCase", "finishCase", "checkCase", "closeCase"];

    private static readonly Dictionary<string, ApiExample> All = new(StringComparer.Ordinal)
    {
        ["report"] = new()
        {
            Status = 201,
            Parameters = [new("Idempotency-Key", "The command id, where the body has none.")],
            Body = """
                {"class":"06010","channel":"inspector","lon":116.4166,"lat":39.9283,"text":"Rubbish by the gate 门口有垃圾","by":"inspector:i-017"}
                """,
        },
        ["reportBatch"] = new()
        {
            Body = """
                {"reports":[
                  {"class":"06010","channel":"inspector","lon":116.4166,"lat":39.9283,"text":"Rubbish","by":"inspector:i-017"},
                  {"class":"01001","condition":"missing","channel":"hotline-12345","lon":116.4200,"lat":39.9300,"text":"A cover is gone"}]}
                """,
        },
        ["report beside"] = new()
        {
            Status = 201,
            Body = """{"class":"06010","channel":"inspector","lon":116.4166,"lat":39.9289,"text":"More of it","by":"inspector:i-017"}""",
        },
        ["cases"] = new()
        {
            After = ["report"],
            Parameters =
            [
                new("cell", "Only cases in this cell.", Cell),
                new("area", "Only cases in this district, street, community or cell, by its code.", "110101006"),
                new("stage", "Only cases in these stages, with commas between.", "pendingAcceptance,handling"),
                new("unit", "Only cases that this unit has or had last.", "sanitation"),
                new("class", "Only cases of this class.", "06010"),
                new("channel", "Only cases that came by this channel.", "inspector"),
                new("tier", "Only cases that this tier has.", "street"),
                new("open", "With true: only cases that need somebody.", "true"),
                new("overdue", "With true: only cases of which a limit passed."),
                new("supervised", "With true: only cases under supervision."),
                new("calls", "With open: only cases with an open call; with whistle: with an open whistle."),
                new("task", "With nobody: only cases at which nobody is left to look."),
                new("inspector", "Only cases at which this inspector is asked to look."),
                new("dueBefore", "Only open cases that are due before this time."),
                new("limit", "How many, from 1 to 1000.", "10"),
                new("before", "The key of the page, from 'next' of the page before.", "1000"),
            ],
        },
        ["case"] = new() { After = ["report"], Parameters = [Id] },
        ["caseLife"] = new() { After = ["report"], Parameters = [Id] },

        ["verifyCase"] = OnCase(["publicReport"], """{"by":"inspector:i-017","sight":"exists"}"""),
        ["fileCase"] = OnCase(["publicReport", "verifyCase"], """{"by":"supervision:desk-1"}"""),
        ["rejectCase"] = OnCase(["publicReport"], """{"by":"supervision:desk-1","reason":"Private ground, outside the scope"}"""),
        ["dispatchCase"] = OnCase(["report", "returnCase"], """{"by":"command:desk-2","unit":"sanitation"}"""),
        ["acceptCase"] = OnCase(["report"], """{"by":"unit:sanitation"}"""),
        ["returnCase"] = OnCase(["report"], """{"by":"unit:sanitation","reason":"The ground of the water bureau"}"""),
        ["finishCase"] = OnCase(Handling, """{"by":"unit:sanitation","result":"Swept and carried away"}"""),
        ["checkCase"] = OnCase([.. Handling, "finishCase"], """{"by":"inspector:i-017","result":"pass"}"""),
        ["closeCase"] = OnCase(Looked, """{"by":"supervision:desk-1"}"""),

        ["takeTaskCase"] = OnCase([.. Handling, "finishCase"], """{"by":"inspector:i-017"}"""),
        ["applyCase"] = OnCase(Handling, """{"by":"unit:sanitation","application":"extension","reason":"The lorry broke down"}"""),
        ["applyCase suspension"] = OnCase(
            Handling, """{"by":"unit:sanitation","application":"suspension","until":"2026-12-01T00:00:00Z","reason":"Frost"}"""),
        ["ruleCase"] = OnCase([.. Handling, "applyCase"], """{"by":"command:desk-2","granted":true}"""),
        ["resumeCase"] = OnCase([.. Handling, "applyCase suspension", "ruleCase"], """{"by":"command:desk-2","note":"The frost is over"}"""),
        ["sendBackCase"] = OnCase(["report", "returnCase"], """{"by":"command:desk-2","reason":"Outside the scope of the city"}"""),

        ["superviseCase"] = OnCase(["report"], """{"by":"leader:deputy-mayor","reason":"The press asks"}"""),
        ["escalateCase"] = OnCase(["report"], """{"by":"command:desk-2","to":"district","reason":"Two streets"}"""),
        ["gradeCase"] = OnCase(["report"], """{"by":"command:desk-2","grade":"overYears","note":"In the plan"}"""),
        ["forceCloseCase"] = OnCase(["report"], """{"by":"leader:deputy-mayor","reason":"The block is pulled down"}"""),
        ["relocateCase"] = OnCase(["report"], """{"by":"supervision:desk-1","lon":116.4200,"lat":39.9300,"reason":"The other side of the road"}"""),
        ["mergeCase"] = OnCase(["report", "report beside"], $$"""{"by":"supervision:desk-1","into":"{{OtherCase}}"}"""),
        ["remarkCase"] = OnCase(["report"], """{"by":"public:neighbour","text":"It is still there","reference":"fms-7"}"""),

        ["makeCallCase"] = OnCase(
            ["report"], """{"by":"unit:street-110101006","call":"whistle","topic":"enforcement","parties":["enforcement","police"],"text":"Come at once"}"""),
        ["answerCallCase"] = OnCase(["report", "makeCallCase"], """{"by":"unit:police","number":1,"text":"We are there"}"""),
        ["gradeCallCase"] = OnCase(
            ["report", "makeCallCase", "answerCallCase"], """{"by":"unit:street-110101006","number":1,"party":"police","score":90}"""),
        ["gradeCallCase enforcement"] = OnCase([], """{"by":"unit:street-110101006","number":1,"party":"enforcement","score":80}"""),
        ["closeCallCase"] = OnCase(
            ["report", "makeCallCase", "answerCallCase", "gradeCallCase", "gradeCallCase enforcement"],
            """{"by":"unit:street-110101006","number":1,"outcome":"The stall is gone"}"""),

        ["appealCase"] = OnCase(ClosedLate, """{"by":"unit:sanitation","reason":"The road was closed"}"""),
        ["reviewAppealCase"] = OnCase([.. ClosedLate, "appealCase"], """{"by":"command:desk-2","granted":true}"""),
        ["decideAppealCase"] = OnCase([.. ClosedLate, "appealCase", "reviewAppealCase"], """{"by":"supervision:desk-1","granted":true}"""),
        ["callBackCase"] = OnCase(
            ClosedFromPublic, """{"by":"supervision:desk-1","responded":true,"solved":true,"satisfaction":"satisfied"}"""),
        ["excludeCase"] = OnCase(ClosedFromPublic, """{"by":"supervision:desk-1","reason":"An unlawful demand"}"""),

        ["sample"] = new()
        {
            Body = """
                {"by":"supervision:lab","section":"dongbianmen","takenAt":"2026-09-14T00:00:00Z",
                 "values":[{"parameter":"NH3-N","value":0.8,"unit":"mg/L"},{"parameter":"pH","value":7.4}]}
                """,
        },
        ["patrol"] = new()
        {
            Body = """
                {"by":"inspector:i-017","subject":"beat 17","lon":116.4166,"lat":39.9283,
                 "from":"2026-09-13T23:00:00Z","until":"2026-09-14T00:00:00Z","kilometres":3.2,"problems":1}
                """,
        },

        ["city"] = new(),
        ["outlines"] = new() { Parameters = [new("tier", "street or community.", "community")] },
        ["layer"] = new() { Parameters = [new("name", "The name of the layer.", "rivers")] },
        ["cells"] = new()
        {
            Parameters =
            [
                new("area", "Only cells of this district, street or community.", "110101006"),
                new("after", "The key of the page, from 'next' of the page before.", "110101006001001"),
                new("limit", "How many, from 1 to 5000.", "10"),
            ],
        },
        ["cellAt"] = new() { Parameters = [Lon, Lat, Frame] },
        ["cell"] = new() { Parameters = [new("code", "The code of the cell.", Cell)] },
        ["tile"] = new()
        {
            Parameters =
            [
                new("version", "The hash of the city, from /city.", "{hash}"), new("z", "The zoom.", "12"), new("x", "The column.", "3372"),
                new("y", "The row.", "1551"),
            ],
        },
        ["board"] = new(),
        ["shade"] = new()
        {
            Parameters =
            [
                new("class", "The open cases of this class.", "06010"),
                new("unit", "The open cases that this unit has."),
                new("by", "With street: the step of the street of each cell by load."),
            ],
        },
        ["rules"] = new(),
        ["explain"] = new()
        {
            Parameters =
            [
                Lon,
                Lat,
                Frame,
                new("class", "The class.", "06010"),
                new("condition", "The filing condition."),
                new("channel", "The channel; inspector when absent.", "inspector"),
                new("at", "When; now when absent.", "2026-09-14T00:00:00Z"),
            ],
        },
        ["inspectors"] = new(),
        ["beat"] = new() { Parameters = [new("id", "The inspector.", "i-017")] },

        ["stream"] = new() { Parameters = [new("after", "The position after which to begin; now when absent.", "0")] },
        ["boardStream"] = new(),
        ["journal"] = new()
        {
            After = ["report"],
            Parameters = [new("after", "The position after which the page begins.", "0"), new("limit", "How many, from 1 to 1000.", "10")],
        },
        ["bulletins"] = new() { Parameters = [new("lang", "zh or en.", "en")] },
        ["bulletin"] = new()
        {
            After = ["report"],
            Parameters =
            [
                new("kind", "hourly, monthly, quarterly or water; with .json its data.", "monthly"),
                new("period", "The period, such as 2026-08; the last that is over when absent.", "2026-08"),
                new("asOf", "As it was known at this time."),
                new("lang", "zh or en.", "en"),
                new("single", "Only one language, without a switch."),
            ],
        },
        ["specialList"] = new()
        {
            After = ["report"],
            Parameters = [new("period", "The month, such as 2026-08, or days with a slash between; the month that runs when absent.", "2026-09")],
        },
        ["eventLogXes"] = new() { After = ["report"], Parameters = Period },
        ["eventLogCsv"] = new() { After = ["report"], Parameters = Period },

        ["addPhoto"] = new()
        {
            Status = 201,
            Parameters = [new("command", "The id of the command that the photo belongs to.", "0198f6f0-5a0e-7c42-9a63-1f1d5a4c7b11")],
        },
        ["photo"] = new() { After = ["addPhoto"], Parameters = [new("name", "The name that the answer to sending it gave.", "{photo}")] },

        ["publicPlace"] = new() { Parameters = [Lon, Lat, Frame] },
        ["publicReport"] = new()
        {
            Status = 201,
            Body = """{"class":"06010","lon":116.4166,"lat":39.9283,"text":"Rubbish by the gate"}""",
        },
        ["publicCase"] = new() { After = ["publicReport"], Parameters = [new("number", "The number that reporting gave.", Case)] },

        ["runs"] = new(),
        ["startRun"] = new()
        {
            Status = 202,
            Body = """
                {"name":"A fifth more","scenario":"dongcheng-2017","days":1,"replications":1,"changes":[{"what":"demand.*","value":1.2}]}
                """,
        },
        ["histories"] = new(),
        ["addHistory"] = new() { Status = 201, Parameters = [HistoryName] },
        ["removeHistory"] = new() { After = ["addHistory"], Status = 204, Parameters = [HistoryName] },
        ["proposeMapping"] = new() { After = ["addHistory"], Parameters = [HistoryName] },
        ["run"] = new() { After = ["startRun"], Parameters = [Run] },
        ["stopRun"] = new() { After = ["startRun"], Status = 204, Parameters = [Run] },
        ["runFrames"] = new() { After = ["startRun"], Parameters = [Run, WaitForRun] },
        ["runReport"] = new() { After = ["startRun"], Parameters = [Run, WaitForRun, new("lang", "zh or en.", "en")] },
        ["compareRuns"] = new() { After = ["startRun"], Parameters = [Run, WaitForRun, new("other", "The number of the other run.", "r1")] },

        ["session"] = new(),
        ["signIn"] = new() { NeedsAccounts = true, After = ["addAccount"], Body = """{"name":"wang","password":"a long first password"}""" },
        ["signOut"] = new() { Status = 204 },
        ["changePassword"] = new()
        {
            NeedsAccounts = true,
            Status = 204,
            After = ["addAccount", "signIn"],
            Body = """{"password":"a long first password","next":"a longer second password"}""",
        },
        ["accounts"] = new() { NeedsAccounts = true },
        ["addAccount"] = new()
        {
            NeedsAccounts = true,
            Status = 201,
            Body = """{"name":"wang","role":"supervision","scope":"110101006","password":"a long first password"}""",
        },
        ["endAccount"] = OnAccount(204),
        ["resetPassword"] = OnAccount(200),
        ["addKey"] = OnAccount(201) with { Body = """{"label":"the hotline's program"}""" },
        ["endKeys"] = OnAccount(204),
        ["trail"] = new()
        {
            NeedsAccounts = true,
            After = ["addAccount"],
            Parameters =
            [
                new("account", "Only what this account asked for."), new("about", "Only what was about this."),
                new("limit", "How many, from 1 to 1000.", "10"),
            ],
        },
    };

    private static ApiParameter[] Period =>
    [
        new("from", "Only cases reported from this time on.", "2026-09-01T00:00:00+08:00"),
        new("to", "Only cases reported before this time.", "2026-10-01T00:00:00+08:00"),
    ];

    private static ApiExample OnCase(IReadOnlyList<string> after, string body) => new() { Parameters = [Id], After = after, Body = body };

    private static ApiExample OnAccount(int status) => new()
    {
        NeedsAccounts = true,
        Status = status,
        After = ["addAccount"],
        Parameters = [new("name", "The name of the account.", "wang")],
    };
}
