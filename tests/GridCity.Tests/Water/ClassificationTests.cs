using System.Globalization;
using GridCity.Core.Cities;
using GridCity.Core.Water;
using Xunit;

namespace GridCity.Tests.Water;

public class ClassificationTests
{
    // Table 1 of GB 3838-2002 as it is printed, written down here a second time.
    private const string Table = """
        CODMn        2       4       6      10     15
        COD         15      15      20      30     40
        BOD5         3       3       4       6     10
        NH3-N        0.15    0.5     1.0     1.5    2.0
        TP           0.02    0.1     0.2     0.3    0.4
        Cu           0.01    1.0     1.0     1.0    1.0
        Zn           0.05    1.0     1.0     2.0    2.0
        F            1.0     1.0     1.0     1.5    1.5
        Se           0.01    0.01    0.01    0.02   0.02
        As           0.05    0.05    0.05    0.1    0.1
        Hg           0.00005 0.00005 0.0001  0.001  0.001
        Cd           0.001   0.005   0.005   0.005  0.01
        Cr6          0.01    0.05    0.05    0.05   0.1
        Pb           0.01    0.01    0.05    0.05   0.1
        CN           0.005   0.05    0.2     0.2    0.2
        phenol       0.002   0.002   0.005   0.01   0.1
        oil          0.05    0.05    0.05    0.5    1.0
        LAS          0.2     0.2     0.2     0.3    0.3
        S            0.05    0.1     0.2     0.5    1.0
        """;

    public static TheoryData<string, WaterKind, string> Rows()
    {
        var rows = new TheoryData<string, WaterKind, string>();
        foreach (var row in Table.Split('\n', StringSplitOptions.TrimEntries))
        {
            var words = row.Split(' ', 2, StringSplitOptions.TrimEntries);
            rows.Add(words[0], WaterKind.River, words[1]);
            rows.Add(words[0], WaterKind.Lake, words[0] == "TP" ? "0.01 0.025 0.05 0.1 0.2" : words[1]);
        }
        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_value_at_a_limit_is_within_and_the_next_one_is_not(string parameter, WaterKind kind, string row)
    {
        var limits = row.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        foreach (var limit in limits)
        {
            // Where classes share a limit the better is given at it, and the first with a wider one beyond it.
            var at = WaterClass.I + Array.IndexOf(limits, limit);
            var beyond = WaterClass.I + Array.FindLastIndex(limits, known => known == limit) + 1;

            Assert.Equal(at, ClassOf(kind, (parameter, limit)));
            Assert.Equal(at, ClassOf(kind, (parameter, Math.BitDecrement(limit))));
            Assert.Equal(beyond, ClassOf(kind, (parameter, Math.BitIncrement(limit))));
        }
        Assert.Equal(WaterClass.I, ClassOf(kind, (parameter, 0)));
    }

    [Theory]
    [InlineData(7.5, WaterClass.I)]
    [InlineData(7.49, WaterClass.II)]
    [InlineData(6, WaterClass.II)]
    [InlineData(5.4, WaterClass.III)]
    [InlineData(5, WaterClass.III)]
    [InlineData(3, WaterClass.IV)]
    [InlineData(2, WaterClass.V)]
    [InlineData(1.99, WaterClass.WorseThanV)]
    [InlineData(0, WaterClass.WorseThanV)]
    public void Oxygen_is_the_better_the_more_there_is(double value, WaterClass expected) =>
        Assert.Equal(expected, ClassOf(WaterKind.River, ("DO", value)));

    [Fact]
    public void Oxygen_near_saturation_is_of_class_I_whatever_it_weighs()
    {
        Assert.Equal(WaterClass.I, ClassOf(WaterKind.River, ("DO", 7.1), ("DO-saturation", 90)));
        Assert.Equal(WaterClass.II, ClassOf(WaterKind.River, ("DO", 7.1), ("DO-saturation", 89.9)));
        Assert.Equal(WaterClass.I, ClassOf(WaterKind.River, ("DO-saturation", 95)));
        Assert.Null(Classification.Of(WaterKind.River, WaterCity.Values(("DO-saturation", 60))));
    }

    [Theory]
    [InlineData(5.99, WaterClass.WorseThanV)]
    [InlineData(6, WaterClass.I)]
    [InlineData(9, WaterClass.I)]
    [InlineData(9.01, WaterClass.WorseThanV)]
    public void Acid_or_alkaline_water_is_worse_than_any_class(double value, WaterClass expected) =>
        Assert.Equal(expected, ClassOf(WaterKind.Lake, ("pH", value)));

    [Fact]
    public void The_worst_factor_decides_and_those_like_it_are_named()
    {
        var judged = Classification.Of(
            WaterKind.River, WaterCity.Values(("NH3-N", 1.3), ("COD", 25), ("TP", 0.15), ("DO", 5.4)))!;

        Assert.Equal(WaterClass.IV, judged.Class);
        Assert.Equal(["COD", "NH3-N"], judged.Factors);
        Assert.True(judged.Meets(WaterClass.IV));
        Assert.False(judged.Meets(WaterClass.III));
        Assert.Equal("轻度污染", WaterWords.ZhOf(WaterWords.StatusOf(judged.Class)));
    }

    [Theory]
    [InlineData("temperature", 35)]
    [InlineData("TN", 30)]
    [InlineData("coliform", 1e9)]
    [InlineData("ORP", -400)]
    [InlineData("transparency", 1)]
    public void What_is_left_out_of_the_evaluation_neither_classes_nor_worsens(string parameter, double value)
    {
        Assert.Null(Classification.Of(WaterKind.Lake, WaterCity.Values((parameter, value))));
        Assert.Equal(WaterClass.II, ClassOf(WaterKind.Lake, ("NH3-N", 0.4), (parameter, value)));
    }

    [Fact]
    public void Twenty_one_of_the_twenty_four_items_are_evaluated()
    {
        Assert.Equal(21, WaterParameters.All.Count(one => one.IsJudged));
        Assert.Equal(["temperature", "TN", "coliform"], WaterParameters.All.Take(24).Where(one => !one.IsJudged).Select(one => one.Id));
        Assert.All(WaterParameters.All, one => Assert.Equal(one.IsJudged, one.Side is not LimitSide.None && one.Id is not "TN" and not "coliform"));
        Assert.Equal(WaterClass.IV, WaterParameters.Find("coliform")!.ClassOf(WaterKind.River, 10_001));
        Assert.Null(WaterParameters.Find("TN")!.ClassOf(WaterKind.River, 0.1));
        Assert.Equal(WaterClass.III, WaterParameters.Find("TN")!.ClassOf(WaterKind.Lake, 1.0));
    }

    [Fact]
    public void A_further_parameter_never_betters_the_class_and_a_worse_value_never_does()
    {
        var random = new Random(20_181_221);
        var judged = WaterParameters.All.Where(one => one.IsJudged).ToArray();
        for (var round = 0; round < 5_000; round++)
        {
            var kind = round % 2 == 0 ? WaterKind.River : WaterKind.Lake;
            var chosen = random.GetItems(judged, random.Next(2, 8)).DistinctBy(one => one.Id)
                .Select(one => new Measurement(one.Id, Draw(random, one, kind), one.Unit)).ToList();
            var whole = Classification.Of(kind, chosen)!;
            var fewer = Classification.Of(kind, chosen.Skip(1));

            Assert.True(fewer is null || fewer.Class <= whole.Class);
            Assert.All(whole.Factors, factor => Assert.Equal(
                whole.Class, Classification.Of(kind, chosen.Where(value => value.Parameter == factor))!.Class));
            Assert.Equal(whole, Classification.Of(kind, chosen.AsEnumerable().Reverse()));

            var parameter = WaterParameters.Find(chosen[0].Parameter)!;
            if (parameter.Side is LimitSide.AtMost or LimitSide.AtLeast)
            {
                var worse = parameter.Side == LimitSide.AtMost ? chosen[0].Value * 1.5 : chosen[0].Value / 1.5;
                Assert.True(Classification.Of(kind, [chosen[0] with { Value = worse }, .. chosen.Skip(1)])!.Class >= whole.Class);
            }
        }
    }

    [Fact]
    public void The_mean_of_values_at_a_limit_is_the_limit()
    {
        var samples = Enumerable.Repeat(WaterCity.Values(("TP", 0.1), ("Hg", 0.00005)).ToList(), 3);

        Assert.Equal(WaterCity.Values(("TP", 0.1), ("Hg", 0.00005)), WaterAverage.Of(samples));
    }

    [Fact]
    public void How_far_a_value_exceeds_its_target_is_told()
    {
        var cod = WaterParameters.Find("COD")!;

        Assert.Equal(0.5, cod.TimesOver(WaterKind.River, WaterClass.IV, 45));
        Assert.Null(cod.TimesOver(WaterKind.River, WaterClass.IV, 30));
        Assert.Null(WaterParameters.Find("DO")!.TimesOver(WaterKind.River, WaterClass.IV, 0.1));
    }

    private static double Draw(Random random, WaterParameter parameter, WaterKind kind)
    {
        var limits = parameter.Limits(kind);
        return limits[random.Next(limits.Count)] * random.Next(5, 20) / 10;
    }

    private static WaterClass ClassOf(WaterKind kind, params (string Parameter, double Value)[] values) =>
        Classification.Of(kind, WaterCity.Values(values))!.Class;
}
