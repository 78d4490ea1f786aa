namespace MujocoMcp.Bindings.Probe.Checks;

internal static class StateChecks
{
    private const int Before = 150;
    private const int After = 200;

    internal static void A_restored_state_continues_bit_for_bit(MujocoLibrary library)
    {
        foreach (var (name, xml) in Scenes.All(library))
        {
            using var model = Model.FromXml(library, xml);
            using var data = new Data(model);
            Recording.Run(data, 0, Before);
            var state = Recording.Save(data);
            var undisturbed = Recording.Record(data, Before, After);
            data.RestoreIntegrationState(state);
            var restored = Recording.Record(data, Before, After);
            CheckFailedException.Unless(restored.AsSpan().SequenceEqual(undisturbed), $"{name} parts from itself after a restore.");
        }
    }

    internal static void A_state_moves_to_data_of_a_reloaded_model(MujocoLibrary library)
    {
        foreach (var (name, xml) in Scenes.All(library))
        {
            using var model = Model.FromXml(library, xml);
            using var data = new Data(model);
            Recording.Run(data, 0, Before);
            var state = Recording.Save(data);
            var undisturbed = Recording.Record(data, Before, After);

            using var reloaded = Model.FromBinary(library, model.ToBinary());
            using var fresh = new Data(reloaded);
            fresh.RestoreIntegrationState(state);
            // What a viewer does before it shows a restored state.
            fresh.Refresh();
            var restored = Recording.Record(fresh, Before, After);
            CheckFailedException.Unless(restored.AsSpan().SequenceEqual(undisturbed), $"{name} parts from itself in fresh data.");
        }
    }

    internal static void Without_the_warmstart_a_restored_state_diverges(MujocoLibrary library)
    {
        using var model = Model.FromXml(library, Scenes.Heap);
        using var data = new Data(model);
        Recording.Run(data, 0, Before);
        var state = Recording.Save(data);
        var undisturbed = Recording.Record(data, Before, After);
        data.RestoreIntegrationState(state);
        data.QaccWarmstart.Clear();
        var restored = Recording.Record(data, Before, After);
        CheckFailedException.Unless(
            !restored.AsSpan().SequenceEqual(undisturbed), "The scene does not depend on the warm start, so that the other checks prove nothing about it.");
    }

    internal static void Refresh_leaves_the_state_untouched(MujocoLibrary library)
    {
        foreach (var (name, xml) in Scenes.All(library))
        {
            using var model = Model.FromXml(library, xml);
            using var data = new Data(model);
            Recording.Run(data, 0, Before);
            var state = Recording.Save(data);
            data.Refresh();
            CheckFailedException.Unless(Recording.Save(data).AsSpan().SequenceEqual(state), $"{name} changes by a refresh.");
        }
    }

    internal static void Forward_alone_would_touch_the_state(MujocoLibrary library)
    {
        using var model = Model.FromXml(library, Scenes.Heap);
        using var data = new Data(model);
        Recording.Run(data, 0, Before);
        var state = Recording.Save(data);
        data.Forward();
        // 3.x keeps the warm start for the step itself; then there is nothing that Refresh must protect, which is fine as well.
        var touched = !Recording.Save(data).AsSpan().SequenceEqual(state);
        CheckFailedException.Unless(touched || library.Version >= 300, "Forward left the state alone, so that the check of Refresh proves nothing.");
    }

    internal static void Active_constraints_are_part_of_the_state(MujocoLibrary library)
    {
        using var model = Model.FromXml(library, Scenes.Held);
        using var data = new Data(model);
        var held = Recording.Save(data);
        data.EqActive[0] = 0;
        var released = Recording.Save(data);
        CheckFailedException.Unless(!held.AsSpan().SequenceEqual(released), "A switched constraint does not show in the state.");
        data.RestoreIntegrationState(held);
        CheckFailedException.Unless(data.EqActive[0] == 1, "A restore does not switch the constraint back.");
    }

    internal static void A_state_of_another_size_is_refused(MujocoLibrary library)
    {
        using var model = Model.FromXml(library, Scenes.Heap);
        using var data = new Data(model);
        var before = Recording.Save(data);
        foreach (var size in new[] { 0, before.Length - 1, before.Length + 1 })
        {
            Expect.Throws<ArgumentException>(() => data.SaveIntegrationState(new byte[size]));
            Expect.Throws<ArgumentException>(() => data.RestoreIntegrationState(new byte[size]));
        }

        CheckFailedException.Unless(Recording.Save(data).AsSpan().SequenceEqual(before), "A refused state was partly restored.");
    }
}
