using GridCity.Core.Evaluation;
using GridCity.Simulation.Pages;

namespace GridCity.Simulation.Bulletins;

/// <summary>Lists of cases.</summary>
internal static class CaseTables
{
    /// <summary>The cases that units did not finish in time.</summary>
    public static Section Late(CityNames names, TimeWords time, PeriodTables tables, int shown = 30)
    {
        var late = tables.Late;
        var caption = Caption(new Say("Cases not finished in time, the latest first", "超期案件（按超期时长排列）"), late, shown);
        return Section.Of(
            new Say("Late cases", "超期案件"),
            late.Total == 0
                ? new Tag("p") { new Say("Units finished everything in time.", "本期各责任单位无超期案件。") }
                : Table(caption, names, time)
                    .Short(new Say("Finished", "处置完成"), line => line.Done is null
                        ? new Say("not yet", "未完成")
                        : time.Short(line.Done))
                    .Number(new Say("Late by", "超期时长"), line => line.Due is { } due
                        ? TimeWords.Length((line.Done ?? tables.AsOf) - due)
                        : Figures.None)
                    .Short(new Say("Appeal", "申诉"), line => line.IsExempt ? new Say("granted", "已认定免责") : default)
                    .Of(late.Lines.Take(shown)));
    }

    /// <summary>The columns that every list of cases has.</summary>
    public static Table<CaseLine> Table(Say caption, CityNames names, TimeWords time, bool hasUnit = true, Say? since = null)
    {
        var table = new Table<CaseLine>(caption)
            .Any(new Say("Case", "案件号"), "keep", line => (Say)line.Case.ToString())
            .Name(new Say("Class", "类别"), line => names.Class(line.Class))
            .Short(new Say("Street", "街道"), line => names.Area(line.Street));
        if (hasUnit)
        {
            table.Text(new Say("Unit", "责任单位"), line => names.Unit(line.Unit));
        }
        table.Short(since ?? new Say("Sent", "派遣时间"), line => time.Short(line.Since));
        return hasUnit ? table.Short(new Say("Due", "处置时限"), line => time.Short(line.Due)) : table;
    }

    /// <summary>What a list shows, and of how many.</summary>
    public static Say Caption(Say what, CaseLines lines, int shown) => lines.Total <= shown
        ? what + new Say($": {Figures.Count(lines.Total)}", $"：共{Figures.Count(lines.Total)}件")
        : what + new Say(
            $": the first {shown} of {Figures.Count(lines.Total)}", $"：共{Figures.Count(lines.Total)}件，列前{shown}件");
}
