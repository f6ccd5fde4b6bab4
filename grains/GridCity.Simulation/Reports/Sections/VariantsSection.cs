using GridCity.Core.Evaluation;
using GridCity.Simulation.Compare;
using GridCity.Simulation.Pages;

namespace GridCity.Simulation.Reports.Sections;

/// <summary>Several variants side by side: what each changes in all, and how sure that is.</summary>
internal static class VariantsSection
{
    private static readonly string[] Measures = ["late", "hours", "open"];

    /// <summary>The section.</summary>
    public static Section Of(ComparisonSet set) => Section.Of(
        new Say("The variants side by side", "各方案对照"),
        [
            .. Measures.Select(measure => Table(set, measure)),
            set.Sentences.Count == 0 ? null : new Tag("ul", "findings")
            {
                set.Sentences.Select(sentence => new Tag("li") { sentence }),
            },
        ]);

    private static Node? Table(ComparisonSet set, string measure)
    {
        List<(string Name, Difference Change)> rows =
        [
            .. set.Variants.SelectMany(one => one.Differences
                .Where(change => change.Group == "all" && change.Measure == measure).Select(change => (one.Other.Name, change))),
        ];
        if (rows.Count == 0)
        {
            return null;
        }
        var strokes = Strokes.ForChanges(rows.Select(row => Ends(row.Change)), double.MaxValue / 4);
        return new Table<(string Name, Difference Change)>(CompareReport.Words(measure))
            .Rows(row => row.Change.IsSignificant ? null : "unranked")
            .Name(new Say("Variant", "方案"), row => row.Name)
            .Number(new Say("Base", "基准"), row => CompareReport.Size(row.Change, row.Change.Base.Mean))
            .Number(new Say("Change", "变化"), row => CompareReport.Sign(row.Change))
            .Number("±", row => CompareReport.Size(row.Change, row.Change.Change.HalfWidth))
            .Drawing(strokes.Axis(), row => strokes.Dot(row.Change.Change.Mean, Ends(row.Change), isHollow: !row.Change.IsSignificant))
            .Short(default, row => row.Change.IsSignificant ? new Say("significant", "显著") : new Say("chance", "不显著"))
            .Of(rows);
    }

    private static Interval Ends(Difference one) => new(one.Change.Low, one.Change.High);
}
