using GridCity.Core.Cities;
using GridCity.Core.Water;
using Xunit;

namespace GridCity.Tests.Water;

public class WaterQualityTests
{
    [Theory]
    [InlineData("III III III III III III III III III IV", WaterStatus.Excellent)]
    [InlineData("I II III IV", WaterStatus.Good)]
    [InlineData("I II III III III III III III IV V", WaterStatus.Good)]
    [InlineData("I II III IV IV", WaterStatus.LightlyPolluted)]
    [InlineData("I II III IV WorseThanV", WaterStatus.ModeratelyPolluted)]
    [InlineData("I II IV V V WorseThanV", WaterStatus.LightlyPolluted)]
    [InlineData("I II III WorseThanV WorseThanV", WaterStatus.HeavilyPolluted)]
    [InlineData("I II III IV IV V V V WorseThanV WorseThanV", WaterStatus.ModeratelyPolluted)]
    [InlineData("WorseThanV", WaterStatus.HeavilyPolluted)]
    public void A_long_river_is_judged_by_the_shares_of_its_sections(string classes, WaterStatus expected) =>
        Assert.Equal(expected, WaterQuality.StatusOf([.. classes.Split(' ').Select(Enum.Parse<WaterClass>)]));

    [Fact]
    public void A_river_of_fewer_than_five_sections_is_averaged_first()
    {
        // Alone they are of class I, I, I and worse than V; their mean is 1.1.
        var four = Sections(("NH3-N", 0.1), ("NH3-N", 0.1), ("NH3-N", 0.1), ("NH3-N", 4.1));

        Assert.Equal(
            new WaterQuality(WaterStatus.LightlyPolluted, WaterClass.IV, ["NH3-N"], 4), WaterQuality.Of(WaterKind.River, four));

        // A fifth section, and shares count: four of five are 80 %.
        var five = four.Concat(Sections(("NH3-N", 0.1))).ToList();
        Assert.Equal(new WaterQuality(WaterStatus.Good, null, ["NH3-N"], 5), WaterQuality.Of(WaterKind.River, five));

        // A lake is averaged however many points it has.
        Assert.Equal(
            new WaterQuality(WaterStatus.Good, WaterClass.III, ["NH3-N"], 5), WaterQuality.Of(WaterKind.Lake, five));
    }

    [Fact]
    public void A_section_without_a_class_does_not_count()
    {
        Assert.Null(WaterQuality.Of(WaterKind.River, Sections(("ORP", 100))));
        Assert.Equal(1, WaterQuality.Of(WaterKind.River, Sections(("ORP", 100), ("COD", 10)))!.Sections);
    }

    [Theory]
    [InlineData(WaterClass.I, "excellent", "优")]
    [InlineData(WaterClass.II, "excellent", "优")]
    [InlineData(WaterClass.III, "good", "良好")]
    [InlineData(WaterClass.IV, "lightly polluted", "轻度污染")]
    [InlineData(WaterClass.V, "moderately polluted", "中度污染")]
    [InlineData(WaterClass.WorseThanV, "heavily polluted", "重度污染")]
    public void Each_class_has_its_word(WaterClass grade, string english, string chinese)
    {
        Assert.Equal(english, WaterWords.Of(WaterWords.StatusOf(grade)));
        Assert.Equal(chinese, WaterWords.ZhOf(WaterWords.StatusOf(grade)));
    }

    [Fact]
    public void The_three_assessed_sections_of_Dongcheng_have_their_targets_of_2018()
    {
        var water = new WaterCity();

        Assert.True(water.Take("dongbianmen", WaterCity.Noon, ("COD", 30), ("BOD5", 6), ("NH3-N", 1.5)).MeetsTarget);
        Assert.True(water.Take("wenhuagong", WaterCity.Noon, ("COD", 20), ("BOD5", 4), ("NH3-N", 1)).MeetsTarget);
        Assert.True(water.Take("longtanhu", WaterCity.Noon, ("COD", 30), ("BOD5", 6), ("NH3-N", 1.5), ("TP", 0.1)).MeetsTarget);
        Assert.False(water.Take("dongbianmen", WaterCity.Noon, ("COD", 30.1)).MeetsTarget);
        Assert.False(water.Take("wenhuagong", WaterCity.Noon, ("COD", 30)).MeetsTarget);

        // As much phosphorus is class II in a river.
        Assert.False(water.Take("longtanhu", WaterCity.Noon, ("TP", 0.11)).MeetsTarget);
        Assert.Equal(WaterClass.III, water.Take("dongbianmen", WaterCity.Noon, ("TP", 0.11)).Class);
    }

    private static List<IReadOnlyList<Measurement>> Sections(params (string Parameter, double Value)[] sections) =>
        [.. sections.Select(section => (IReadOnlyList<Measurement>)WaterCity.Values(section))];
}
