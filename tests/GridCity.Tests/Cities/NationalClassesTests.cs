using GridCity.Core.Cities;
using GridCity.Simulation.Cities.National;
using Xunit;

namespace GridCity.Tests.Cities;

public sealed class NationalClassesTests
{
    [Theory]
    [InlineData("01", 76)]
    [InlineData("02", 44)]
    [InlineData("03", 16)]
    [InlineData("04", 14)]
    [InlineData("05", 3)]
    [InlineData("06", 51)]
    [InlineData("07", 7)]
    [InlineData("08", 16)]
    [InlineData("09", 21)]
    [InlineData("10", 2)]
    public void The_edition_of_2026_has_so_many_of_each_major(string major, int count) =>
        Assert.Equal(count, Of2026.Count(known => known.Code.StartsWith(major, StringComparison.Ordinal)));

    [Fact]
    public void It_has_153_components_and_250_matters_that_are_all_different()
    {
        Assert.Equal((153, 250), (Of2026.Count(known => known.IsComponent), Of2026.Count));
        Assert.Equal(250, Of2026.Select(known => known.Code).Distinct().Count());
        Assert.Equal(250, Of2026.Select(known => NationalClasses.AsMatter(known).NameZh).Distinct().Count());
        Assert.Equal(250, Of2026.Select(known => NationalClasses.AsMatter(known).Name).Distinct().Count());
        Assert.Equal(153, Of2026.Count(known => NationalClasses.AsMatter(known).NameZh.EndsWith("异常", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("01016")]
    [InlineData("05001")]
    [InlineData("05004")]
    [InlineData("06031")]
    [InlineData("07005")]
    [InlineData("09007")]
    [InlineData("11001")]
    public void Retired_codes_are_absent(string code) => Assert.DoesNotContain(Of2026, known => known.Code == code);

    [Theory]
    [InlineData(NationalClasses.Edition2013, 5, 14)]
    [InlineData(NationalClasses.Edition2007, 1, 19)]
    [InlineData(NationalClasses.Edition2007, 2, 5)]
    [InlineData(NationalClasses.Edition2007, 3, 6)]
    [InlineData(NationalClasses.Edition2007, 4, 10)]
    [InlineData(NationalClasses.Edition2007, 5, 14)]
    public void The_older_editions_have_the_codes_that_were_seen(string edition, int major, int count)
    {
        var isWhole = edition == NationalClasses.Edition2013;
        Assert.Equal(count, NationalClasses.Of(edition).Count(known => isWhole || known.Code[..2] == $"0{major}"));
        Assert.All(NationalClasses.Of(edition), known => Assert.Equal(4, known.Code.Length));
    }

    [Fact]
    public void Every_class_has_both_names_an_edition_and_a_family()
    {
        foreach (var edition in new[] { NationalClasses.Edition2026, NationalClasses.Edition2013, NationalClasses.Edition2007 })
        {
            foreach (var known in NationalClasses.Of(edition))
            {
                Assert.Equal(edition, known.Edition);
                Assert.NotEmpty(known.Family);
                Assert.True(known.Name.All(char.IsAscii) && char.IsAsciiLetterUpper(known.Name[0]) && known.Name.Length <= 60, known.Name);
                Assert.Contains(known.NameZh, letter => letter > 0x3000);
            }
        }
    }

    [Fact]
    public void Every_old_code_has_one_row_and_leads_to_a_class_of_2026_or_nowhere()
    {
        var byCode = Of2026.ToDictionary(known => known.Code);
        var old = NationalClasses.Of(NationalClasses.Edition2013).Concat(NationalClasses.Of(NationalClasses.Edition2007));
        Assert.Equal(
            old.Select(known => (known.Edition, known.Code, known.Name, known.NameZh)),
            NationalClasses.Editions.Select(row => (row.FromEdition, row.FromCode, row.Name, row.NameZh)));
        Assert.All(
            NationalClasses.Editions.Concat(NationalClasses.InferredEditions).Where(row => row.ToCode is not null),
            row => Assert.False(byCode[row.ToCode!].IsComponent));
    }

    [Fact]
    public void The_majors_of_2013_are_five_lower_and_the_minors_the_same()
    {
        var rows = NationalClasses.Editions.Where(row => row.FromEdition == NationalClasses.Edition2013).ToList();
        Assert.Equal((14, 81), (rows.Count, NationalClasses.InferredEditions.Count));
        foreach (var row in rows.Concat(NationalClasses.InferredEditions))
        {
            var (major, minor) = (int.Parse(row.FromCode[..2], null), int.Parse(row.FromCode[2..], null));
            Assert.Equal($"{major + 5:D2}{minor:D3}", row.ToCode);
        }
    }

    [Theory]
    [InlineData(NationalClasses.Edition2013, "0110", "06010")]
    [InlineData(NationalClasses.Edition2013, "0401", "09001")]
    [InlineData(NationalClasses.Edition2007, "0102", "06010")]
    [InlineData(NationalClasses.Edition2007, "0105", "06025")]
    [InlineData(NationalClasses.Edition2007, "0501", "09001")]
    [InlineData(NationalClasses.Edition2007, "0507", "06036")]
    [InlineData(NationalClasses.Edition2007, "0401", null)]
    [InlineData(NationalClasses.Edition2007, "0406", null)]
    [InlineData(NationalClasses.Edition2007, "0199", null)]
    public void The_same_digits_are_something_else_in_another_edition(string edition, string code, string? today)
    {
        var table = new EditionTable(NationalClasses.Editions, Of2026.ToDictionary(known => known.Code));
        Assert.NotNull(table.Find(edition, code));
        Assert.Equal(today, table.Map(edition, code)?.Code);
    }

    [Fact]
    public void An_edition_that_is_not_national_is_refused() =>
        Assert.Throws<ArgumentException>(() => NationalClasses.Of("GB/T 1-1999"));

    private static IReadOnlyList<CaseClass> Of2026 => NationalClasses.Of(NationalClasses.Edition2026);
}
