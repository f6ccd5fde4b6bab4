using System.Text.Json.Serialization;
using GridCity.Simulation.Compare;
using GridCity.Simulation.Engine;
using GridCity.Simulation.Runs;

namespace GridCity.Client.Views;

/// <summary>A mean over runs with its 95 % interval, for programs; no ends where one run says nothing of chance.</summary>
internal sealed record EstimateFigures(double? Mean, double? Low, double? High)
{
    /// <summary>The figures of an estimate.</summary>
    public static EstimateFigures Of(Estimate estimate) => new(Known(estimate.Mean), Known(estimate.Low), Known(estimate.High));

    private static double? Known(double value) => double.IsFinite(value) ? value : null;
}

/// <summary>A difference, for programs.</summary>
internal sealed record DifferenceFigures(
    string Measure, string Group, string Name, EstimateFigures Base, EstimateFigures Change, bool IsSignificant);

/// <summary>A variant held against the base, for programs.</summary>
internal sealed record VariantFigures(
    string Variant,
    EstimateFigures Moved,
    EstimateFigures LateGained,
    EstimateFigures LateLost,
    IReadOnlyList<DifferenceFigures> Differences,
    IReadOnlyList<string> Sentences)
{
    /// <summary>The figures of a variant.</summary>
    public static VariantFigures Of(ComparisonResult result) => new(
        result.Other.Name,
        EstimateFigures.Of(result.Cases.Moved),
        EstimateFigures.Of(result.Cases.LateGained),
        EstimateFigures.Of(result.Cases.LateLost),
        [
            .. result.Differences.Select(one => new DifferenceFigures(
                one.Measure, one.Group, one.Name, EstimateFigures.Of(one.Base), EstimateFigures.Of(one.Change), one.IsSignificant)),
        ],
        result.Sentences);
}

/// <summary>A comparison, for programs.</summary>
internal sealed record ComparisonFigures(
    string Base, int Pairs, bool IsPartial, IReadOnlyList<VariantFigures> Variants, IReadOnlyList<string> Sentences)
{
    /// <summary>The figures of a comparison.</summary>
    public static ComparisonFigures Of(ComparisonSet set, bool isPartial) =>
        new(set.Base.Name, set.BaseRuns.Count, isPartial, [.. set.Variants.Select(VariantFigures.Of)], set.Sentences);
}

/// <summary>A step of a sweep, for programs.</summary>
internal sealed record StepFigures(
    double Value, EstimateFigures OnTime, EstimateFigures Late, EstimateFigures Hours, bool MeetsTarget,
    IReadOnlyList<string> Warnings);

/// <summary>A sweep, for programs.</summary>
internal sealed record SweepFigures(
    string What, int Replications, bool IsPartial, double? Smallest, IReadOnlyList<StepFigures> Steps, string Sentence)
{
    /// <summary>The figures of a sweep.</summary>
    public static SweepFigures Of(SweepResult result, SimulationOptions options, bool isPartial) => new(
        result.What,
        options.Replications,
        isPartial,
        result.Smallest,
        [
            .. result.Steps.Select(step => new StepFigures(
                step.Value, EstimateFigures.Of(step.OnTime), EstimateFigures.Of(step.Late), EstimateFigures.Of(step.Hours), step.MeetsTarget,
                step.Warnings)),
        ],
        result.Sentence);
}

/// <summary>The JSON of comparisons.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ComparisonFigures))]
[JsonSerializable(typeof(SweepFigures))]
internal sealed partial class CompareJson : JsonSerializerContext;
