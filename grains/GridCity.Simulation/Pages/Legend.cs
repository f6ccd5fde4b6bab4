namespace GridCity.Simulation.Pages;

/// <summary>What the signs of a drawing mean: each sign drawn once, with its meaning beside it.</summary>
internal static class Legend
{
    /// <summary>Signs in a box of 18 by 14 pixels and their meanings.</summary>
    public static Node Of(params IEnumerable<(Node Sign, Say Meaning)> signs) => new Tag("ul", "legend")
    {
        signs.Select(sign => new Tag("li")
        {
            new Tag("svg") { { "viewBox", "0 0 18 14" }, { "width", 18 }, { "height", 14 }, { "aria-hidden", "true" }, sign.Sign },
            new Tag("span") { sign.Meaning },
        }),
    };

    /// <summary>A box of a class of the style sheet.</summary>
    public static Node Box(string @class) =>
        new Tag("rect", @class) { { "x", 1.0 }, { "y", 2.0 }, { "width", 16.0 }, { "height", 10.0 } };

    /// <summary>A circle.</summary>
    public static Node Circle(string @class, double radius = 4.5) =>
        new Tag("circle", @class) { { "cx", 9.0 }, { "cy", 7.0 }, { "r", radius } };

    /// <summary>A line.</summary>
    public static Node Line(string @class) =>
        new Tag("line", @class) { { "x1", 1.0 }, { "y1", 7.0 }, { "x2", 17.0 }, { "y2", 7.0 } };
}
