namespace GridCity.Silo.Http.Open311;

/// <summary>Where the service is, for programs that know only the discovery's address.</summary>
internal static class Discovery
{
    // When something about the endpoint changes, this becomes the day of the change.
    private const string Changeset = "2026-11-22T00:00:00Z";

    /// <summary>The document.</summary>
    public static SparkDocument Write(HttpRequest request, Open311Door door, SiloOptions options) => new("discovery", null,
    [
        new SparkObject
        {
            { "changeset", Changeset },
            { "contact", options.Contact },
            {
                "key_service",
                door.NeedsKey ? "Posting needs an api_key, which the contact gives." : "No api_key is needed."
            },
            {
                "endpoints", new SparkList("endpoint",
                [
                    new SparkObject
                    {
                        { "specification", "http://wiki.open311.org/GeoReport_v2" },
                        { "url", Open311Server.Root(request) + "/" },
                        { "changeset", Changeset },
                        { "type", options.IsDemonstration ? "test" : "production" },
                        { "formats", new SparkList("format", ["text/xml", "application/json"]) },
                    },
                ])
            },
        },
    ]);
}
