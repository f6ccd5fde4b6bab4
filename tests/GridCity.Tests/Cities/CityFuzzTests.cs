using System.Text;
using GridCity.Simulation.Cities;
using GridCity.Simulation.Formats;
using Xunit;

namespace GridCity.Tests.Cities;

/// <summary>Whatever is in a folder, loading it ends with faults and not with an exception.</summary>
public sealed class CityFuzzTests
{
    public static TheoryData<string> Names => [.. GoodFolder.Files().Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_that_was_cut_off_inside_a_line_is_always_a_fault(string name)
    {
        using var folder = new TempFolder();
        var files = GoodFolder.Files();
        GoodFolder.Write(folder, files);
        var bytes = Encoding.UTF8.GetBytes(files[name]);
        for (var part = 1; part < 40; part++)
        {
            var length = bytes.Length * part / 40;
            if (bytes[length - 1] != (byte)'\n')
            {
                folder.Write(name, bytes[..length]);
                Assert.True(CityFolder.Load(folder.Path).Faults.Count > 0, $"{name} cut off after {length} bytes went unnoticed.");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Bytes_changed_at_random_never_throw(string name)
    {
        using var folder = new TempFolder();
        var files = GoodFolder.Files();
        GoodFolder.Write(folder, files);
        var bytes = Encoding.UTF8.GetBytes(files[name]);
        var random = new Random(name.Length);
        var alphabet = Encoding.UTF8.GetBytes("{}[],:\"'\n\t -?0123456789abcXYZ&*!|>%@\0\\#城");
        for (var round = 0; round < 150; round++)
        {
            var changed = (byte[])bytes.Clone();
            for (var change = random.Next(1, 6); change > 0; change--)
            {
                changed[random.Next(changed.Length)] = random.Next(8) == 0
                    ? (byte)random.Next(256)
                    : alphabet[random.Next(alphabet.Length)];
            }
            folder.Write(name, changed);
            var load = CityFolder.Load(folder.Path);
            Assert.Equal(load.City is null, load.Faults.Any(fault => fault.Severity == Severity.Error));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Lines_moved_doubled_and_lost_at_random_never_throw(string name)
    {
        using var folder = new TempFolder();
        var files = GoodFolder.Files();
        GoodFolder.Write(folder, files);
        var random = new Random(name.Length);
        for (var round = 0; round < 60; round++)
        {
            var lines = files[name].Split('\n').ToList();
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                var at = random.Next(lines.Count);
                var other = random.Next(lines.Count);
                switch (random.Next(4))
                {
                    case 0:
                        lines.RemoveAt(at);
                        break;
                    case 1:
                        lines.Insert(other, lines[at]);
                        break;
                    case 2:
                        (lines[at], lines[other]) = (lines[other], lines[at]);
                        break;
                    default:
                        lines[at] = "  " + lines[at];
                        break;
                }
            }
            folder.Write(name, string.Join('\n', lines));
            var load = CityFolder.Load(folder.Path);
            Assert.Equal(load.City is null, load.Faults.Any(fault => fault.Severity == Severity.Error));
        }
    }

    [Theory]
    [InlineData("rules.yaml", "[")]
    [InlineData("rules.yaml", "- ")]
    [InlineData("rules.yaml", "{a: ")]
    [InlineData("city.yaml", "? ")]
    [InlineData("cells.geojson", "{\"features\":[")]
    [InlineData("units.csv", "\"")]
    public void What_is_nested_or_quoted_without_end_is_a_fault(string name, string repeated)
    {
        var files = GoodFolder.Files();
        files[name] = string.Concat(Enumerable.Repeat(repeated, 50_000));
        Assert.Null(GoodFolder.Load(files).City);
    }

    [Fact]
    public void Yaml_that_unfolds_without_end_is_refused()
    {
        var files = GoodFolder.Files();
        files["rules.yaml"] = "- &a [x, x]\n- &b [*a, *a]\n- &c [*b, *b]\n- *c\n";
        Assert.Contains(GoodFolder.Load(files).Faults, fault => fault is { File: "rules.yaml", Line: 2 });
    }
}
