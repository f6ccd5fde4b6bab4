using System.Reflection;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace GridCity.Silo;

/// <summary>Sends traces and meters to an OTLP endpoint when one is configured, and nowhere when none is.</summary>
internal static class TelemetrySetup
{
    public static void AddTelemetry(this IServiceCollection services, SiloOptions options)
    {
        if (options.Otlp is null)
        {
            return;
        }
        // Request spans carry route, method and status only when the web server is asked to put them in.
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);
        var endpoint = new Uri(options.Otlp);
        var version = typeof(TelemetrySetup).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        var resource = ResourceBuilder.CreateDefault().AddService("gridcity", serviceVersion: version);
        services.AddSingleton(Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource(Grains.Telemetry.Name, "Microsoft.AspNetCore", "Microsoft.Orleans.Application")
            .AddOtlpExporter(export => Configure(export, endpoint, "v1/traces"))
            .Build());
        services.AddSingleton(Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(Grains.Telemetry.Name, "Microsoft.Orleans", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
            .AddOtlpExporter(export => Configure(export, endpoint, "v1/metrics"))
            .Build());
        services.AddHostedService<TelemetryFlush>();
    }

    private static void Configure(OtlpExporterOptions export, Uri endpoint, string path)
    {
        export.Protocol = OtlpExportProtocol.HttpProtobuf;
        export.Endpoint = new Uri(endpoint, path);
    }

    // Singletons are made when first asked for; this asks for them, and sends what is left when the server stops.
    private sealed class TelemetryFlush(TracerProvider traces, MeterProvider meters) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            traces.ForceFlush(2_000);
            meters.ForceFlush(2_000);
            return Task.CompletedTask;
        }
    }
}
