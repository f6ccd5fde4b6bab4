namespace GridCity.Core.Rules;

/// <summary>The routing rules of a city.</summary>
public sealed class RuleBook
{
}
