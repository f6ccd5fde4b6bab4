using System.IO.Compression;
using System.Text;
using GridCity.Simulation.Formats;
using Xunit;

namespace GridCity.Tests.Cities;

public sealed class InputFileTests
{
    [Fact]
    public void Plain_and_packed_files_read_the_same_without_their_byte_order_mark()
    {
        using var folder = new TempFolder();
        byte[] text = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("东城,1\n")];
        Assert.Equal("东城,1\n", Read(folder.Write("a.csv", text), out _)!.Text);
        Assert.Equal("东城,1\n", Read(folder.Write("a.csv.gz", Gzip(text)), out _)!.Text);
    }

    [Fact]
    public void A_bomb_is_refused_before_it_fills_the_machine()
    {
        using var folder = new TempFolder();
        var path = folder.Write("bomb.gz", Gzip(new byte[5_000_000]));
        Assert.True(new FileInfo(path).Length < 10_000);
        Assert.Null(Read(path, out var faults, limit: 1_000_000));
        Assert.Contains("1,000,000 bytes", Assert.Single(faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plain_file_over_the_limit_is_refused()
    {
        using var folder = new TempFolder();
        Assert.Null(Read(folder.Write("long", new byte[1_001]), out var faults, limit: 1_000));
        Assert.Single(faults);
    }

    [Fact]
    public void A_packed_file_that_was_cut_off_anywhere_is_refused()
    {
        using var folder = new TempFolder();
        var whole = Gzip(Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 2_000))));
        for (var length = 2; length < whole.Length; length += 37)
        {
            Assert.Null(Read(folder.Write("cut.gz", whole[..length]), out var faults));
            Assert.Equal(Severity.Error, Assert.Single(faults).Severity);
        }
    }

    [Fact]
    public void What_is_not_utf8_is_a_fault_on_its_line()
    {
        using var folder = new TempFolder();
        byte[] text = [.. "a\nb\n"u8, 0xC4, 0xE3, .. "\n"u8];
        Assert.Null(Read(folder.Write("gbk.csv", text), out var faults));
        Assert.Equal(3, Assert.Single(faults).Line);
        Assert.Contains("0xC4", faults[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_and_a_folder_in_its_place_are_faults()
    {
        using var folder = new TempFolder();
        Assert.Null(Read(folder["none.csv"], out var missing));
        Assert.Contains("missing", Assert.Single(missing).Message, StringComparison.Ordinal);
        Directory.CreateDirectory(folder["folder.csv"]);
        Assert.Null(Read(folder["folder.csv"], out var unreadable));
        Assert.Single(unreadable);
    }

    [Fact]
    public void Of_a_file_that_is_wrong_throughout_the_first_faults_are_kept_and_the_rest_counted()
    {
        var list = new FaultList(limitPerFile: 10);
        for (var line = 1; line <= 25; line++)
        {
            list.In("b.csv").Error(line, "x", "is wrong.");
        }
        list.In("a.csv").Warning(3, string.Empty, "is odd.");
        var faults = list.ToList();
        Assert.Equal(12, faults.Count);
        Assert.Equal("a.csv:3: warning: is odd.", faults[0].ToString());
        Assert.Equal("b.csv:1: error: x: is wrong.", faults[1].ToString());
        Assert.Equal("b.csv: error: and 15 more in this file.", faults[^1].ToString());
    }

    internal static byte[] Gzip(byte[] bytes)
    {
        using var memory = new MemoryStream();
        using (var packed = new GZipStream(memory, CompressionLevel.Optimal))
        {
            packed.Write(bytes);
        }
        return memory.ToArray();
    }

    private static InputFile? Read(string path, out IReadOnlyList<Fault> found, long limit = InputFile.DefaultLimit)
    {
        var faults = new FaultList();
        var file = InputFile.TryRead(path, Path.GetFileName(path), faults, limit);
        found = faults.ToList();
        return file;
    }
}
