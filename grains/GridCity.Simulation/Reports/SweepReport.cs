using System.Globalization;
using GridCity.Core.Cities;
using GridCity.Core.Evaluation;
using GridCity.Simulation.Bulletins;
using GridCity.Simulation.Compare;
using GridCity.Simulation.Demand;
using GridCity.Simulation.Pages;

namespace GridCity.Simulation.Reports;

/// <summary>The report of a sweep: what every number brings, and the smallest that is enough.</summary>
public static class SweepReport
{
    /// <summary>The page of a sweep as one file of HTML.</summary>
    public static string ToHtml(
        City city, Scenario scenario, SweepResult result, double target, ulong seed, int replications, bool isPartial, PageOptions? options = null)
    {
        var names = new CityNames(city);
        var strokes = Strokes.ForIntervals(result.Steps.Select(step => Points(step)), 100, 100 * target, "%");
        var page = new Page
        {
            City = names.Whole,
            Title = new Say($"How many are enough: {result.What}", $"配置测算：{result.What}"),
            Facts =
            [
                (new Say("Scenario", "情景"), scenario.Name),
                (new Say("Target", "目标"), new Say($"{Figures.Percent(target)} in time", $"按期处置率{Figures.Percent(target)}")),
                (new Say("Runs of each", "每档次数"), replications.ToString(CultureInfo.InvariantCulture)),
                (new Say("Seed", "随机种子"), seed.ToString(CultureInfo.InvariantCulture)),
                (new Say("City version", "城市数据版本"), RunReport.Hash(city.Hash)),
                (new Say("Scenario version", "情景版本"), RunReport.Hash(scenario.Hash)),
            ],
            Badges =
            [
                new("A simulation: nothing here has happened", "仿真结果：并非实际发生"),
                .. isPartial ? [new Say("Partial: stopped before its end", "部分结果：提前停止")] : Array.Empty<Say>(),
            ],
            Sections =
            [
                Section.Of(
                    new Say("Result", "结论"),
                    new Tag("p", "lead") { Sentence(result, target, replications) },
                    new Table<SweepStep>(new Say(
                        "Dot: the share in time with its 95 % interval; broken line: the target", "圆点为按期处置率及95%置信区间，虚线为目标"))
                        .Rows(step => step.MeetsTarget ? null : "unranked")
                        .Name(result.What, step => step.Value.ToString("0.######", CultureInfo.InvariantCulture))
                        .Number(new Say("In time", "按期处置率"), step => Figures.Percent(step.OnTime.Mean))
                        .Drawing(strokes.Axis(), step => strokes.Dot(100 * step.OnTime.Mean, Points(step), isHollow: !step.MeetsTarget))
                        .Number(new Say("Late cases", "超期案件"), step => Figures.Decimal(step.Late.Mean, 0))
                        .Number(new Say("Hours to the unit's result", "平均处置用时（小时）"), step => Figures.Decimal(step.Hours.Mean, 2))
                        .Number(
                            new Say("Queues without end", "只增不减的积压"),
                            step => step.Warnings.Count.ToString(CultureInfo.InvariantCulture))
                        .Short(new Say("Target", "目标"), step => step.MeetsTarget ? new Say("met", "达标") : Figures.None)
                        .Of(result.Steps)),
            ],
            Notes =
            [
                new(
                    "Every number ran on the same luck. One is enough when the lower end of its interval meets the target, and that of every larger one too.",
                    "各档使用相同的随机数。某档置信区间下限达到目标、且更大的各档也都达到时，视为足够。"),
            ],
        };
        return page.Render(options ?? new PageOptions());
    }

    private static Interval Points(SweepStep step)
    {
        var half = double.IsFinite(step.OnTime.HalfWidth) ? step.OnTime.HalfWidth : 0;
        return new Interval(Math.Max(0, 100 * (step.OnTime.Mean - half)), Math.Min(100, 100 * (step.OnTime.Mean + half)));
    }

    private static Say Sentence(SweepResult result, double target, int replications)
    {
        if (result.Steps.Count == 0)
        {
            return new Say($"No {result.What} was tried to the end of its runs.", $"没有一档的{result.What}运行完毕。");
        }
        var sure = replications > 1
            ? new Say(" with 95 % confidence.", "（置信度95%）。")
            : new Say("; a single run says nothing of chance.", "；仅一次运行，无法排除偶然。");
        var smallest = result.Smallest?.ToString("0.######", CultureInfo.InvariantCulture);
        return (smallest is not null
            ? new Say(
                $"The smallest {result.What} of those tried for which {Figures.Percent(target)} of the cases are in time is {smallest}",
                $"在所试各档中，使按期处置率达到{Figures.Percent(target)}的最小{result.What}为{smallest}")
            : new Say(
                $"No {result.What} of those tried has {Figures.Percent(target)} of the cases in time",
                $"所试各档的{result.What}均未使按期处置率达到{Figures.Percent(target)}")) + sure;
    }
}
