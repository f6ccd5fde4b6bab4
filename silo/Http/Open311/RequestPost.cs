using GridCity.Core.Cases;
using GridCity.Core.Cities;
using GridCity.Core.Space;

namespace GridCity.Silo.Http.Open311;

/// <summary>
/// Reads a posted request: a report with everything that is wrong with it at once. Names, addresses of mail and telephone numbers
/// are taken and not kept: what they would be needed for is the affair of whoever sent the request.
/// </summary>
internal sealed class RequestPost(City city, Channel channel, Open311Form form)
{
    // What an older photo's address is kept behind: the last line of the text, because a report has no field for it.
    private const string LinkLine = "\nmedia_url: ";
    private const int LinkLengthMax = 2_000;

    /// <summary>What is wrong.</summary>
    public Open311Faults Faults { get; } = form.Faults;

    /// <summary>The report of somebody, or null with what is wrong.</summary>
    public ReportCommand? Read(Guid id, Actor by, DateTimeOffset now)
    {
        var code = ReadService();
        var condition = code is null ? null : ReadCondition(code);
        var point = ReadPlace(out var accuracy);
        var text = ReadText();
        if (by.Id.Length > Intake.ReferenceLengthMax)
        {
            Faults.Add("account_id", $"At most {Intake.ReferenceLengthMax} characters are taken.");
        }
        if (Faults.Any)
        {
            return null;
        }
        var draft = new ReportDraft(
            code!, condition, channel.Id, point!.Value.Longitude, point.Value.Latitude, Frame.Wgs84, accuracy, text, null, null);
        if (Intake.Check(city, draft, now, out var report, out var placement) is { } refusal)
        {
            Faults.Add((int)refusal.Code, refusal.Detail);
            return null;
        }
        return new ReportCommand(id, now, by, report!, placement!);
    }

    /// <summary>Parts the text of a report from the address of a photo that stays elsewhere.</summary>
    public static (string Text, string? Link) Part(string text) =>
        text.LastIndexOf(LinkLine, StringComparison.Ordinal) is >= 0 and var at
        && IsLink(text[(at + LinkLine.Length)..]) ? (text[..at], text[(at + LinkLine.Length)..]) : (text, null);

    private static bool IsLink(string link) =>
        link.Length <= LinkLengthMax && Uri.TryCreate(link, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
        && link == address.AbsoluteUri;

    private string? ReadService()
    {
        var code = form.Text("service_code");
        if (code is null)
        {
            Faults.Add("service_code", "It is mandatory.");
        }
        return code;
    }

    private string? ReadCondition(string code)
    {
        var given = form.All($"attribute[{ServiceList.Condition}]").Concat(form.All($"attribute[{ServiceList.Condition}][]")).ToList();
        var known = ServiceList.ConditionsOf(city, code);
        if (given.Count == 0)
        {
            if (ServiceList.NeedsCondition(city, code))
            {
                Faults.Add($"attribute[{ServiceList.Condition}]", "It is mandatory for this service; its definition lists the values.");
            }
            return null;
        }
        if (given.Count == 1 && known.Any(row => row.Condition == given[0]))
        {
            return given[0];
        }
        Faults.Add(
            $"attribute[{ServiceList.Condition}]",
            known.Count == 0 ? "This service has no conditions." : $"One of {string.Join(", ", known.Select(row => row.Condition))} was expected.");
        return null;
    }

    // A point, or the code of a cell for who knows no better: then its middle stands for it, as exact as the cell is large.
    private GeoPoint? ReadPlace(out double? accuracy)
    {
        accuracy = form.Number("attribute[accuracy]");
        var (lat, lon) = (form.Number("lat"), form.Number("long"));
        if (lat is not null && lon is not null)
        {
            return new GeoPoint(lon.Value, lat.Value);
        }
        if (form.Text("lat") is not null || form.Text("long") is not null)
        {
            Faults.Add("lat,long", "Both were expected, in degrees of WGS 84.");
            return null;
        }
        if (form.Text("address_id") is { } address)
        {
            if (CellCode.TryParse(address, out var cell) && city.Grid.IndexOf(cell) is >= 0 and var index)
            {
                var middle = MiddleOf(index);
                accuracy = Math.Round(Math.Sqrt(city.Grid.AreaOf(index)) / 2);
                return city.Plane.ToGeo(middle);
            }
            Faults.Add("address_id", $"The code of a cell of {city.Name} was expected, 15 digits.");
            return null;
        }
        Faults.Add(
            "lat,long",
            form.Text("address_string") is null
                ? "A place is mandatory: lat and long, or the code of a cell as address_id."
                : "An address_string alone is not enough, because the city has no register of addresses: send lat and long as well, "
                    + "or the code of a cell as address_id.");
        return null;
    }

    private PlanePoint MiddleOf(int index)
    {
        var box = city.Grid.BoundsOf(index);
        var middle = new PlanePoint((box.MinX + box.MaxX) / 2, (box.MinY + box.MaxY) / 2);
        // The middle of a bent cell may lie in its neighbour; a corner of its own never does.
        return city.Grid.Locate(middle) == index ? middle : city.Grid.RingsOf(index)[0].Points.Span[0];
    }

    private string? ReadText()
    {
        var link = form.Text("media_url") is { } given ? LinkLine + ReadLink(given) : null;
        var text = form.Text("description")?.Replace("\r\n", "\n", StringComparison.Ordinal);
        if (text?.Length > Intake.TextLengthMax)
        {
            Faults.Add("description", $"At most {Open311Faults.Number(Intake.TextLengthMax)} characters are taken.");
            return null;
        }
        if (form.Text("address_string") is { } address)
        {
            text = text is null ? address : $"{text}\n({address})";
        }
        text += link;
        if (text?.Length > Intake.TextLengthMax)
        {
            Faults.Add(
                "description", $"With address_string and media_url it has more than {Open311Faults.Number(Intake.TextLengthMax)} characters.");
        }
        return text;
    }

    // The address of a photo that stays elsewhere is kept and shown, and never asked for by this server.
    private string ReadLink(string given)
    {
        if (Uri.TryCreate(given, UriKind.Absolute, out var address) && IsLink(address.AbsoluteUri))
        {
            return address.AbsoluteUri;
        }
        Faults.Add("media_url", $"An address with http or https was expected, of at most {LinkLengthMax} characters.");
        return string.Empty;
    }
}
