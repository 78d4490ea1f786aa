using MujocoMcp.Bindings.Native;

namespace MujocoMcp.Bindings;

/// <summary>
/// Everything that the next steps of one simulation depend on, as bytes. From 2.3.6 on MuJoCo itself gathers it, so that what a later
/// version adds is included; before, the arrays are copied one by one. Active constraints that live in mjModel (before 3.0) are appended.
/// </summary>
internal sealed unsafe class IntegrationState
{
    private readonly NativeFunctions _functions;
    private readonly DataFields _fields;
    private readonly NativeArray<double>[] _arrays;
    private readonly NativeArray<byte> _modelFlags;
    private readonly byte* _model;
    private readonly byte* _data;
    private readonly int _specification;
    private readonly int _numbers;

    internal IntegrationState(Model model, DataFields fields, byte* modelPointer, byte* data)
    {
        _functions = model.Library.Functions;
        _fields = fields;
        _model = modelPointer;
        _data = data;
        _modelFlags = model.View.OptionalArray<byte>("eq_active", model.View);
        if (_functions.GetState is not null)
        {
            _arrays = [];
            _specification = model.Library.Layout.Constant("mjSTATE_INTEGRATION");
            _numbers = _functions.StateSize(modelPointer, _specification);
        }
        else
        {
            // Without qacc_warmstart the solver starts elsewhere and the trajectories part within a few steps.
            NativeArray<double>[] arrays =
            [
                fields.Qpos, fields.Qvel, fields.Act, fields.QaccWarmstart, fields.Ctrl, fields.QfrcApplied, fields.XfrcApplied,
                fields.MocapPos, fields.MocapQuat, fields.Userdata,
            ];
            _arrays = [.. arrays.Where(static array => array.Length > 0)];
            _numbers = 1 + _arrays.Sum(array => array.Length);
        }

        Size = checked((_numbers * sizeof(double)) + _modelFlags.Length);
    }

    /// <summary>In bytes.</summary>
    internal int Size { get; }

    internal void Save(Span<byte> destination)
    {
        fixed (byte* bytes = destination)
        {
            if (_functions.GetState is not null)
            {
                _functions.GetState(_model, _data, (double*)bytes, _specification);
            }
            else
            {
                *(double*)bytes = *_fields.Time;
                var next = bytes + sizeof(double);
                foreach (var array in _arrays)
                    next = Copy(array.Start, next, next, array.ByteLength);
            }
        }

        _modelFlags.Span.CopyTo(destination[(_numbers * sizeof(double))..]);
    }

    internal void Restore(ReadOnlySpan<byte> source)
    {
        fixed (byte* bytes = source)
        {
            if (_functions.SetState is not null)
            {
                _functions.SetState(_model, _data, (double*)bytes, _specification);
            }
            else
            {
                *_fields.Time = *(double*)bytes;
                var next = bytes + sizeof(double);
                foreach (var array in _arrays)
                    next = Copy(next, (byte*)array.Start, next, array.ByteLength);
            }
        }

        source[(_numbers * sizeof(double))..].CopyTo(_modelFlags.Span);
    }

    // Copies and gives the place behind in the state.
    private static byte* Copy(void* from, byte* to, byte* state, int length)
    {
        Buffer.MemoryCopy(from, to, length, length);
        return state + length;
    }
}
