using GridCity.Core.Cases;

namespace GridCity.Silo.Access;

/// <summary>
/// What somebody who signs in, or a program with a key, is there for (岗位). A post that works on cases stands for one role of
/// Core's, so that Core's table stays the only one that says who may do what. Zero is never stored.
/// </summary>
internal enum Post
{
    /// <summary>Reports, and sees what became of it.</summary>
    Public = 1,

    /// <summary>Reports, verifies and checks on the street.</summary>
    Inspector = 2,

    /// <summary>Files, rejects and closes.</summary>
    Supervision = 3,

    /// <summary>Dispatches.</summary>
    Command = 4,

    /// <summary>Handles.</summary>
    Unit = 5,

    /// <summary>Supervises, escalates, closes by force.</summary>
    Leader = 6,

    /// <summary>Reads, and runs what-if.</summary>
    Planner = 7,

    /// <summary>A program that passes on the reports of others (hotlines, sensors, histories) and names them.</summary>
    Gateway = 8,

    /// <summary>Manages accounts, and works on no case.</summary>
    Administrator = 9,
}

/// <summary>What follows from a post.</summary>
internal static class Posts
{
    /// <summary>The role that a post stands for, or null when it works on no case in its own name.</summary>
    public static Role? RoleOf(this Post post) => post switch
    {
        Post.Public => Role.Public,
        Post.Inspector => Role.Inspector,
        Post.Supervision => Role.Supervision,
        Post.Command => Role.Command,
        Post.Unit => Role.Unit,
        Post.Leader => Role.Leader,
        _ => null,
    };

    /// <summary>Whether a post has a right; what of it concerns one case is decided where the case is known.</summary>
    public static bool Has(this Post post, Right right) => right switch
    {
        Right.Anybody => true,
        Right.Read => post is not (Post.Public or Post.Gateway),
        Right.ReadAll => post is Post.Supervision or Post.Command or Post.Leader or Post.Planner or Post.Administrator,
        Right.Act => post is not (Post.Planner or Post.Administrator),
        Right.Plan => post is Post.Planner or Post.Supervision or Post.Command or Post.Leader,
        Right.Administer => post is Post.Administrator,
        _ => false,
    };
}
