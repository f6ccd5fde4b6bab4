using System.Globalization;
using GridCity.Simulation.Bulletins;
using GridCity.Simulation.Pages;
using GridCity.Simulation.Reports.Sections;

namespace GridCity.Simulation.Reports;

/// <summary>The report of a simulation or a replay: one page that can be handed on.</summary>
internal static class RunReport
{
    /// <summary>The page of a subject.</summary>
    public static Page Of(ReportSubject subject)
    {
        var names = new CityNames(subject.City);
        return new Page
        {
            City = names.Whole,
            Title = Title(subject),
            Facts = Facts(subject),
            Badges = Badges(subject),
            Sections =
            [
                ShortSection.Of(subject, names),
                FilmSection.Of(subject, names),
                TimeSection.Of(subject),
                WaitSection.Of(subject, names),
                UnitSection.Of(subject, names),
                PlaceSection.Of(subject, names),
                SheetSection.Of(subject),
                SourceSection.Of(subject),
            ],
            Notes = Notes(subject),
            Script = PageScript.Film,
        };
    }

    private static Say Title(ReportSubject subject) => subject.IsReplay
        ? new Say($"Replay of {subject.Name}", $"历史重演：{subject.Name}")
        : new Say($"Simulation: {subject.Name}", $"仿真推演：{subject.Name}");

    private static List<(Say Name, Say Value)> Facts(ReportSubject subject)
    {
        var run = subject.Runs[0];
        var zone = subject.City.TimeZone;
        var facts = new List<(Say Name, Say Value)>
        {
            (new Say("Period", "时段"), Days(run.From, run.Until, zone)),
            (new Say("Runs", "次数"), subject.Runs.Count.ToString(CultureInfo.InvariantCulture)),
            (new Say("Seed", "随机种子"), run.Seed.ToString(CultureInfo.InvariantCulture)),
            (new Say("City version", "城市数据版本"), Hash(run.CityHash)),
            (new Say("Hash of the run", "运行哈希"), Hash(run.Hash)),
        };
        if (subject.ScenarioHash is { Length: > 0 } hash)
        {
            facts.Insert(3, (new Say("Scenario version", "情景版本"), Hash(hash)));
        }
        return facts;
    }

    private static List<Say> Badges(ReportSubject subject)
    {
        var badges = new List<Say>();
        if (subject.City.IsSynthetic)
        {
            badges.Add(new Say("Synthetic city: no real people or places", "合成城市：人员与地点均为程序生成"));
        }
        badges.Add(subject switch
        {
            { IsReplay: true, IsModelled: false } => new Say("Real reports, real times of handling", "真实上报，真实处置时间"),
            { IsReplay: true } => new Say("Real reports, modelled handling", "真实上报，模拟处置"),
            _ => new Say("A simulation: nothing here has happened", "仿真结果：并非实际发生"),
        });
        if (subject.Runs.Any(run => run.IsPartial))
        {
            badges.Add(new Say("Partial: stopped before its end", "部分结果：提前停止"));
        }
        return badges;
    }

    private static List<Say> Notes(ReportSubject subject) =>
    [
        new(
            "Every case went through the cells, rules and limits that serve live reports, under a virtual clock.",
            "每个案件均经过与实际运行完全相同的网格、派遣规则和时限，在虚拟时钟下推演。"),
        subject.Runs.Count > 1
            ? new Say(
                $"Figures with ± are means of {subject.Runs.Count} runs on different luck, with 95 % intervals; maps and curves show the first run.",
                $"带±的数字为{subject.Runs.Count}次不同随机运行的均值及95%置信区间；地图与曲线为第一次运行。")
            : new Say(
                "One run: what chance alone would change cannot be seen from it.",
                "仅一次运行：无法据此判断偶然因素的影响。"),
        new(
            "The same city, scenario and seed give the same run, entry by entry; its hash is the SHA-256 of the ordered log.",
            "相同的城市数据、情景和种子得到逐条相同的运行；运行哈希为有序日志的SHA-256。"),
    ];

    internal static Say Days(DateTimeOffset from, DateTimeOffset until, TimeZoneInfo zone)
    {
        var (first, last) = (Day(from), Day(until.AddMilliseconds(-2)));
        return new Say(
            $"{first.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)} to {last.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}",
            $"{first.ToString("yyyy年M月d日", CultureInfo.InvariantCulture)}至{last.ToString("yyyy年M月d日", CultureInfo.InvariantCulture)}");

        DateTimeOffset Day(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone);
    }

    internal static string Hash(string hash) => hash[..Math.Min(12, hash.Length)];
}
