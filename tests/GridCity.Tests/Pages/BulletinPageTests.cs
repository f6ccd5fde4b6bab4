using System.Text.Json.Nodes;
using GridCity.Core.Evaluation;
using GridCity.Simulation.Bulletins;
using GridCity.Simulation.Pages;
using GridCity.Tests.Evaluation;
using GridCity.Tests.Water;
using Xunit;

namespace GridCity.Tests.Pages;

public class BulletinPageTests
{
    private static readonly PageOptions English = new() { First = Language.English, IsSingle = true };
    private static readonly PageOptions Chinese = new() { First = Language.Chinese, IsSingle = true };
    private static readonly DateTimeOffset Later = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    // What stays as it is in Chinese: a statistician, and the people and waters of the test cities who have no Chinese names.
    private static readonly string[] SameInBoth = ["wilson", "zhang", "moat", "longtan", "district", "street", "chief"];

    public static TheoryData<BulletinKind, string> Asked { get; } = new()
    {
        { BulletinKind.Hourly, "2026-09-10T08" },
        { BulletinKind.Monthly, "2026-09" },
        { BulletinKind.Monthly, "2026-08-19/2026-09-18" },
        { BulletinKind.Quarterly, "2026-Q3" },
        { BulletinKind.Water, "2026-09" },
        { BulletinKind.Hourly, "2025-01-01T00" },
        { BulletinKind.Monthly, "2030-01" },
        { BulletinKind.Quarterly, "2024-Q1" },
        { BulletinKind.Water, "2024-01" },
    };

    [Theory]
    [MemberData(nameof(Asked))]
    public void Every_page_is_one_well_formed_file_that_asks_for_nothing(BulletinKind kind, string period)
    {
        foreach (var options in new[] { new PageOptions(), English, Chinese })
        {
            PageReader.CheckHouseRules(PageReader.Read(Make(kind, period).ToHtml(options)));
        }
        Assert.NotNull(JsonNode.Parse(Make(kind, period).ToJson()));
    }

    [Fact]
    public void What_the_journal_cannot_know_is_a_dash_and_never_a_nought()
    {
        var begins = PageReader.Text(PageReader.Read(Make(BulletinKind.Monthly, "2024-03").ToHtml(English)));
        Assert.Contains("Nothing is known of this period: the journal begins on", begins, StringComparison.Ordinal);
        Assert.DoesNotContain("0 problems were reported", begins, StringComparison.Ordinal);

        var quarter = PageReader.Read(Make(BulletinKind.Quarterly, "2026-Q3").ToHtml(English));
        var months = quarter.Descendants().Where(one => one.Name.LocalName == "table")
            .First(one => one.Elements().First().Value == "Counts by month");
        var reported = months.Descendants().Where(one => one.Name.LocalName == "tr").ElementAt(1).Elements().Select(one => one.Value).ToList();
        Assert.Equal("Reported", reported[0]);
        Assert.Equal("–", reported[1]);
        Assert.NotEqual("0", reported[3]);
    }

    [Theory]
    [MemberData(nameof(Asked))]
    public void Every_page_is_complete_in_both_languages(BulletinKind kind, string period)
    {
        var bulletin = Make(kind, period);
        var (english, chinese) = (PageReader.Read(bulletin.ToHtml(English)), PageReader.Read(bulletin.ToHtml(Chinese)));

        Assert.False(PageReader.HasChinese(PageReader.Text(english)));
        Assert.Empty(PageReader.EnglishWords(PageReader.Text(chinese)).Except(SameInBoth));
        Assert.Equal(
            english.Descendants().Select(one => one.Name.LocalName), chinese.Descendants().Select(one => one.Name.LocalName));
        var both = PageReader.Read(bulletin.ToHtml());
        Assert.Equal(both.Descendants().Count(Is("zh")), both.Descendants().Count(Is("en")));
        Assert.All(both.Descendants().Where(one => Is("zh")(one) || Is("en")(one)), one => Assert.NotEqual(string.Empty, one.Value));

        static Func<System.Xml.Linq.XElement, bool> Is(string language) => one => (string?)one.Attribute("class") == language;
    }

    [Fact]
    public void The_numbers_of_the_month_are_those_of_its_record()
    {
        var tables = MonthlyBulletin.Make(
            EvaluationCity.Make(), Diary.Fold(Story), Period.Month(EvaluationCity.Make().TimeZone, 2026, 9)).Tables;
        var page = PageReader.Read(Make(BulletinKind.Monthly, "2026-09").ToHtml(English));

        var reported = tables.Counts.Single(row => row.Counter == Counter.Reported).Count;
        Assert.Equal(["Reported", $"{reported.Now}"], Assert.Single(PageReader.Rows(page, "What"), row => row[0] == "Reported")[..2]);
        var indicators = PageReader.Rows(page, "Indicator");
        Assert.All(tables.Indicators.Where(row => row.Rate.Now.Denominator > 0 && indicators.Exists(cells => cells[0] == row.Indicator.Name)), row =>
        {
            var cells = indicators.Single(cells => cells[0] == row.Indicator.Name);
            Assert.Equal($"{row.Rate.Now.Numerator}/{row.Rate.Now.Denominator}", cells[1]);
            Assert.Equal(Figures.Percent(row.Rate.Now), cells[2]);
            Assert.Equal(Figures.Interval(row.Rate.Now), cells[3]);
        });
        Assert.True(indicators.Count > 10);
        Assert.Equal(
            tables.Late.Lines.Select(line => line.Case.ToString()), PageReader.Rows(page, "Late by").Select(cells => cells[0]));
        Assert.Equal(
            tables.Rankings[SubjectKind.Unit].Select(standing => Figures.Decimal(standing.Score.Points)),
            PageReader.Rows(page, "Units").Where(cells => cells.Length == 11).Select(cells => cells[2]).Take(tables.Rankings[SubjectKind.Unit].Count));
        var days = PageReader.Rows(page, "Day");
        Assert.Equal((30, reported.Now), (days.Count, days.Sum(cells => int.Parse(cells[1]))));
    }

    [Fact]
    public void The_lists_of_the_sheet_are_those_of_its_record()
    {
        var hour = BulletinRequest.Read(BulletinKind.Hourly, "2026-09-10T08", EvaluationCity.Make().TimeZone, out _)!.Period;
        var sheet = DispatchSheet.Make(EvaluationCity.Make(), Diary.Fold(Story), hour);
        var page = PageReader.Read(Make(BulletinKind.Hourly, "2026-09-10T08").ToHtml(English));

        Assert.Equal(3, sheet.Dispatched.Total);
        Assert.Equal(
            sheet.Dispatched.Lines.Select(line => line.Case.ToString()),
            PageReader.Rows(page, "Sent").Where(cells => cells.Length == 6).Select(cells => cells[0]).Take(3));
        Assert.Equal(3, page.Descendants("circle").Count(one => (string?)one.Attribute("class") == "sent" && one.Element("title") is not null));
    }

    [Fact]
    public void The_classes_of_the_water_page_are_those_of_its_record()
    {
        var page = PageReader.Read(Make(BulletinKind.Water, "2026-09").ToHtml(Chinese));

        var rows = PageReader.Rows(page, "断面");
        Assert.Equal(["Ⅳ类", "劣Ⅴ类"], rows.Single(cells => cells[0] == "东便门" && cells.Length == 11)[3..5]);
        Assert.Equal("未达标", rows.Single(cells => cells[0] == "东便门" && cells.Length == 11)[6]);
        Assert.Contains(rows, cells => cells is ["东便门", "化学需氧量", "60 mg/L", "Ⅳ类", "1.00"]);
        Assert.Equal("未监测", rows.Single(cells => cells[0] == "文化宫")[6]);
        Assert.Contains("监测断面1个，达标0个", PageReader.Text(page), StringComparison.Ordinal);
    }

    [Fact]
    public void A_past_period_gives_the_same_again_whatever_happened_since()
    {
        var all = Diary.Of(Story).Lines;
        var end = Period.Month(EvaluationCity.Make().TimeZone, 2026, 8).To;
        var (then, now) = (new BulletinDesk(EvaluationCity.Make()), new BulletinDesk(EvaluationCity.Make()));
        all.Where(line => line.At < end).ToList().ForEach(line => then.Add(line));
        all.ForEach(line => now.Add(line));
        var request = BulletinRequest.Read(BulletinKind.Monthly, "2026-08", EvaluationCity.Make().TimeZone, out _)!;

        Assert.NotEqual(then.Position, now.Position);
        Assert.Equal(Data(then.Make(request, Later)), Data(now.Make(request, Later)));

        static string Data(Bulletin bulletin)
        {
            var data = JsonNode.Parse(bulletin.ToJson())!;
            data["tables"]!.AsObject().Remove("position");
            return data.ToJsonString();
        }
    }

    [Fact]
    public void A_period_that_runs_says_so_and_counts_nothing_that_is_not_yet_late()
    {
        var desk = Desk();
        var month = BulletinRequest.Read(BulletinKind.Monthly, "2026-09", EvaluationCity.Make().TimeZone, out _)!;
        var noon = Diary.At("09-10", "09:00");

        var running = PageReader.Text(PageReader.Read(desk.Make(month, noon).ToHtml(English)));
        var over = PageReader.Text(PageReader.Read(desk.Make(month, Later).ToHtml(English)));

        Assert.Contains("Provisional", running, StringComparison.Ordinal);
        Assert.Contains("10 September 2026, 09:00", running, StringComparison.Ordinal);
        Assert.Contains("Units finished everything in time.", running, StringComparison.Ordinal);
        Assert.DoesNotContain("Provisional", over, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_compared_with_a_period_in_whose_middle_the_journal_began()
    {
        // The story begins on 10 August: September has no whole month before it, October has.
        Assert.DoesNotContain("vs previous month", Text("2026-09"), StringComparison.Ordinal);
        Assert.Contains("vs previous month", Text("2026-10"), StringComparison.Ordinal);

        static string Text(string month) => PageReader.Text(PageReader.Read(Make(BulletinKind.Monthly, month).ToHtml(English)));
    }

    [Fact]
    public void The_list_leads_to_every_period_since_the_journal_began()
    {
        var page = PageReader.Read(Desk().ToIndex(Diary.At("09-10", "09:30"), English));

        PageReader.CheckHouseRules(page);
        var links = page.Descendants("a").Select(link => (string?)link.Attribute("href")).ToList();
        Assert.Equal(["bulletins/monthly?period=2026-09", "bulletins/monthly?period=2026-08", "bulletins/quarterly?period=2026-Q3"], links[..3]);
        Assert.Contains("bulletins/hourly?period=2026-09-10T09", links);
        Assert.All(links, link => Assert.NotNull(BulletinRequest.Read(
            Enum.Parse<BulletinKind>(link!.Split('/', '?')[1], true), link.Split('=')[1], EvaluationCity.Make().TimeZone, out _)));
    }

    private static string Story { get; } =
        DueTests.Closed("old", "08-10 08:00", "@08-10 12:00", "08-10 11:00")
        + DueTests.Closed("a", "09-10 08:00", "@09-10 12:00", "09-10 11:00").Replace("0,0", "1,0", StringComparison.Ordinal)
        + DueTests.Dispatched("b", "09-10 08:20", "@09-10 12:00").Replace("0,0", "9,0", StringComparison.Ordinal)
        + """

        09-10 08:30 b call unit:street-west 1 whistle emergency drainage,sanitation @09-10 10:00
        09-10 09:30 b answer unit:drainage 1
        09-10 11:00 b grade unit:street-west 1 drainage 90
        09-10 11:10 b endcall unit:street-west 1
        09-10 11:20 b call command:li 2 notice dust sanitation @09-11 10:00
        09-10 11:30 b supervise supervision:zhang
        09-10 18:00 b finish unit:sanitation @09-30 23:00
        09-10 18:10 b check inspector:i-2 pass
        09-10 18:20 b close supervision:zhang
        09-11 09:00 b callback supervision:zhang rs+
        """
        + DueTests.Dispatched("c", "09-10 08:40", "@09-20 12:00").Replace("0,0", "2,2", StringComparison.Ordinal)
            .Replace(" inspector inspector:i-1", " hotline public:wang", StringComparison.Ordinal)
        + """

        09-12 10:00 c finish unit:sanitation @09-30 23:00
        09-12 10:10 c check inspector:i-1 pass
        09-12 10:20 c close supervision:zhang
        09-13 10:00 c callback supervision:zhang r
        """
        + string.Concat(Enumerable.Range(1, 4).Select(day =>
            DueTests.Closed($"r{day}", $"09-1{day + 3} 08:00", $"@09-1{day + 3} 12:00", $"09-1{day + 3} 11:00")));

    private static BulletinDesk Desk()
    {
        var desk = new BulletinDesk(EvaluationCity.Make());
        Diary.Of(Story).Lines.ForEach(line => desk.Add(line));
        return desk;
    }

    internal static Bulletin Make(BulletinKind kind, string period)
    {
        var request = BulletinRequest.Read(kind, period, EvaluationCity.Make().TimeZone, out _)!;
        if (kind != BulletinKind.Water)
        {
            return Desk().Make(request, Later);
        }
        var water = new WaterCity();
        water.Take("dongbianmen", new DateTimeOffset(2026, 9, 10, 2, 0, 0, TimeSpan.Zero), ("COD", 60));
        var desk = new BulletinDesk(water.City);
        var position = 0;
        water.Journal.ForEach(line => desk.Add(new Happening(++position, line.At, line.Cell, line.Case, line.Happened)));
        return desk.Make(request, Later);
    }
}
