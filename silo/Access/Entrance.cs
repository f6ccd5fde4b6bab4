using System.Net;
using System.Security.Cryptography.X509Certificates;
using GridCity.Silo.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace GridCity.Silo.Access;

/// <summary>Where the server listens, and who stands at the door there.</summary>
internal static class Entrance
{
    /// <summary>Listens where the options say, with a certificate when one is given.</summary>
    public static void Listen(this KestrelServerOptions kestrel, SiloOptions options) => kestrel.Listen(options.Address, options.Port, here =>
    {
        if (options.Certificate is { } certificate)
        {
            here.UseHttps(X509Certificate2.CreateFromPemFile(certificate, options.CertificateKey ?? certificate));
        }
    });

    /// <summary>Puts the gate and what belongs to it before all endpoints that follow.</summary>
    public static void UseEntrance(this WebApplication app, AccessControl access, string? mapOrigin)
    {
        if (!access.IsOpen)
        {
            // Only a proxy on this machine is believed about who sent a request.
            app.UseForwardedHeaders(new ForwardedHeadersOptions
            {
                ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            });
        }
        app.Use(new SecurityHeaders(mapOrigin).AddAsync);
        Pages.Use(app);
        app.UseRouting();
        app.Use(new Gate(access).PassAsync);
        app.UseRateLimiter();
    }

    /// <summary>Why the server must not listen where it was told to, or null.</summary>
    public static string? Refusal(SiloOptions options) =>
        options.Access == AccessKind.Open && !IPAddress.IsLoopback(options.Address)
            ? $"Without accounts the server listens only on this machine, and {options.Address} is reached by others. "
                + "Leave out '--access open', and it makes an administrator and shows its secret."
            : null;
}
