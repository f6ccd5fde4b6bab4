using GridCity.Core.Space;
using Xunit;

namespace GridCity.Tests.Space;

public sealed class FramesTests
{
    public static TheoryData<Frame> All => [Frame.Wgs84, Frame.Cgcs2000, Frame.Gcj02, Frame.Bd09];

    [Theory]
    [MemberData(nameof(All))]
    public void There_and_back_again_over_China_ends_within_half_a_metre(Frame frame)
    {
        var worst = PointsOfChina()
            .Max(point => Metres(point, Frames.ToWgs84(Frames.FromWgs84(point, frame), frame)));
        Assert.InRange(worst, 0, 0.5);

        // The iteration should end much closer than what is asked; a metre lost here would hide in the half metre.
        Assert.InRange(worst, 0, 0.001);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Back_and_there_again_over_China_ends_within_half_a_metre(Frame frame) =>
        Assert.InRange(
            PointsOfChina().Max(point => Metres(point, Frames.FromWgs84(Frames.ToWgs84(point, frame), frame))), 0, 0.5);

    // The values that the test suite of eviltransform has published since 2013.
    [Theory]
    [InlineData(121.5272106, 31.1774276, 121.531541859215, 31.17530398364597)]
    [InlineData(113.912316, 22.543847, 113.9171764808363, 22.540796131694766)]
    [InlineData(116.377817, 39.911954, 116.38404722455657, 39.91334545536069)]
    public void Gcj02_moves_the_published_points_where_published(double x, double y, double gcjX, double gcjY)
    {
        Assert.InRange(Metres(new GeoPoint(gcjX, gcjY), Frames.FromWgs84(new GeoPoint(x, y), Frame.Gcj02)), 0, 0.001);
        Assert.InRange(Metres(new GeoPoint(x, y), Frames.ToWgs84(new GeoPoint(gcjX, gcjY), Frame.Gcj02)), 0, 0.001);
    }

    // The values in the documentation of coordtransform: from GCJ-02 to BD-09, and WGS 84 to GCJ-02.
    [Fact]
    public void Bd09_moves_the_published_point_where_published()
    {
        var tiananmen = new GeoPoint(116.404, 39.915);
        var viaGcj = Frames.FromWgs84(Frames.ToWgs84(tiananmen, Frame.Gcj02), Frame.Bd09);
        Assert.InRange(Metres(new GeoPoint(116.41036949371029, 39.92133699351021), viaGcj), 0, 0.001);
        var gcj = Frames.FromWgs84(tiananmen, Frame.Gcj02);
        Assert.InRange(Metres(new GeoPoint(116.41024449916938, 39.91640428150164), gcj), 0, 0.001);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Outside_China_all_frames_are_the_same(Frame frame)
    {
        GeoPoint[] elsewhere =
        [
            new(-73.98, 40.75), new(71.99, 35), new(137.84, 35), new(105, 0.82), new(105, 55.83),
            new(double.NaN, 35), new(105, double.NaN),
        ];
        foreach (var point in elsewhere)
        {
            Assert.Equal(point, Frames.FromWgs84(point, frame));
            Assert.Equal(point, Frames.ToWgs84(point, frame));
        }
    }

    [Fact]
    public void The_frames_of_phone_maps_are_hundreds_of_metres_off()
    {
        var tiananmen = new GeoPoint(116.3975, 39.9087);
        Assert.InRange(Metres(tiananmen, Frames.FromWgs84(tiananmen, Frame.Gcj02)), 300, 800);
        Assert.InRange(Metres(tiananmen, Frames.FromWgs84(tiananmen, Frame.Bd09)), 800, 2000);
        Assert.Equal(0, Metres(tiananmen, Frames.FromWgs84(tiananmen, Frame.Cgcs2000)));
    }

    [Fact]
    public void The_error_grows_with_the_guesswork()
    {
        var errors = All.Select(row => Frames.ErrorMetres(row.Data)).ToArray();
        Assert.Equal(errors.Order(), errors);
        Assert.Equal(0, errors[0]);
    }

    [Fact]
    public void A_frame_that_is_none_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Frames.ToWgs84(default, default));
        Assert.Throws<ArgumentOutOfRangeException>(() => Frames.FromWgs84(default, default));
        Assert.Throws<ArgumentOutOfRangeException>(() => Frames.ErrorMetres(default));
    }

    /// <summary>A lattice of half degrees over 73–135.5° E, 3–53.5° N, and random points of the same box.</summary>
    private static IEnumerable<GeoPoint> PointsOfChina()
    {
        for (var x = 73.0; x <= 135.5; x += 0.5)
        {
            for (var y = 3.0; y <= 53.5; y += 0.5)
                yield return new GeoPoint(x, y);
        }
        var random = new Random(20260101);
        for (var i = 0; i < 20_000; i++)
            yield return new GeoPoint(73 + (62.5 * random.NextDouble()), 3 + (50.5 * random.NextDouble()));
    }

    private static double Metres(GeoPoint a, GeoPoint b)
    {
        var dy = (a.Latitude - b.Latitude) * 111_320;
        var dx = (a.Longitude - b.Longitude) * 111_320 * Math.Cos(a.Latitude * Math.PI / 180);
        return Math.Sqrt((dx * dx) + (dy * dy));
    }
}
