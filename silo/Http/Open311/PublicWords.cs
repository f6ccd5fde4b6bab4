using System.Globalization;
using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Space;
using Microsoft.Net.Http.Headers;

namespace GridCity.Silo.Http.Open311;

/// <summary>What the public is told, in the language that it asks for.</summary>
internal sealed class PublicWords(City city, bool isChinese)
{
    /// <summary>The words for a request: its parameter <c>lang</c>, or else what its reader accepts first.</summary>
    public static PublicWords For(HttpRequest request, City city)
    {
        var asked = request.Query["lang"].ToString();
        if (asked.Length == 0 && StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var accepted))
        {
            asked = accepted.OrderByDescending(language => language.Quality ?? 1).FirstOrDefault()?.Value.ToString() ?? string.Empty;
        }
        return new PublicWords(city, asked.StartsWith("zh", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>One of two wordings.</summary>
    public string Say(string english, string chinese) => isChinese ? chinese : english;

    /// <summary>The name of a class.</summary>
    public string Class(string code) => city.Classes.GetValueOrDefault(code) is { } known ? Say(known.Name, known.NameZh) : code;

    /// <summary>A class's name in the other language, so that both are seen.</summary>
    public string OtherName(CaseClass known) => isChinese ? known.Name : known.NameZh;

    /// <summary>The name of a unit, or null for none.</summary>
    public string? Unit(string? id) => id is null ? null : city.Units.GetValueOrDefault(id) is { } known ? Say(known.Name, known.NameZh) : id;

    /// <summary>Where a cell lies, in the names of its community and street.</summary>
    public string Address(CellCode cell)
    {
        var street = city.NameOf(cell.Street);
        var community = city.NameOf(cell.Community);
        return isChinese ? $"{street.NameZh} {community.NameZh} {cell}" : $"{community.Name}, {street.Name}, {cell}";
    }

    /// <summary>A moment as people of the city read it.</summary>
    public string Moment(DateTimeOffset at) =>
        TimeZoneInfo.ConvertTime(at, city.TimeZone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A limit in words.</summary>
    public string Limit(Limit limit) => limit.Unit switch
    {
        LimitUnit.UrgentHours => Say(Count(limit.Amount, "hour") + ", day and night", $"{limit.Amount}紧急工作时"),
        LimitUnit.WorkingHours => Say(Count(limit.Amount, "working hour"), $"{limit.Amount}工作时"),
        LimitUnit.WorkingDays => Say(Count(limit.Amount, "working day"), $"{limit.Amount}工作日"),
        _ => Say(Count(limit.Amount, "day"), $"{limit.Amount}自然日"),
    };

    /// <summary>Where a case stands, in a sentence.</summary>
    public string Stage(Stage stage) => stage switch
    {
        Core.Cases.Stage.PendingVerification => Say("An inspector will look at the place.", "待监督员现场核实。"),
        Core.Cases.Stage.PendingFiling => Say("Seen on the spot; to be taken as a case.", "已核实，待立案。"),
        Core.Cases.Stage.PendingDispatch => Say("Taken as a case; a unit is looked for.", "已立案，待派遣。"),
        Core.Cases.Stage.PendingAcceptance => Say("Sent to the responsible unit.", "已派遣，待处置单位受理。"),
        Core.Cases.Stage.Handling => Say("The unit works on it.", "处置中。"),
        Core.Cases.Stage.PendingCheck => Say("Done, says the unit; an inspector will check.", "已处置，待现场核查。"),
        Core.Cases.Stage.PendingClosing => Say("Checked on the spot; to be closed.", "核查通过，待结案。"),
        Core.Cases.Stage.Suspended => Say("Put off until a date.", "挂账缓办。"),
        Core.Cases.Stage.Closed => Say("Solved and closed.", "已结案。"),
        Core.Cases.Stage.Rejected => Say("Not taken as a case.", "不予立案。"),
        Core.Cases.Stage.Duplicate => Say("The same problem as an earlier request.", "与已有案件重复。"),
        _ => Say("Ended without a check.", "强制结案。"),
    };

    private static string Count(int amount, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{amount} {unit}{(amount == 1 ? string.Empty : "s")}");
}
