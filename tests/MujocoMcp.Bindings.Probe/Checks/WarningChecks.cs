namespace MujocoMcp.Bindings.Probe.Checks;

internal static class WarningChecks
{
    internal static void Nan_resets_the_data_and_is_counted(MujocoLibrary library)
    {
        MujocoLibrary.DrainWarnings();
        using var model = Model.FromXml(library, Scenes.Heap);
        using var data = new Data(model);
        Recording.Run(data, 0, 10);
        var before = data.Time;
        data.Qpos[1] = double.NaN;
        data.Step();
        Expect.Equal(1, data.WarningNumber(DataWarning.BadQpos), "the count of bad qpos");
        Expect.Equal(1, data.WarningLastInfo(DataWarning.BadQpos), "the entry of the bad qpos");
        Expect.Equal(0, data.WarningNumber(DataWarning.BadQvel), "the count of bad qvel");
        CheckFailedException.Unless(data.Time < before, "Time did not go back.");
        CheckFailedException.Unless(MujocoLibrary.DrainWarnings() is [var message] && message.Contains("QPOS", StringComparison.OrdinalIgnoreCase), "The warning's text is missing.");

        data.ClearWarnings();
        data.Qvel[2] = double.PositiveInfinity;
        data.Step();
        Expect.Equal(1, data.WarningNumber(DataWarning.BadQvel), "the count of bad qvel");
        Expect.Equal(2, data.WarningLastInfo(DataWarning.BadQvel), "the entry of the bad qvel");
        MujocoLibrary.DrainWarnings();
    }

    internal static void A_bad_control_is_counted_and_told_to_its_thread(MujocoLibrary library)
    {
        MujocoLibrary.DrainWarnings();
        using var model = Model.FromXml(library, Scenes.Activated);
        using var data = new Data(model);
        data.Ctrl[1] = double.NaN;
        data.Step();
        CheckFailedException.Unless(data.WarningNumber(DataWarning.BadCtrl) > 0, "The bad control was not counted.");
        Expect.Equal(1, data.WarningLastInfo(DataWarning.BadCtrl), "the actuator of the bad control");
        CheckFailedException.Unless(data.Time > 0, "A bad control reset the data.");
        CheckFailedException.Unless(MujocoLibrary.DrainWarnings().Count > 0, "No warning text was kept.");
        Expect.Equal(0, MujocoLibrary.DrainWarnings().Count, "the warnings after they were taken");
        Expect.Throws<ArgumentOutOfRangeException>(() => data.WarningNumber((DataWarning)99));
    }

    internal static void A_warning_stays_on_the_thread_that_caused_it(MujocoLibrary library)
    {
        MujocoLibrary.DrainWarnings();
        var there = 0;
        var thread = new Thread(() =>
        {
            using var model = Model.FromXml(library, Scenes.Activated);
            using var data = new Data(model);
            data.Ctrl[0] = double.NaN;
            data.Step();
            there = MujocoLibrary.DrainWarnings().Count;
        });
        thread.Start();
        thread.Join();
        CheckFailedException.Unless(there > 0, "The other thread has no warning.");
        Expect.Equal(0, MujocoLibrary.DrainWarnings().Count, "this thread's warnings");
    }
}
