using MujocoMcp.Bindings;
using MujocoMcp.Viewer.Play;
using MujocoMcp.Viewer.Simulation;

namespace MujocoMcp.Viewer.Page.Stream;

/// <summary>
/// Shows simulations to the pages that watch them: a greeting, what a model is, how the session is, and frames, each made once and shared by
/// all who want the same. States stay as they are, to the last bit. The simulation thread's alone; it keeps nothing while nobody watches.
/// </summary>
internal sealed class Stage(PageSite site, SimulationTable table, Func<MujocoLibrary?> engine)
{
    private readonly Dictionary<SimulatedModel, LiveScene> _scenes = [];
    private readonly Dictionary<(SimulatedModel Model, SceneOptions Options), SharedFrame> _made = [];
    private readonly Dictionary<SimulatedModel, byte[]> _facts = [];
    private readonly FrameMeter _meter = new();
    private VisualVocabulary? _vocabulary;
    private uint _sequence;

    /// <summary>What this MuJoCo can draw; null before the first greeting, or where there is no MuJoCo. Any thread.</summary>
    internal VisualVocabulary? Vocabulary => Volatile.Read(ref _vocabulary);

    /// <summary>Shows each client what is new to it.</summary>
    internal void Show()
    {
        var now = PlayRunner.Now;
        foreach (var client in site.Clients)
            Show(client, now);
        foreach (var frame in _made.Values)
            frame.Release();
        _made.Clear();
        DropUnused();
    }

    /// <summary>Brings one client up to date but for frames.</summary>
    internal SimulatedModel? Attend(PageClient client) => Attend(client, PlayRunner.Now);

    private SimulatedModel? Attend(PageClient client, double now)
    {
        if (!client.Shown.IsGreeted)
            Greet(client);
        if (client.Shown.Models != table.Version)
            ListModels(client);
        var (simulated, modelId) = Find(client);
        if (simulated is not null && client.Shown.Generation != simulated.Generation)
        {
            if (!_facts.TryGetValue(simulated, out var facts))
                _facts[simulated] = facts = ModelFacts.Write(simulated, modelId!);
            client.Say(facts);
            (client.Shown.Generation, client.Shown.Frame) = (simulated.Generation, null);
        }

        TellStatus(client, now);
        return simulated;
    }

    private void Show(PageClient client, double now)
    {
        if (Attend(client, now) is not { } simulated || now < client.Shown.NextAt)
            return;
        var watch = client.Watch;
        var options = watch.Options ?? Vocabulary!.Defaults;
        var isPlaying = site.Status.Status.Playing is { } playing && table.Find(site.Prefix + playing) == simulated;
        var wanted = (simulated.Version, options, isPlaying);
        if (client.Shown.Frame == wanted)
            return;
        client.Offer(FrameOf(simulated, options, isPlaying, now));
        client.Shown.Frame = wanted;
        // From when it was due, not from now: beats come when they come, and their mean is what was asked for.
        var period = 1.0 / watch.MaxFps;
        client.Shown.NextAt = Math.Max(client.Shown.NextAt, now - period) + period;
    }

    private SharedFrame FrameOf(SimulatedModel simulated, in SceneOptions options, bool isPlaying, double now)
    {
        if (_made.TryGetValue((simulated, options), out var made))
            return made;
        if (!_scenes.TryGetValue(simulated, out var scene))
            _scenes[simulated] = scene = new LiveScene(simulated.Model);
        // A command may be in work: what this evaluation warns of isn't its affair.
        var warnings = simulated.Data.SaveWarnings();
        simulated.Evaluate();
        scene.Update(simulated.Data, options);
        simulated.Data.RestoreWarnings(warnings);
        _meter.Made(now);
        return _made[(simulated, options)] = FramePacker.Pack(
            simulated, scene, options.SelectedBody, new FrameFacts(++_sequence, simulated.Generation, simulated.Pace.RealTimeFactor(now), isPlaying));
    }

    private void Greet(PageClient client)
    {
        if (engine() is { } library && _vocabulary is null)
            Volatile.Write(ref _vocabulary, VisualVocabulary.Of(library));
        client.Say(Messages.Hello(site, _vocabulary, engine()?.VersionText, ModelsOf()));
        (client.Shown.IsGreeted, client.Shown.Models) = (true, table.Version);
    }

    private void ListModels(PageClient client)
    {
        client.Say(Messages.Models(ModelsOf()));
        client.Shown.Models = table.Version;
    }

    /// <summary>The model that a client sees: the one it chose, while that is there, else the newest.</summary>
    private (SimulatedModel? Simulated, string? ModelId) Find(PageClient client)
    {
        var watch = client.Watch;
        if (watch.IsChosen && watch.ModelId is null)
            return default;
        if (watch.ModelId is { } wanted && table.Find(site.Prefix + wanted) is { } found)
            return (found, wanted);
        var newest = table.Newest(site.Prefix);
        client.Change(now => now == watch ? now with { ModelId = newest?.ModelId[site.Prefix.Length..], IsChosen = false } : now);
        return newest is var (id, simulated) ? (simulated, id[site.Prefix.Length..]) : default;
    }

    private void TellStatus(PageClient client, double now)
    {
        var (number, status) = site.Status;
        var isPlaying = status.Playing is not null;
        if (client.Shown.Status == number && !(isPlaying && now - client.Shown.StatusAt >= 1))
            return;
        var factor = isPlaying ? table.Find(site.Prefix + status.Playing)?.Pace.RealTimeFactor(now) ?? 0 : 0;
        client.Say(Messages.Status(status, factor, _meter.FramesPerSecond(now), site.Clients.Length));
        (client.Shown.Status, client.Shown.StatusAt) = (number, now);
    }

    private IEnumerable<(string ModelId, string? Name)> ModelsOf() =>
        table.Loaded(site.Prefix).Select(model => (model.ModelId[site.Prefix.Length..], model.Simulated.Model.ModelName));

    private void DropUnused()
    {
        if (_scenes.Count + _facts.Count == 0)
            return;
        foreach (var gone in _scenes.Keys.Concat(_facts.Keys).Where(model => site.Clients.IsEmpty || !table.Holds(model)).ToHashSet())
        {
            if (_scenes.Remove(gone, out var scene))
                scene.Dispose();
            _facts.Remove(gone);
        }
    }
}
