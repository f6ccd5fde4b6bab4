using GridCity.Core.Water;
using Xunit;

namespace GridCity.Tests.Water;

public class BlackOdourTests
{
    private const double Shallow = 0.4;

    [Theory]
    [InlineData("transparency", 9.9, BlackOdour.Heavy)]
    [InlineData("transparency", 10, BlackOdour.Light)]
    [InlineData("transparency", 25, BlackOdour.Light)]
    [InlineData("transparency", 25.1, BlackOdour.None)]
    [InlineData("DO", 0.19, BlackOdour.Heavy)]
    [InlineData("DO", 0.2, BlackOdour.Light)]
    [InlineData("DO", 2.0, BlackOdour.Light)]
    [InlineData("DO", 2.01, BlackOdour.None)]
    [InlineData("ORP", -200.1, BlackOdour.Heavy)]
    [InlineData("ORP", -200, BlackOdour.Light)]
    [InlineData("ORP", 50, BlackOdour.Light)]
    [InlineData("ORP", 50.1, BlackOdour.None)]
    [InlineData("NH3-N", 15.1, BlackOdour.Heavy)]
    [InlineData("NH3-N", 15, BlackOdour.Light)]
    [InlineData("NH3-N", 8.0, BlackOdour.Light)]
    [InlineData("NH3-N", 7.99, BlackOdour.None)]
    public void Each_index_has_two_bands(string index, double value, BlackOdour expected) =>
        Assert.Equal([(index, expected)], BlackOdourCriteria.Bands(WaterCity.Values((index, value)), Shallow));

    [Theory]
    [InlineData(7.9, 20, BlackOdour.Heavy)]
    [InlineData(8, 20, BlackOdour.Light)]
    [InlineData(20, 20, BlackOdour.None)]
    [InlineData(9, 25, BlackOdour.Heavy)]
    [InlineData(24, 30, BlackOdour.Light)]
    public void In_shallow_water_transparency_is_held_against_the_depth(double transparency, double depth, BlackOdour expected) =>
        Assert.Equal(
            [("transparency", expected)],
            BlackOdourCriteria.Bands(WaterCity.Values(("transparency", transparency), ("depth", depth)), Shallow));

    [Fact]
    public void A_city_may_leave_the_depth_out() => Assert.Equal(
        [("transparency", BlackOdour.Heavy)],
        BlackOdourCriteria.Bands(WaterCity.Values(("transparency", 9), ("depth", 20)), 0));

    // Each letter is a sample: h heavy, l light, - neither.
    [Theory]
    [InlineData("hh", "", null)]
    [InlineData("hhh", "", BlackOdour.Heavy)]
    [InlineData("hhh--", "", BlackOdour.Heavy)]
    [InlineData("hhl--", "", BlackOdour.Light)]
    [InlineData("hh---", "", BlackOdour.None)]
    [InlineData("hh---", "hh---", BlackOdour.Heavy)]
    [InlineData("hhh-------", "hhh-------", BlackOdour.Heavy)]
    [InlineData("hhh-------", "hh--------", BlackOdour.None)]
    [InlineData("hhh-------", "hhl-------", BlackOdour.Light)]
    [InlineData("lll--", "-----", BlackOdour.Light)]
    [InlineData("-----", "-----", BlackOdour.None)]
    [InlineData("hhh-------", "hh", BlackOdour.None)]
    public void A_point_is_judged_by_the_shares_of_its_samples(string oxygen, string ammonia, BlackOdour? expected)
    {
        var marks = Enumerable.Range(0, Math.Max(oxygen.Length, ammonia.Length)).Select(index => new SampleMark(
            WaterCity.Noon.AddDays(index),
            null,
            [
                .. WaterCity.Values([
                    .. index < oxygen.Length ? [("DO", oxygen[index] switch { 'h' => 0.1, 'l' => 1.0, _ => 5.0 })] : Nothing,
                    .. index < ammonia.Length ? [("NH3-N", ammonia[index] switch { 'h' => 20.0, 'l' => 10.0, _ => 1.0 })] : Nothing,
                ]),
            ]));

        Assert.Equal(expected, BlackOdourCriteria.OfPoint(marks, Shallow));
    }

    [Fact]
    public void A_second_result_of_one_moment_corrects_the_first_and_is_no_second_sample()
    {
        SampleMark[] marks =
        [
            Mark(0, 0.1), Mark(1, 0.1), Mark(1, 0.1), Mark(1, 0.1),
        ];

        Assert.Null(BlackOdourCriteria.OfPoint(marks, Shallow));
        Assert.Equal(BlackOdour.Heavy, BlackOdourCriteria.OfPoint([.. marks, Mark(2, 0.1)], Shallow));
        Assert.Equal(BlackOdour.None, BlackOdourCriteria.OfPoint([.. marks, Mark(2, 5), Mark(1, 5)], Shallow));
    }

    [Theory]
    [InlineData("hhh", "0-2")]
    [InlineData("hh", "")]
    [InlineData("hhlhhhh-hhh", "3-6 8-10")]
    [InlineData("hh?hhh", "3-5")]
    public void Three_heavy_points_in_a_row_make_a_heavy_stretch(string points, string expected) => Assert.Equal(
        expected,
        string.Join(' ', BlackOdourCriteria.HeavyStretches(Points(points)).Select(stretch => $"{stretch.First}-{stretch.Last}")));

    [Theory]
    [InlineData("hhh--", BlackOdour.Heavy)]
    [InlineData("hhl--", BlackOdour.Light)]
    [InlineData("hh---", BlackOdour.None)]
    [InlineData("hhh??", BlackOdour.Heavy)]
    [InlineData("hh???", null)]
    public void Three_fifths_of_the_points_speak_for_the_whole_water(string points, BlackOdour? expected) =>
        Assert.Equal(expected, BlackOdourCriteria.OfWhole(Points(points)));

    private static (string, double)[] Nothing => [];

    private static SampleMark Mark(int day, double oxygen) =>
        new(WaterCity.Noon.AddDays(day), null, WaterCity.Values(("DO", oxygen)));

    private static List<BlackOdour?> Points(string letters) => [.. letters.Select(letter => letter switch
    {
        'h' => BlackOdour.Heavy,
        'l' => BlackOdour.Light,
        '-' => BlackOdour.None,
        _ => (BlackOdour?)null,
    })];
}
