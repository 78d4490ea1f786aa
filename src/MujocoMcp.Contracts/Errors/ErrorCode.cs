using System.Text.Json.Serialization;

namespace MujocoMcp.Contracts.Errors;

/// <summary>The closed set of error codes. Their names on the wire are in <see cref="ErrorCodes"/>; <c>docs/errors.md</c> explains each.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ErrorCode>))]
public enum ErrorCode
{
    InvalidArgument,
    UnknownSession,
    UnknownModel,
    UnknownName,
    ModelInvalid,
    SimulationDiverged,
    BudgetExceeded,
    ViewerCrashed,
    ViewerHung,
    SessionFailed,
    SessionBusy,
    StorageUnavailable,
    DeadlineExceeded,
    CapacityExhausted,
    Forbidden,
    Unsupported,
    Cancelled,
    Internal,
}
