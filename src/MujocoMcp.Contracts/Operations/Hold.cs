namespace MujocoMcp.Contracts.Operations;

/// <summary>Takes hold of a body by a point and pulls that towards a place, at every step from here on, until it is let go: by
/// <see cref="Release"/>, a reset, a restored state or another hold of the same model. A mocap body is put there at once instead.</summary>
/// <param name="Body">Name or <c>#ID</c>.</param>
/// <param name="Point">3: where it is held, in the body's frame, m.</param>
/// <param name="Target">3: where the point is pulled to, world frame, m.</param>
public sealed record Hold(string Body, double[] Point, double[] Target) : Operation;

/// <summary>Lets go of the body that is held; nothing where none is.</summary>
public sealed record Release : Operation;
