using System.Text;
using System.Text.Json;
using GridCity.Core.Cases;

namespace GridCity.Journal.Codec;

/// <summary>
/// How an old kind is read today: <paramref name="To"/> is the kind that replaced <paramref name="From"/>, and
/// <paramref name="Rewrite"/> turns the old body into the new one; null where every old body is a new one as it stands.
/// The entry in the journal stays as it is.
/// </summary>
internal sealed record EventUpgrade(string From, string To, Func<byte[], byte[]>? Rewrite);

/// <summary>
/// Reads events of every kind there ever was: the current ones at once, old ones through their upgrades, one version
/// after the other. What it cannot read is an explicit <see cref="UnreadEvent"/>.
/// </summary>
internal sealed class EventUpgrades
{
    private readonly Dictionary<string, EventUpgrade> _upgrades;

    public EventUpgrades(params IEnumerable<EventUpgrade> upgrades) =>
        _upgrades = upgrades.ToDictionary(upgrade => upgrade.From, StringComparer.Ordinal);

    /// <summary>The upgrades of this version.</summary>
    public static EventUpgrades Current { get; } = new(
        new EventUpgrade("case.reported.1", EventKinds.Reported, Rewrite: null),
        new EventUpgrade("case.dispatched.1", EventKinds.Dispatched, Rewrite: null));

    /// <summary>The kind that stands today for a kind, which may be an old one.</summary>
    public string Newest(string kind)
    {
        while (_upgrades.TryGetValue(kind, out var upgrade))
        {
            kind = upgrade.To;
        }
        return kind;
    }

    public bool TryRead(ReadOnlySpan<byte> kind, ReadOnlySpan<byte> body, out CaseEvent? happened, out UnreadEvent? unread)
    {
        unread = null;
        try
        {
            happened = EventReader.Read(kind, body) ?? ReadOld(Encoding.UTF8.GetString(kind), body);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or ArgumentException)
        {
            // The reader of JSON says in these three ways that bytes are not JSON, not UTF-8 or not of the asked type.
            happened = null;
            unread = new BrokenBody(Encoding.UTF8.GetString(kind), fault.Message);
            return false;
        }
        if (happened is null)
        {
            var name = Encoding.UTF8.GetString(kind);
            unread = new UnknownEvent(name, EventKinds.IsNewer(name));
        }
        return happened is not null;
    }

    private CaseEvent? ReadOld(string kind, ReadOnlySpan<byte> body)
    {
        while (_upgrades.TryGetValue(kind, out var upgrade))
        {
            kind = upgrade.To;
            body = upgrade.Rewrite is { } rewrite ? rewrite(body.ToArray()) : body;
        }
        return EventReader.Read(Encoding.UTF8.GetBytes(kind), body);
    }
}
