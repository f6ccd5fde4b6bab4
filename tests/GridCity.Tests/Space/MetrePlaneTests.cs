using GridCity.Core.Space;
using ProjNet.CoordinateSystems;
using ProjNet.CoordinateSystems.Transformations;
using Xunit;

namespace GridCity.Tests.Space;

public sealed class MetrePlaneTests
{
    public static TheoryData<double, double> Origins => new()
    {
        { 116.4167, 39.9289 }, { -73.98, 40.75 }, { 0, 0 }, { 179.99, -16.5 }, { 25, 69.9 }, { -58.4, -34.6 },
    };

    [Theory]
    [MemberData(nameof(Origins))]
    public void There_and_back_again_ends_within_a_micrometre_inside_100_km(double longitude, double latitude)
    {
        var plane = new MetrePlane(new GeoPoint(longitude, latitude));
        for (var x = -100_000; x <= 100_000; x += 12_500)
        {
            for (var y = -100_000; y <= 100_000; y += 12_500)
            {
                var start = new PlanePoint(x + 0.123, y - 0.456);
                Assert.InRange(plane.ToPlane(plane.ToGeo(start)).DistanceTo(start), 0, 1e-6);
            }
        }
    }

    [Fact]
    public void The_origin_is_zero_zero()
    {
        var origin = new GeoPoint(116.4, 39.9);
        Assert.Equal(0, new MetrePlane(origin).ToPlane(origin).DistanceTo(default), 9);
    }

    [Fact]
    public void A_degree_of_the_meridian_at_45_is_as_long_as_geodesy_says()
    {
        // The meridian from 44.5 to 45.5 degrees on WGS 84 is 111,131.7 m long, says any table of the ellipsoid.
        var plane = new MetrePlane(new GeoPoint(10, 44.5));
        Assert.Equal(111_131.75, plane.ToPlane(new GeoPoint(10, 45.5)).Y, 0.05);
    }

    [Theory]
    [MemberData(nameof(Origins))]
    public void Agrees_with_an_independent_projection_within_a_millimetre(double longitude, double latitude)
    {
        var plane = new MetrePlane(new GeoPoint(longitude, latitude));
        var oracle = Oracle(longitude, latitude);
        for (var east = -0.9; east <= 0.9; east += 0.15)
        {
            for (var north = -0.9; north <= 0.9; north += 0.15)
            {
                var point = new GeoPoint(longitude + east, latitude + north);
                var expected = oracle.Transform([point.Longitude, point.Latitude]);
                var actual = plane.ToPlane(point);
                Assert.Equal(expected[0], actual.X, 1e-3);
                Assert.Equal(expected[1], actual.Y, 1e-3);
            }
        }
    }

    [Fact]
    public void Longitudes_meet_across_the_date_line()
    {
        var plane = new MetrePlane(new GeoPoint(179.99, -16.5));
        var point = plane.ToPlane(new GeoPoint(-179.99, -16.5));
        Assert.InRange(point.X, 2_000, 2_200);
        Assert.Equal(-179.99, plane.ToGeo(point).Longitude, 9);
    }

    [Theory]
    [InlineData(double.NaN, 39.9)]
    [InlineData(116.4, double.NaN)]
    [InlineData(116.4, 90)]
    [InlineData(181, 0)]
    public void An_origin_off_the_earth_is_refused(double longitude, double latitude) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new MetrePlane(new GeoPoint(longitude, latitude)));

    [Fact]
    public void What_is_no_number_stays_none() =>
        Assert.True(double.IsNaN(new MetrePlane(new GeoPoint(116, 40)).ToPlane(new GeoPoint(116, double.NaN)).Y));

    private static MathTransform Oracle(double longitude, double latitude)
    {
        var factory = new CoordinateSystemFactory();
        var parameters = new List<ProjectionParameter>
        {
            new("latitude_of_origin", latitude),
            new("central_meridian", longitude),
            new("scale_factor", 1),
            new("false_easting", 0),
            new("false_northing", 0),
        };
        var projection = factory.CreateProjection("local", "Transverse_Mercator", parameters);
        var projected = factory.CreateProjectedCoordinateSystem(
            "local",
            GeographicCoordinateSystem.WGS84,
            projection,
            LinearUnit.Metre,
            new AxisInfo("East", AxisOrientationEnum.East),
            new AxisInfo("North", AxisOrientationEnum.North));
        return new CoordinateTransformationFactory()
            .CreateFromCoordinateSystems(GeographicCoordinateSystem.WGS84, projected).MathTransform;
    }
}
