namespace GridCity.Silo.Access;

/// <summary>
/// What every answer tells the browser not to do. The command centre alone may load pictures from one other place, the origin of
/// the city's base map where it names one.
/// </summary>
internal sealed class SecurityHeaders(string? mapOrigin)
{
    private const string Pictures = "img-src 'self' data: blob:";

    private const string ContentSecurityPolicy =
        "default-src 'self'; " + Pictures + "; style-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
        + "object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    private readonly string _withMap = mapOrigin is null
        ? ContentSecurityPolicy
        : ContentSecurityPolicy.Replace(Pictures, Pictures + " " + mapOrigin, StringComparison.Ordinal);

    /// <summary>Adds the headers; an endpoint may replace them by stricter ones.</summary>
    public Task AddAsync(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = context.Request.Path.Value is "/" or "/index.html" ? _withMap : ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (context.Request.IsHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }
        if (context.Request.Path.StartsWithSegments("/api/v1"))
        {
            // Cases are about people: no proxy and no shared computer keeps them. What never changes says so itself.
            headers.CacheControl = "no-store";
        }
        return next(context);
    }
}
