using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using GridCity.Core.Cases;
using GridCity.Core.Space;

namespace GridCity.Client.Api;

/// <summary>
/// The HTTP API of a GridCity server, typed. Commands get an id (UUID version 7) when they have none, so that a
/// repeated request is answered, not done twice. Every call may throw <see cref="ProblemException"/> when the server
/// says no and <see cref="ServerUnreachableException"/> when nobody answers. Safe to use from many threads.
/// </summary>
public sealed class GridCityClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly Transport _transport;
    private readonly StreamReading _streams;

    /// <summary>
    /// Speaks over <paramref name="http"/>, whose base address is the server's; waits by <paramref name="time"/>, the
    /// system's clock if none is given.
    /// </summary>
    public GridCityClient(HttpClient http, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        _http = http;
        _transport = new Transport(http, time ?? TimeProvider.System, Random.Shared);
        _streams = new StreamReading(_transport, Random.Shared);
    }

    /// <summary>
    /// A client of the server at an address, such as <c>http://127.0.0.1:5080</c>, with the key of an account where the server
    /// asks who calls.
    /// </summary>
    public static GridCityClient Connect(Uri server, string? key = null)
    {
        ArgumentNullException.ThrowIfNull(server);
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            // A proxy that the environment names is for the outside world, never for this machine.
            UseProxy = !server.IsLoopback,
        };
        // Without the last slash a path below the address would replace its end instead of going below it.
        var root = server.AbsoluteUri.EndsWith('/') ? server : new Uri(server.AbsoluteUri + "/");
        var http = new HttpClient(handler) { BaseAddress = root };
        if (!string.IsNullOrWhiteSpace(key))
        {
            http.DefaultRequestHeaders.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", key.Trim());
        }
        return new GridCityClient(http);
    }

    /// <summary>Reports that something was seen.</summary>
    public async Task<CommandAnswer> ReportAsync(ReportRequest report, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(report);
        var body = report with { Id = IdOf(report.Id) };
        var (answer, done) = await _transport.PostAsync(
            "api/v1/reports", body, Wire.Json.ReportRequest, Wire.Json.CommandAnswer, stop).ConfigureAwait(false);
        return done with { IsRepeated = SaysRepeated(answer.Headers) };
    }

    /// <summary>Reports many things at once, at most 5,000; each is answered for itself, in order.</summary>
    public async Task<BatchAnswer> ReportBatchAsync(
        IReadOnlyList<ReportRequest> reports,
        CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(reports);
        var body = new BatchRequest([.. reports.Select(report => report with { Id = IdOf(report.Id) })]);
        var (_, answer) = await _transport.PostAsync(
            "api/v1/reports/batch", body, Wire.Json.BatchRequest, Wire.Json.BatchAnswer, stop).ConfigureAwait(false);
        return answer;
    }

    /// <summary>Takes in a water sample; an exceedance opens a case.</summary>
    public async Task<CellAnswer> SampleAsync(SampleRequest sample, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(sample);
        var body = sample with { Id = IdOf(sample.Id) };
        return (await _transport.PostAsync(
            "api/v1/samples", body, Wire.Json.SampleRequest, Wire.Json.CellAnswer, stop).ConfigureAwait(false)).Item2;
    }

    /// <summary>Takes in a patrol that was walked.</summary>
    public async Task<CellAnswer> PatrolAsync(PatrolRequest patrol, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(patrol);
        var body = patrol with { Id = IdOf(patrol.Id) };
        return (await _transport.PostAsync(
            "api/v1/patrols", body, Wire.Json.PatrolRequest, Wire.Json.CellAnswer, stop).ConfigureAwait(false)).Item2;
    }

    /// <summary>One page of cases.</summary>
    public Task<CasePage> ListCasesAsync(CaseQuery query, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var path = new QueryText("api/v1/cases")
            .With("cell", query.Cell).With("area", query.Area).With("unit", query.Unit).With("class", query.Class)
            .With("stage", query.Stages.Count == 0 ? null : string.Join(',', query.Stages.Select(WordOf)))
            .With("open", query.IsOpen).With("overdue", query.IsOverdue)
            .With("supervised", query.IsSupervised).With("tier", WordOf(query.Tier)).With("inspector", query.Inspector)
            .With("channel", query.Channel).With("calls", query.HasOpenWhistle == true ? "whistle" : query.HasOpenCalls == true ? "open" : null)
            .With("task", query.IsUntaken == true ? "nobody" : null).With("dueBefore", query.DueBefore)
            .With("before", query.Before).With("limit", query.Limit);
        return _transport.GetAsync(path.ToString(), Wire.Json.CasePage, stop);
    }

    /// <summary>A case.</summary>
    public Task<CasePicture> GetCaseAsync(string id, CancellationToken stop = default) =>
        _transport.GetAsync(CasePath(id), Wire.Json.CasePicture, stop);

    /// <summary>A case with everything that happened to it and why its unit has it.</summary>
    public Task<CaseLife> GetLifeAsync(string id, CancellationToken stop = default) =>
        _transport.GetAsync(CasePath(id) + "/life", Wire.Json.CaseLife, stop);

    /// <summary>Gives a command about a case; the same id again gets the same answer.</summary>
    public async Task<CommandAnswer> GiveAsync(
        string id, CommandKind command, CommandRequest request, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var path = CasePath(id) + "/" + JsonNamingPolicy.KebabCaseLower.ConvertName(command.ToString());
        var (answer, done) = await _transport.PostAsync(
            path, request with { Id = IdOf(request.Id) }, Wire.Json.CommandRequest, Wire.Json.CommandAnswer, stop)
            .ConfigureAwait(false);
        return done with { IsRepeated = SaysRepeated(answer.Headers) };
    }

    /// <summary>All accounts of the server; for administrators.</summary>
    public Task<AccountList> GetAccountsAsync(CancellationToken stop = default) =>
        _transport.GetAsync("api/v1/accounts/", Wire.Json.AccountList, stop);

    /// <summary>Adds an account; a password that the server made is in the answer and is never shown again.</summary>
    public async Task<AccountSecret> AddAccountAsync(NewAccount account, CancellationToken stop = default) =>
        (await _transport.PostAsync("api/v1/accounts/", account, Wire.Json.NewAccount, Wire.Json.AccountSecret, stop).ConfigureAwait(false)).Body;

    /// <summary>Makes a key of an account for a program; it is never shown again.</summary>
    public async Task<AccountSecret> AddKeyAsync(string name, string label, CancellationToken stop = default) =>
        (await _transport.PostAsync(
            AccountPath(name) + "/keys", new NewKey(label), Wire.Json.NewKey, Wire.Json.AccountSecret, stop).ConfigureAwait(false)).Body;

    /// <summary>Gives an account a new password, which is never shown again.</summary>
    public async Task<AccountSecret> ResetPasswordAsync(string name, CancellationToken stop = default) =>
        (await _transport.PostAsync(
            AccountPath(name) + "/password", new NewKey(null), Wire.Json.NewKey, Wire.Json.AccountSecret, stop).ConfigureAwait(false)).Body;

    /// <summary>Ends an account with its keys and sessions.</summary>
    public async Task EndAccountAsync(string name, CancellationToken stop = default)
    {
        using var answer = await _transport.SendAsync(
            () => new HttpRequestMessage(HttpMethod.Delete, AccountPath(name)), stop).ConfigureAwait(false);
    }

    /// <summary>The time of the server's clock, which runs faster than ours in a demonstration.</summary>
    public async Task<DateTimeOffset> GetNowAsync(CancellationToken stop = default) =>
        (await _transport.GetAsync("api/v1/session", Wire.Json.ServerClock, stop).ConfigureAwait(false)).Now;

    /// <summary>The city that the server runs.</summary>
    public Task<CityPicture> GetCityAsync(CancellationToken stop = default) =>
        _transport.GetAsync("api/v1/city", Wire.Json.CityPicture, stop);

    /// <summary>
    /// The cells of an area (the whole city without one) as GeoJSON, after a code, at most <paramref name="limit"/>.
    /// </summary>
    public Task<JsonElement> GetCellsAsync(
        string? area = null,
        string? after = null,
        int? limit = null,
        CancellationToken stop = default)
    {
        var path = new QueryText("api/v1/cells").With("area", area).With("after", after).With("limit", limit);
        return _transport.GetAsync(path.ToString(), Wire.Json.JsonElement, stop);
    }

    /// <summary>The cell at a point in degrees of a frame (the city's input frame without one).</summary>
    public Task<CellPicture> GetCellAtAsync(
        double lon,
        double lat,
        Frame? frame = null,
        CancellationToken stop = default)
    {
        var path = new QueryText("api/v1/cells/at").With("lon", lon).With("lat", lat).With("frame", WordOf(frame));
        return _transport.GetAsync(path.ToString(), Wire.Json.CellPicture, stop);
    }

    /// <summary>A cell by its code.</summary>
    public Task<CellPicture> GetCellAsync(string code, CancellationToken stop = default) =>
        _transport.GetAsync("api/v1/cells/" + Uri.EscapeDataString(code), Wire.Json.CellPicture, stop);

    /// <summary>
    /// The borders of the streets or communities as GeoJSON; the tier is <c>street</c> or <c>community</c>.
    /// </summary>
    public Task<JsonElement> GetOutlinesAsync(string tier, CancellationToken stop = default) =>
        _transport.GetAsync(
            new QueryText("api/v1/outlines").With("tier", tier).ToString(), Wire.Json.JsonElement, stop);

    /// <summary>A layer of the city as GeoJSON.</summary>
    public Task<JsonElement> GetLayerAsync(string name, CancellationToken stop = default) =>
        _transport.GetAsync("api/v1/layers/" + Uri.EscapeDataString(name), Wire.Json.JsonElement, stop);

    /// <summary>A vector tile of the cells of one version of the city.</summary>
    public async Task<byte[]> GetTileAsync(string hash, int z, int x, int y, CancellationToken stop = default)
    {
        var path = string.Create(
            CultureInfo.InvariantCulture, $"api/v1/tiles/{Uri.EscapeDataString(hash)}/{z}/{x}/{y}.mvt");
        using var answer = await _transport.SendAsync(() => new HttpRequestMessage(HttpMethod.Get, path), stop)
            .ConfigureAwait(false);
        return await answer.Content.ReadAsByteArrayAsync(stop).ConfigureAwait(false);
    }

    /// <summary>The whole board.</summary>
    public Task<Board> GetBoardAsync(CancellationToken stop = default) =>
        _transport.GetAsync("api/v1/board", Wire.Json.Board, stop);

    /// <summary>
    /// The journal from a position on as it grows, from now on without one, until <paramref name="stop"/>. A broken
    /// connection is opened again after a jittered wait and resumed, without a gap and without a repetition.
    /// </summary>
    public IAsyncEnumerable<StreamEvent> FollowAsync(long? after = null, CancellationToken stop = default) =>
        _streams.FollowAsync("api/v1/stream", after, stop);

    /// <summary>The board as it changes, twice a second at most, until <paramref name="stop"/>.</summary>
    public IAsyncEnumerable<StreamEvent> FollowBoardAsync(CancellationToken stop = default) =>
        _streams.FollowAsync("api/v1/stream/board", null, stop);

    /// <summary>One page of the journal after a position.</summary>
    public Task<JournalPage> GetJournalAsync(long after, int? limit = null, CancellationToken stop = default) =>
        _transport.GetAsync(
            new QueryText("api/v1/journal").With("after", (long?)after).With("limit", limit).ToString(),
            Wire.Json.JournalPage,
            stop);

    /// <summary>The routing rules.</summary>
    public Task<RuleList> GetRulesAsync(CancellationToken stop = default) =>
        _transport.GetAsync("api/v1/rules", Wire.Json.RuleList, stop);

    /// <summary>Where a report would go, and why.</summary>
    public Task<Routing> ExplainAsync(RoutingQuestion question, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        var path = new QueryText("api/v1/rules/explain")
            .With("lon", question.Lon).With("lat", question.Lat).With("class", question.Class)
            .With("condition", question.Condition).With("channel", question.Channel)
            .With("frame", WordOf(question.Frame)).With("at", question.At);
        return _transport.GetAsync(path.ToString(), Wire.Json.Routing, stop);
    }

    /// <summary>Whether the server is ready; a server that is not says why instead of refusing.</summary>
    public async Task<Readiness> GetReadinessAsync(CancellationToken stop = default)
    {
        using var answer = await _transport.SendOnceAsync(new HttpRequestMessage(HttpMethod.Get, "health/ready"), stop)
            .ConfigureAwait(false);
        return answer.IsSuccessStatusCode || answer.StatusCode == HttpStatusCode.ServiceUnavailable
            ? await _transport.ReadAsync(answer, Wire.Json.Readiness, stop).ConfigureAwait(false)
            : throw await Transport.ProblemOfAsync(answer, stop).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static bool SaysRepeated(HttpResponseHeaders headers) =>
        headers.TryGetValues("Gridcity-Repeated", out var values)
        && values.Contains("true", StringComparer.OrdinalIgnoreCase);

    private static Guid IdOf(Guid? id) => id ?? Guid.CreateVersion7();

    private static string AccountPath(string name) => "api/v1/accounts/" + Uri.EscapeDataString(name);

    private static string CasePath(string id) => "api/v1/cases/" + Uri.EscapeDataString(id);

    private static string? WordOf<T>(T? word)
        where T : struct, Enum => word is null ? null : WordOf(word.Value);

    private static string WordOf<T>(T word)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(word.ToString());
}
