using System.Text;
using GridCity.Simulation.Formats;
using Xunit;

namespace GridCity.Tests.Cities;

public sealed class CsvTableTests
{
    private static readonly CsvColumns Columns = new(["id", "name"], ["note"]);

    [Fact]
    public void Rows_know_their_lines_over_quotes_blank_lines_and_line_breaks()
    {
        var rows = Read("name, id\n\"a, \"\"b\"\"\",1\n\n\"two\nlines\",2\n c ,3\n", out var faults);
        Assert.Empty(faults);
        Assert.Equal(["2:1:a, \"b\":", "4:2:two\nlines:", "6:3:c:"], rows.Select(row => $"{row.Line}:{row["id"]}:{row["name"]}:{row["note"]}"));
    }

    [Theory]
    [InlineData("", 1, "", "empty")]
    [InlineData("id,nmae\n1,a\n", 1, "nmae", "Did you mean 'name'?")]
    [InlineData("id,note\n1,a\n", 1, "name", "missing")]
    [InlineData("id,name,id\n1,a,2\n", 1, "id", "twice")]
    [InlineData("id,name\n1,a\n2\n", 3, "", "1 fields")]
    [InlineData("id,name\n1,a,b\n", 2, "", "3 fields")]
    [InlineData("id,name\n1,a\"b\n", 2, "", "quote inside")]
    [InlineData("id,name\n1,\"a\"b\n", 2, "", "after a closing quote")]
    [InlineData("id,name\n1,a\n2,\"b\n3,c\n", 3, "", "never closed")]
    [InlineData("id,name\n1,a\n2,b", 3, "", "no line end")]
    [InlineData("id;name\n1;a\n", 1, "id;name", "no column")]
    public void A_broken_table_is_a_fault_with_its_line(string text, int line, string field, string said)
    {
        Read(text, out var faults);
        Assert.Contains(faults, fault => fault.Line == line && fault.Field == field && fault.Message.Contains(said, StringComparison.Ordinal));
    }

    private static IReadOnlyList<CsvRow> Read(string text, out IReadOnlyList<Fault> found)
    {
        var faults = new FaultList();
        var rows = CsvTable.Read(new InputFile("t.csv", Encoding.UTF8.GetBytes(text)), Columns, faults);
        found = faults.ToList();
        return rows;
    }
}
