namespace GridCity.Core.Space;

/// <summary>x</summary>
public static class Coverage
{
}
