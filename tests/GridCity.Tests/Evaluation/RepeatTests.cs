using GridCity.Core.Cities;
using GridCity.Core.Evaluation;
using GridCity.Core.Space;
using Xunit;

namespace GridCity.Tests.Evaluation;

public class RepeatTests
{
    private static readonly City City = EvaluationCity.Make();
    private static readonly Period September = Period.Month(City.TimeZone, 2026, 9);

    [Fact]
    public void Three_of_a_class_at_a_place_within_thirty_days_make_it_repeat()
    {
        var places = Places("""
            08-25 08:00 a report 0,0 06010 inspector inspector:i-1
            08-25 08:00 a file
            09-05 08:00 b report 0,0 06010 hotline public:p
            09-05 08:00 b file supervision:zhang
            09-20 08:00 c report 0,0 06010 inspector inspector:i-1
            09-20 08:00 c file
            09-21 08:00 d report 0,0 09001 inspector inspector:i-1
            09-21 08:00 d file
            09-22 08:00 e report 1,0 06010 inspector inspector:i-1
            09-22 08:00 e file
            """);

        var place = Assert.Single(places);
        Assert.Equal(("06010", 3, 2, 3, 1), (place.Class, place.Cases.Count, place.InPeriod, place.Peak, place.ByPublic));
        // Eleven and fifteen days lie between the cases.
        Assert.Equal(TimeSpan.FromDays(15), place.Rhythm);
        Assert.Equal(Diary.At("10-05", "08:00"), place.Expected);
    }

    [Theory]
    [InlineData("08-05", "file", "the first lies too long before the third")]
    [InlineData("08-25", "reject supervision:zhang", "the first was no problem")]
    public void Two_are_not_enough(string first, string ending, string because)
    {
        var places = Places($"""
            {first} 08:00 a report 0,0 06010 inspector inspector:i-1
            {first} 08:00 a {ending}
            09-05 08:00 b report 0,0 06010 inspector inspector:i-1
            09-05 08:00 b file
            09-20 08:00 c report 0,0 06010 inspector inspector:i-1
            09-20 08:00 c file
            """);

        Assert.True(places.Count == 0, because);
    }

    [Fact]
    public void Circles_hold_what_a_look_at_all_middles_finds()
    {
        var random = new Random(7);
        var circles = new Circles(50);
        var middles = new List<PlanePoint>();
        var expected = new List<List<int>>();
        for (var item = 0; item < 2_000; item++)
        {
            var point = new PlanePoint((random.NextDouble() * 1_500) - 700, (random.NextDouble() * 1_500) - 700);
            circles.Add(point, item);
            var nearest = middles.Count == 0 ? -1 : Enumerable.Range(0, middles.Count).MinBy(index => middles[index].DistanceTo(point));
            if (nearest >= 0 && middles[nearest].DistanceTo(point) <= 50)
            {
                expected[nearest].Add(item);
            }
            else
            {
                middles.Add(point);
                expected.Add([item]);
            }
        }

        Assert.Equal(expected, circles.Members);
    }

    private static IReadOnlyList<RepeatingPlace> Places(string table) =>
        MonthlyBulletin.Make(City, Diary.Fold(table), September).Tables.Repeating;
}
