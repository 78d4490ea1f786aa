namespace MujocoMcp.Viewer.Channels;

/// <summary>Rotation matrices as quaternions.</summary>
internal static class Rotation
{
    /// <summary>The unit quaternion w x y z of a rotation matrix, row-major 3 x 3; its largest part is positive.</summary>
    internal static void ToQuaternion(ReadOnlySpan<double> m, Span<double> quaternion)
    {
        // The largest part is worked out first: the others are divided by it.
        Span<double> squares = [1 + m[0] + m[4] + m[8], 1 + m[0] - m[4] - m[8], 1 - m[0] + m[4] - m[8], 1 - m[0] - m[4] + m[8]];
        var largest = 0;
        for (var i = 1; i < 4; i++)
        {
            if (squares[i] > squares[largest])
                largest = i;
        }

        var (wx, wy, wz) = (m[7] - m[5], m[2] - m[6], m[3] - m[1]);
        var (xy, xz, yz) = (m[1] + m[3], m[2] + m[6], m[5] + m[7]);
        Span<double> products = largest switch
        {
            0 => [squares[0], wx, wy, wz],
            1 => [wx, squares[1], xy, xz],
            2 => [wy, xy, squares[2], yz],
            _ => [wz, xz, yz, squares[3]],
        };
        var scale = 0.5 / Math.Sqrt(squares[largest]);
        for (var i = 0; i < 4; i++)
            quaternion[i] = products[i] * scale;
    }
}
