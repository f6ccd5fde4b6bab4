using GridCity.Core.Cities;

namespace GridCity.Silo.Http.Open311;

/// <summary>
/// What can be reported: the classes of city management. Those of the social grid (quarrels, needs, people) are not among them:
/// what is posted here is public.
/// </summary>
internal static class ServiceList
{
    /// <summary>The attribute that asks for the filing condition.</summary>
    public const string Condition = "condition";

    private const string LimitInfo = "limit";

    /// <summary>Whether a class can be reported and read here.</summary>
    public static bool Offers(CaseClass? known) => known?.Service == ServiceGrid.City;

    /// <summary>The filing conditions that a reporter may choose from.</summary>
    public static IReadOnlyList<LimitRow> ConditionsOf(City city, string code) => [.. city.Limits.RowsOf(code).Where(row => row.Condition is not null)];

    /// <summary>Whether a reporter has to choose one: the class has no limit without.</summary>
    public static bool NeedsCondition(City city, string code) =>
        city.Limits.RowsOf(code) is { Count: > 0 } rows && rows.All(row => row.Condition is not null);

    /// <summary>All services.</summary>
    public static SparkDocument Write(City city, PublicWords words) => new("services", "service",
    [
        .. city.Classes.Values.Where(Offers).OrderBy(known => known.Code, StringComparer.Ordinal).Select(known => new SparkObject
        {
            { "service_code", known.Code },
            { "service_name", words.Class(known.Code) },
            { "description", $"{words.OtherName(known)}. {words.Limit(LimitOf(city, known.Code))}." },
            { "metadata", ConditionsOf(city, known.Code).Count > 0 },
            { "type", "realtime" },
            { "keywords", $"{known.Family},{(known.IsComponent ? "component" : "event")}" },
            { "group", known.Family },
        }),
    ]);

    /// <summary>What is asked about one service, or null when nothing is.</summary>
    public static SparkDocument? Define(City city, string code, PublicWords words)
    {
        var conditions = ConditionsOf(city, code);
        return conditions.Count == 0 ? null : new SparkDocument("service_definition", null,
        [
            new SparkObject
            {
                { "service_code", code },
                { "attributes", new SparkList("attribute", [Choice(city, code, conditions, words), Info(city, code, words)]) },
            },
        ]);
    }

    /// <summary>The limit of a class when nothing more is said about it.</summary>
    public static Limit LimitOf(City city, string code, string? condition = null) =>
        city.Limits.Find(code, condition)?.Limit ?? city.Policy.DefaultLimit;

    private static SparkObject Choice(City city, string code, IReadOnlyList<LimitRow> conditions, PublicWords words) => new()
    {
        { "variable", true },
        { "code", Condition },
        { "datatype", "singlevaluelist" },
        { "required", NeedsCondition(city, code) },
        { "datatype_description", words.Say("The condition decides how soon it has to be solved.", "立案条件决定处置时限。") },
        { "order", 1 },
        { "description", words.Say("What is wrong with it?", "问题情形") },
        {
            "values", new SparkList("value",
            [
                .. conditions.Select(row => new SparkObject { { "key", row.Condition }, { "name", $"{row.Condition}: {words.Limit(row.Limit)}" } }),
            ])
        },
    };

    private static SparkObject Info(City city, string code, PublicWords words) => new()
    {
        { "variable", false },
        { "code", LimitInfo },
        { "datatype", "string" },
        { "required", false },
        { "datatype_description", null },
        { "order", 2 },
        {
            "description",
            words.Say("Without a condition it is to be solved within ", "未选情形时的处置时限：") + words.Limit(LimitOf(city, code)) + "."
        },
        { "values", null },
    };
}
