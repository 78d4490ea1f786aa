using System.Text.Json;

namespace MujocoMcp.Contracts.Errors;

/// <summary>The names of the error codes as clients see them (<c>snake_case</c>), and whether the same call may work later.</summary>
public static class ErrorCodes
{
    private static readonly string[] Names = [.. Enum.GetNames<ErrorCode>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];

    /// <summary>The code's name on the wire, for example <c>simulation_diverged</c>.</summary>
    public static string WireName(this ErrorCode code) => Names[(int)code];

    /// <summary>True where the same call, unchanged, may succeed later. A call that cost two viewers isn't one: it was retried already.</summary>
    public static bool IsRetryable(this ErrorCode code) => code is ErrorCode.SessionBusy
        or ErrorCode.StorageUnavailable or ErrorCode.DeadlineExceeded or ErrorCode.CapacityExhausted;
}
