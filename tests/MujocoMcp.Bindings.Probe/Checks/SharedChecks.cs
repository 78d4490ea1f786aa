using System.Text.Json;

namespace MujocoMcp.Bindings.Probe.Checks;

/// <summary>What must hold on every version of MuJoCo, by name. Run inside the tests, and by this program under another loader.</summary>
public static class SharedChecks
{
    private static readonly Dictionary<string, Action<MujocoLibrary>> Checks = new(StringComparer.Ordinal)
    {
        [nameof(StateChecks.A_restored_state_continues_bit_for_bit)] = StateChecks.A_restored_state_continues_bit_for_bit,
        [nameof(StateChecks.A_state_moves_to_data_of_a_reloaded_model)] = StateChecks.A_state_moves_to_data_of_a_reloaded_model,
        [nameof(StateChecks.Without_the_warmstart_a_restored_state_diverges)] = StateChecks.Without_the_warmstart_a_restored_state_diverges,
        [nameof(StateChecks.Refresh_leaves_the_state_untouched)] = StateChecks.Refresh_leaves_the_state_untouched,
        [nameof(StateChecks.Forward_alone_would_touch_the_state)] = StateChecks.Forward_alone_would_touch_the_state,
        [nameof(StateChecks.Active_constraints_are_part_of_the_state)] = StateChecks.Active_constraints_are_part_of_the_state,
        [nameof(StateChecks.A_state_of_another_size_is_refused)] = StateChecks.A_state_of_another_size_is_refused,
        [nameof(LoadingChecks.A_binary_model_gives_the_same_physics)] = LoadingChecks.A_binary_model_gives_the_same_physics,
        [nameof(LoadingChecks.A_mesh_is_found_with_and_without_a_mesh_folder)] = LoadingChecks.A_mesh_is_found_with_and_without_a_mesh_folder,
        [nameof(LoadingChecks.An_include_is_found_among_the_assets)] = LoadingChecks.An_include_is_found_among_the_assets,
        [nameof(LoadingChecks.A_replaced_asset_is_read_anew)] = LoadingChecks.A_replaced_asset_is_read_anew,
        [nameof(LoadingChecks.A_missing_mesh_is_named)] = LoadingChecks.A_missing_mesh_is_named,
        [nameof(LoadingChecks.Broken_xml_is_refused_with_its_line)] = LoadingChecks.Broken_xml_is_refused_with_its_line,
        [nameof(LoadingChecks.An_unknown_element_is_refused_with_its_line)] = LoadingChecks.An_unknown_element_is_refused_with_its_line,
        [nameof(LoadingChecks.Empty_input_is_refused)] = LoadingChecks.Empty_input_is_refused,
        [nameof(LoadingChecks.Bytes_that_are_no_model_are_refused)] = LoadingChecks.Bytes_that_are_no_model_are_refused,
        [nameof(ModelChecks.Names_and_ids_map_to_each_other)] = ModelChecks.Names_and_ids_map_to_each_other,
        [nameof(ModelChecks.Arrays_hold_what_the_xml_says)] = ModelChecks.Arrays_hold_what_the_xml_says,
        [nameof(ModelChecks.Contacts_carry_the_weight)] = ModelChecks.Contacts_carry_the_weight,
        [nameof(ModelChecks.Energy_is_computed_without_its_flag)] = ModelChecks.Energy_is_computed_without_its_flag,
        [nameof(ModelChecks.A_keyframe_sets_time_and_positions)] = ModelChecks.A_keyframe_sets_time_and_positions,
        [nameof(ModelChecks.Disposed_objects_say_so)] = ModelChecks.Disposed_objects_say_so,
        [nameof(ModelChecks.Data_outlives_its_model)] = ModelChecks.Data_outlives_its_model,
        [nameof(ModelChecks.The_jacobian_agrees_with_the_velocity)] = ModelChecks.The_jacobian_agrees_with_the_velocity,
        [nameof(WarningChecks.Nan_resets_the_data_and_is_counted)] = WarningChecks.Nan_resets_the_data_and_is_counted,
        [nameof(WarningChecks.A_bad_control_is_counted_and_told_to_its_thread)] = WarningChecks.A_bad_control_is_counted_and_told_to_its_thread,
        [nameof(WarningChecks.A_warning_stays_on_the_thread_that_caused_it)] = WarningChecks.A_warning_stays_on_the_thread_that_caused_it,
        [nameof(LayoutChecks.The_table_fits_the_library)] = LayoutChecks.The_table_fits_the_library,
        [nameof(LayoutChecks.Every_shifted_array_is_noticed)] = LayoutChecks.Every_shifted_array_is_noticed,
        [nameof(LayoutChecks.Every_shifted_scalar_in_use_is_noticed)] = LayoutChecks.Every_shifted_scalar_in_use_is_noticed,
        [nameof(LayoutChecks.The_table_of_another_version_is_noticed)] = LayoutChecks.The_table_of_another_version_is_noticed,
    };

    private static readonly Dictionary<string, Action<MujocoLibrary>> Pictures = new(StringComparer.Ordinal)
    {
        [nameof(RenderChecks.Colours_are_where_they_are_expected)] = RenderChecks.Colours_are_where_they_are_expected,
        [nameof(RenderChecks.The_depth_of_a_wall_is_its_distance)] = RenderChecks.The_depth_of_a_wall_is_its_distance,
        [nameof(RenderChecks.Segments_name_what_is_there)] = RenderChecks.Segments_name_what_is_there,
        [nameof(RenderChecks.Drawing_leaves_model_and_state_untouched)] = RenderChecks.Drawing_leaves_model_and_state_untouched,
        [nameof(RenderChecks.A_scene_grows_until_all_fits)] = RenderChecks.A_scene_grows_until_all_fits,
        [nameof(RenderChecks.OpenGL_belongs_to_its_thread)] = RenderChecks.OpenGL_belongs_to_its_thread,
    };

    /// <summary>The names, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Checks.Keys];

    /// <summary>The names of those that need OpenGL, in order.</summary>
    public static IReadOnlyList<string> PictureNames { get; } = [.. Pictures.Keys];

    /// <summary>Runs one check.</summary>
    /// <exception cref="CheckFailedException">It does not hold.</exception>
    public static void Run(string name) => (Checks.GetValueOrDefault(name) ?? Pictures[name])(MujocoLibrary.Open());

    /// <summary>Runs them and prints one JSON object: <c>version</c>, and <c>failures</c> by name (empty text: it holds).</summary>
    internal static int Print(IReadOnlyList<string> names)
    {
        using var output = Console.OpenStandardOutput();
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteString("version", MujocoLibrary.Open().VersionText);
        json.WriteStartObject("failures");
        foreach (var name in names)
            json.WriteString(name, Failure(name));
        json.WriteEndObject();
        json.WriteEndObject();
        return 0;
    }

    private static string Failure(string name)
    {
        try
        {
            Run(name);
            return "";
        }
#pragma warning disable CA1031 // Whatever goes wrong is this check's result, and the others still run.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return exception.ToString();
        }
    }
}
