using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;

namespace GridCity.Silo.Access;

/// <summary>
/// Secrets: long random ones are kept as a plain hash, for nobody can guess them; passwords of people with PBKDF2, salted and
/// slow on purpose.
/// </summary>
internal static class Secrets
{
    /// <summary>The shortest password that people may choose.</summary>
    public const int PasswordLengthMin = 10;

    /// <summary>The longest that is looked at.</summary>
    public const int PasswordLengthMax = 200;

    private const int SecretBytes = 24;
    private static readonly PasswordHasher<Account> Hasher = new();

    // Compared with when there is no such account, so that the time of an answer does not tell which names exist.
    private static readonly string Decoy = HashPassword(New());

    /// <summary>A new secret of 192 random bits, marked so that scanners of leaked secrets find it.</summary>
    public static string New() => "gc_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>What is kept of a random secret.</summary>
    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>What is kept of a password.</summary>
    public static string HashPassword(string password) => Hasher.HashPassword(null!, password);

    /// <summary>Whether a password is the one of a hash; a missing hash takes as long as a wrong password.</summary>
    public static bool IsPassword(string? hash, string password) =>
        Hasher.VerifyHashedPassword(null!, hash ?? Decoy, password) != PasswordVerificationResult.Failed && hash is not null;

    /// <summary>Compares without telling by its time where the difference is.</summary>
    public static bool AreEqual(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));
}
