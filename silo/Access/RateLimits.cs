using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace GridCity.Silo.Access;

/// <summary>How often people who did not sign in may ask, so that guessing and flooding do not pay.</summary>
internal static class RateLimits
{
    /// <summary>The policy of signing in: guessing a password.</summary>
    public const string SignIn = "sign-in";

    /// <summary>The policy of reports and photos by people who did not sign in.</summary>
    public const string PublicReports = "public-reports";

    private const int SignInsPerMinute = 10;
    private const int PublicReportsPerHour = 30;
    private const int ReadsPerMinute = 600;

    /// <summary>Adds the limits; without accounts only this machine can ask, and nothing is limited.</summary>
    public static void AddRateLimits(this IServiceCollection services, AccessControl access) => services.AddRateLimiter(limits =>
    {
        limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limits.OnRejected = AnswerAsync;
        limits.AddPolicy(SignIn, context => Window(access, context, SignInsPerMinute, TimeSpan.FromMinutes(1)));
        limits.AddPolicy(PublicReports, context => Caller.Of(context).Account is null
            ? Window(access, context, PublicReportsPerHour, TimeSpan.FromHours(1))
            : RateLimitPartition.GetNoLimiter("known"));
        limits.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            context.GetEndpoint() is not null && Caller.Of(context).Account is null
                ? Window(access, context, ReadsPerMinute, TimeSpan.FromMinutes(1))
                : RateLimitPartition.GetNoLimiter("known"));
    });

    private static RateLimitPartition<string> Window(AccessControl access, HttpContext context, int permits, TimeSpan window) =>
        access.IsOpen
            ? RateLimitPartition.GetNoLimiter("open")
            : RateLimitPartition.GetFixedWindowLimiter(
                context.Connection.RemoteIpAddress?.ToString() ?? "unknown",
                _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = window });

    private static async ValueTask AnswerAsync(OnRejectedContext rejected, CancellationToken stop)
    {
        if (rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after))
        {
            rejected.HttpContext.Response.Headers.RetryAfter =
                ((int)Math.Ceiling(after.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
        await App.FaultOf(
            rejected.HttpContext,
            StatusCodes.Status429TooManyRequests,
            "TooManyRequests",
            "Too many requests from this address; wait a little.",
            null).ExecuteAsync(rejected.HttpContext);
    }
}
