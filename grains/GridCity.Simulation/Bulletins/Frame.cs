using GridCity.Core.Cities;
using GridCity.Core.Evaluation;
using GridCity.Simulation.Pages;

namespace GridCity.Simulation.Bulletins;

/// <summary>What every bulletin says about itself.</summary>
internal sealed class Frame
{
    /// <summary>The frame of a city's bulletins.</summary>
    public Frame(City city)
    {
        City = city;
        Names = new CityNames(city);
        Time = new TimeWords(city.TimeZone);
    }

    /// <summary>The city.</summary>
    public City City { get; }

    /// <summary>Its names.</summary>
    public CityNames Names { get; }

    /// <summary>Its clock.</summary>
    public TimeWords Time { get; }

    /// <summary>What stands below the title.</summary>
    public IReadOnlyList<(Say Name, Say Value)> Facts(Say period, DateTimeOffset? asOf, long? position)
    {
        var facts = new List<(Say, Say)> { (new Say("Period", "统计周期"), period) };
        if (asOf is { } known)
        {
            facts.Add((new Say("As known on", "数据截至"), Time.Full(known)));
        }
        if (position is { } last)
        {
            facts.Add((new Say("Journal position", "日志位置"), last.ToString("N0", System.Globalization.CultureInfo.InvariantCulture)));
        }
        facts.Add((new Say("City version", "城市数据版本"), City.Hash[..Math.Min(12, City.Hash.Length)]));
        return facts;
    }

    /// <summary>What a reader must not miss.</summary>
    public IReadOnlyList<Say> Badges(bool isOver, bool isComplete = true)
    {
        var badges = new List<Say>();
        if (City.IsSynthetic)
        {
            badges.Add(new Say("Synthetic demonstration: no real people or events", "演示数据：城市、人员和案件均为程序生成"));
        }
        if (!isOver)
        {
            badges.Add(new Say("Provisional: the period is not over", "暂行数据：统计周期尚未结束"));
        }
        if (!isComplete)
        {
            badges.Add(new Say("The journal begins inside the period", "日志起始于本周期之内，数据不完整"));
        }
        return badges;
    }

    /// <summary>How the numbers of a period were made.</summary>
    public static IReadOnlyList<Say> Notes(ScoreBook book) =>
    [
        new(
            "“Due” counts what had its deadline in the period, with extensions and suspensions, not what was created in it. A case without a deadline"
                + " in the period is in no rate.",
            "“应”类指标按处置时限落在本周期内的案件统计（已考虑延期与挂账），而非按立案时间统计。"),
        new(
            "Intervals are Wilson's for 95 %: with the same work done again, chance alone would put the figure anywhere in them.",
            "置信区间采用威尔逊（Wilson）95%区间：同样的工作重做一遍，仅因偶然因素，指标也会落在区间内任意位置。"),
        new(
            $"Scores follow the {book.Name.ToLowerInvariant()}; nobody with a base under {book.RankingBase} is ranked."
                + " A dash means that nothing was there to count or to compare with.",
            $"综合得分采用{book.NameZh}；基数不足{book.RankingBase}的不排名。“–”表示无可统计或无可比数据。"),
        new(
            "Everything here is a fold of the journal: the same journal, period and moment give the same page again.",
            "本页全部数据由案件日志推算，同一日志、同一周期、同一截止时刻可随时重新生成，结果一致。"),
    ];
}
