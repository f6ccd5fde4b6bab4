using GridCity.Core;
using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Core.Water;
using Xunit;

namespace GridCity.Tests.Water;

public class SampleTests
{
    private readonly WaterCity _water = new();

    public static TheoryData<string, double, string, string> Impossible() => new()
    {
        { "cod", 10, "mg/L", "did you mean 'COD'?" },
        { "plutonium", 10, "mg/L", "known are temperature, pH, DO" },
        { "COD", 10, "ppm", "accepted are mg/L, µg/L, μg/L, ug/L" },
        { "COD", 10, "", "accepted are mg/L" },
        { "pH", 7, "mg/L", "leave out 'mg/L'" },
        { "transparency", 30, "mm", "accepted are cm, m" },
        { "COD", -0.1, "mg/L", "0 to 1000000 mg/L is possible" },
        { "COD", double.NaN, "mg/L", "is possible" },
        { "COD", double.PositiveInfinity, "mg/L", "is possible" },
        { "COD", 2_000_000, "mg/L", "is possible" },
        { "pH", 14.1, "", "0 to 14 is possible" },
        { "pH", -1, "", "0 to 14 is possible" },
        { "DO", 30.1, "mg/L", "0 to 30 mg/L is possible" },
        { "DO-saturation", 301, "%", "0 to 300 % is possible" },
        { "transparency", 0, "cm", "0.1 to 10000 cm is possible" },
        { "depth", -3, "cm", "is possible" },
        { "ORP", -2_001, "mV", "is possible" },
        { "temperature", 61, "°C", "is possible" },
        { "coliform", -1, "1/L", "is possible" },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void What_cannot_be_is_refused_with_what_to_change(string parameter, double value, string unit, string says)
    {
        var refusal = Refused([new Measurement("NH3-N", 1, "mg/L"), new Measurement(parameter, value, unit)]);

        Assert.Equal((RefusalCode.MeasurementAbsurd, parameter), (refusal.Code, refusal.Subject));
        Assert.Contains(says, refusal.Detail, StringComparison.Ordinal);
        Assert.Empty(_water.Journal);
    }

    [Fact]
    public void A_parameter_twice_and_no_value_at_all_are_refused()
    {
        var twice = Refused([new Measurement("COD", 1, "mg/L"), new Measurement("COD", 1_000, "µg/L")]);
        Assert.Equal((RefusalCode.MeasurementAbsurd, "COD"), (twice.Code, twice.Subject));
        Assert.Contains("twice", twice.Detail, StringComparison.Ordinal);

        var none = Refused([]);
        Assert.Equal((RefusalCode.MeasurementAbsurd, "values"), (none.Code, none.Subject));
    }

    [Fact]
    public void A_section_that_is_not_there_or_lies_elsewhere_is_refused()
    {
        var good = _water.Sample("dongbianmen", WaterCity.Noon, WaterCity.Values(("COD", 10)));

        var unknown = _water.Send(good with { Section = "dongbianman" }).Refusal!;
        Assert.Equal((RefusalCode.SectionUnknown, "dongbianman"), (unknown.Code, unknown.Subject));

        var elsewhere = _water.Send(good with { Section = "longtanhu" }).Refusal!;
        Assert.Equal(RefusalCode.SectionUnknown, elsewhere.Code);
        Assert.Contains($"lies in cell {_water.CellOf("longtanhu")}", elsewhere.Detail, StringComparison.Ordinal);

        var abroad = _water.Send(good with { Section = "abroad" }).Refusal!;
        Assert.Equal(RefusalCode.SectionUnknown, abroad.Code);
        Assert.Contains("in no cell", abroad.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sample_of_the_future_or_of_long_ago_is_refused_before_anything_else()
    {
        var command = _water.Sample("dongbianmen", WaterCity.Noon, default) with { Section = "nowhere" };

        Assert.Equal(RefusalCode.TimeAbsurd, _water.Send(command with { TakenAt = command.At.AddMinutes(11) }).Refusal!.Code);
        Assert.Equal(RefusalCode.TimeAbsurd, _water.Send(command with { TakenAt = command.At.AddYears(-50) }).Refusal!.Code);
        Assert.Equal(RefusalCode.SectionUnknown, _water.Send(command with { TakenAt = command.At.AddMinutes(10) }).Refusal!.Code);
    }

    [Fact]
    public void Somebody_of_the_public_takes_no_samples()
    {
        var command = _water.Sample("dongbianmen", WaterCity.Noon, WaterCity.Values(("COD", 10)));

        var refusal = _water.Send(command with { By = new Actor(Role.Public, "p") }).Refusal!;

        Assert.Equal(RefusalCode.RoleNotAllowed, refusal.Code);
    }

    [Fact]
    public void A_sample_is_kept_in_the_units_of_the_table_to_the_millisecond()
    {
        var takenAt = WaterCity.Noon.AddTicks(12_345);
        var command = _water.Sample(
            "ditch",
            takenAt,
            [new("NH3-N", 150, "µg/L"), new("transparency", 0.07, "m"), new("pH", 7, ""), new("coliform", 300, "MPN/L")]);

        var taken = Assert.IsType<SampleTaken>(Assert.Single(_water.Send(command).Events));

        Assert.Equal(WaterCity.Values(("NH3-N", 0.15), ("transparency", 7), ("pH", 7), ("coliform", 300)), taken.Values);
        Assert.Equal(WaterCity.Noon.AddMilliseconds(1), taken.TakenAt);
        Assert.Equal((WaterClass.I, true), (taken.Class, taken.MeetsTarget));
        Assert.Equal(["pH", "NH3-N"], taken.Factors);
        Assert.True(_water.Send(command).IsRepeat);
    }

    [Fact]
    public void A_sample_that_says_nothing_of_the_class_meets_and_misses_no_target()
    {
        var taken = _water.Take("dongbianmen", WaterCity.Noon, ("temperature", 20));

        Assert.Null(taken.Class);
        Assert.Null(taken.MeetsTarget);
        Assert.Empty(_water.Open);
    }

    [Fact]
    public void A_sample_that_misses_its_target_opens_a_supervised_case_of_the_district()
    {
        _water.Take("dongbianmen", WaterCity.Noon, ("COD", 33), ("NH3-N", 1.8), ("TP", 0.1));

        var opened = Assert.Single(_water.Open);
        Assert.Equal(WaterCity.Exceedance, opened.Report.Class);
        Assert.Equal("dongbianmen", opened.Report.Reference);
        Assert.Equal(Actor.System, opened.Reporter);
        Assert.True(opened.IsSupervised);
        Assert.Equal(_water.CellOf("dongbianmen"), opened.Cell);
        Assert.Equal(
            "north-river, Dongbianmen (东便门); class V (Ⅴ类), target IV, decided by COD 33 mg/L, NH3-N 1.8 mg/L", opened.Report.Text);

        // The river office is of the city already; elsewhere the class asks for the power of a district.
        Assert.Equal(Tier.City, opened.Tier);
        _water.Take("longtanhu", WaterCity.Noon, ("COD", 33));
        Assert.Equal(Tier.District, _water.Open.Single(known => known.Report.Reference == "longtanhu").Tier);
    }

    [Fact]
    public void There_is_no_second_case_while_the_first_is_open_and_a_new_one_after_it()
    {
        for (var week = 0; week < 10; week += 2)
        {
            _water.Take("dongbianmen", WaterCity.Noon.AddDays(7 * week), ("COD", 33));
        }
        var first = Assert.Single(_water.Open);
        Assert.Equal(5, _water.Journal.Count(entry => entry.Happened is SampleTaken));
        Assert.Single(_water.Journal, entry => entry.Happened is CaseReported);

        _water.End(first.Id, WaterCity.Noon.AddDays(71));
        _water.Take("dongbianmen", WaterCity.Noon.AddDays(72), ("COD", 20));
        Assert.Empty(_water.Open);
        _water.Take("dongbianmen", WaterCity.Noon.AddDays(86), ("COD", 33));
        Assert.NotEqual(first.Id, Assert.Single(_water.Open).Id);
    }

    [Fact]
    public void A_result_that_comes_after_a_later_sample_opens_no_case()
    {
        _water.Take("dongbianmen", WaterCity.Noon, ("COD", 20));
        var late = _water.Sample("dongbianmen", WaterCity.Noon, WaterCity.Values(("COD", 33)));

        var decision = _water.Send(late with { TakenAt = WaterCity.Noon.AddDays(-1) });

        Assert.False(Assert.IsType<SampleTaken>(Assert.Single(decision.Events)).MeetsTarget);
        Assert.Empty(_water.Open);
    }

    [Fact]
    public void Black_and_odorous_water_is_a_case_of_its_own_and_the_graver_one()
    {
        var days = 0;
        BlackOdour? Take(double oxygen) =>
            _water.Take("ditch", WaterCity.Noon.AddDays(days++), ("DO", oxygen), ("NH3-N", 1.9)).BlackOdour;

        Assert.Null(Take(0.1));
        Assert.Null(Take(0.1));
        var exceedance = Assert.Single(_water.Open);
        Assert.Equal(BlackOdour.Heavy, Take(0.1));
        Assert.Equal(
            [WaterCity.Exceedance, WaterCity.BlackAndOdorous], _water.Open.Select(known => known.Report.Class).Order());
        Assert.EndsWith("heavily black and odorous (重度黑臭)", _water.Open.MaxBy(known => known.Id.Number)!.Report.Text, StringComparison.Ordinal);

        // While that is open, the missed target is nothing new.
        _water.End(exceedance.Id, WaterCity.Noon.AddDays(days));
        Assert.Equal(BlackOdour.Heavy, Take(1.9));
        Assert.Equal(WaterCity.BlackAndOdorous, Assert.Single(_water.Open).Report.Class);
    }

    [Fact]
    public void Only_the_last_weeks_count_and_only_where_the_city_asks()
    {
        foreach (var day in new[] { 0, 7, 14, 60 })
        {
            var taken = _water.Take("ditch", WaterCity.Noon.AddDays(day), ("DO", 1), ("NH3-N", 9));
            Assert.Equal(day == 14 ? BlackOdour.Light : null, taken.BlackOdour);
            Assert.Null(_water.Take("dongbianmen", WaterCity.Noon.AddDays(day), ("DO", 1), ("NH3-N", 9)).BlackOdour);
        }
    }

    [Theory]
    [InlineData(null, "water-monitoring")]
    [InlineData(WaterCity.Exceedance, null)]
    public void A_city_that_names_no_class_or_channel_is_told_nothing(string? code, string? channel)
    {
        var quiet = new WaterCity(new WaterPolicy { ExceedanceClass = code, Channel = channel });

        Assert.False(quiet.Take("dongbianmen", WaterCity.Noon, ("COD", 33)).MeetsTarget);
        Assert.Empty(quiet.Open);
    }

    [Fact]
    public void The_same_sample_sends_the_same_command()
    {
        var command = _water.Sample("dongbianmen", WaterCity.Noon, WaterCity.Values(("COD", 33)));
        var cell = new Cell(command.Cell);

        var (first, second) = (cell.Decide(_water.City, command, []), cell.Decide(_water.City, command, []));

        Assert.Equal(Assert.Single(first.Sent), Assert.Single(second.Sent));
        Assert.Equal(Decision.DerivedId(command.Id, 1), first.Sent[0].Id);
    }

    private Refusal Refused(ValueList<Measurement> values) =>
        _water.Send(_water.Sample("dongbianmen", WaterCity.Noon, values)).Refusal!;
}
