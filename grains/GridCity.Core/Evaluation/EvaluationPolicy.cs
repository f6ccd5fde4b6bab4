namespace GridCity.Core.Evaluation;

/// <summary>How a city judges its streets, units and posts: what its <c>evaluation.yaml</c> says.</summary>
public sealed record EvaluationPolicy
{
    /// <summary>How scores and ranks are made.</summary>
    public ScoreBook Book { get; init; } = ScoreBooks.National;

    /// <summary>How streets are classed by the hotline.</summary>
    public HotlineClasses Classes { get; init; } = new();

    /// <summary>How many of the last streets and units are asked to an interview after a quarter (约谈).</summary>
    public int Interviews { get; init; } = 3;
}
