using GridCity.Core.Space;

namespace GridCity.Core.Rules;

/// <summary>
/// Which features of a layer have the attributes that a condition asks for: one bit each, shared by all conditions that
/// ask for the same, from whatever distance.
/// </summary>
internal sealed class FeatureMask
{
    private readonly ulong[] _bits;

    private FeatureMask(ulong[] bits) => _bits = bits;

    /// <summary>How much memory the mask takes, in bytes.</summary>
    public long Bytes => 8L * _bits.Length;

    /// <summary>The indices of the features that have them.</summary>
    public IEnumerable<int> Features => RuleRows.BitsOf(_bits);

    public static FeatureMask Of(NearLayer condition, Layer layer)
    {
        var bits = new ulong[RuleRows.WordsOf(layer.Features.Count)];
        for (var feature = 0; feature < layer.Features.Count; feature++)
        {
            if (condition.Accepts(layer.Features[feature]))
            {
                RuleRows.Set(bits, feature);
            }
        }
        return new FeatureMask(bits);
    }

    /// <summary>Whether a feature has them.</summary>
    public bool Has(int feature) => RuleRows.Has(_bits, feature);
}
