using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using GridCity.Core.Space;
using GridCity.Silo.Access;
using GridCity.Tests.Cases;
using GridCity.Tests.Hosting;
using GridCity.Tests.Http;
using Xunit;

namespace GridCity.Tests.Access;

/// <summary>The real server with accounts: one of every post, each with the password of its name and a key.</summary>
public class GuardedServer : TestServer
{
    private readonly Dictionary<string, string> _keys = [];

    internal ManualTime Clock { get; } = new(DateTimeOffset.UtcNow);

    internal Accounts Accounts => Access.Accounts!;

    internal static Post[] Posts { get; } = Enum.GetValues<Post>();

    public static string PasswordOf(string name) => "the password of " + name;

    /// <summary>The token of a session, for those who need not show how they signed in.</summary>
    public string SessionOf(string name) => Access.Sessions!.Begin(name).Token;

    /// <summary>A client that sends the key of an account.</summary>
    public HttpClient With(string name)
    {
        var http = NewClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _keys[name]);
        return http;
    }

    /// <summary>A case that waits for its unit, sanitation, and lies in the west unless another place is named.</summary>
    public async Task<string> ReportAsync(double x = 50, double y = 50)
    {
        using var http = With("gateway");
        var body = ReportAt(x, y);
        body["text"] = Guid.NewGuid().ToString();
        using var answer = await http.PostAsJsonAsync("/api/v1/reports", body, TestContext.Current.CancellationToken);
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, json.ToString());
        return json.GetProperty("case").GetProperty("id").GetString()!;
    }

    private protected override AccessControl OpenAccess()
    {
        var access = AccessControl.ByAccounts(Path.Combine(Folder, "accounts.db"), Clock);
        foreach (var post in Posts)
        {
            var name = post.ToString().ToLowerInvariant();
            var subject = post switch { Post.Unit => "sanitation", Post.Inspector => "i-1", _ => name };
            Add(access.Accounts!, new Account(name, post, subject, null, "outside-" + name, false));
        }
        Add(access.Accounts!, new Account("west-desk", Post.Command, "west-desk", AreaCode.Parse(TestCity.West), null, false));
        Add(access.Accounts!, new Account("drainage", Post.Unit, "drainage", null, null, false));
        return access;
    }

    private void Add(Accounts accounts, Account account)
    {
        Assert.True(accounts.Add(account, PasswordOf(account.Name)));
        _keys[account.Name] = accounts.NewKey(account.Name, "tests");
    }
}
