using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Sessions.Play;
using MujocoMcp.Sessions.State;
using MujocoMcp.Sessions.Viewers;

namespace MujocoMcp.Sessions.Lifecycle;

/// <content>Play against the wall clock, between commands: one slice after the other, each journaled before the next begins. A command that comes ends the
/// slice at its step, is run, and play goes on. The rules are in <see cref="PlayState"/>.</content>
internal sealed partial class SessionActor
{
    private readonly List<Action> _afterSlice = [];
    private PlayState _play = PlayState.Paused;
    private long _slice;

    private bool IsInSlice => _viewer.Awaits(_slice);

    private void Play(PagePlay play, TaskCompletionSource<PageAnswer> answer)
    {
        if (State.Model(play.ModelId) is not { } model)
        {
            answer.TrySetResult(PageAnswer.Failed(Refusals.UnknownModel(State, play.ModelId)));
            return;
        }

        (_play, _recoveredNotice) = (_play.Play(play.ModelId, play.Speed), null);
        answer.TrySetResult(new PageAnswer { Clock = model.Clock });
        PlayChanged();
    }

    /// <summary>Answered where play stands still: at the step that it was journaled to have come to.</summary>
    private void Pause(TaskCompletionSource<PageAnswer> answer)
    {
        var modelId = _play.ModelId;
        _play = _play.Pause();
        if (IsInSlice) _afterSlice.Add(Stopped);
        else Stopped();
        PlayChanged();

        void Stopped() => answer.TrySetResult(new PageAnswer { Clock = modelId is null ? null : State.Model(modelId)?.Clock });
    }

    private void SetSpeed(double speed, TaskCompletionSource<PageAnswer> answer)
    {
        _play = _play.At(speed);
        answer.TrySetResult(new PageAnswer());
        PlayChanged();
    }

    private void PlayChanged()
    {
        ShowPages();
        if (IsInSlice) _viewer.Cancel(_slice);
        else if (_status == SessionStatus.Ready) Next();
    }

    /// <summary>Plays on, where nothing else is to be done.</summary>
    private void PlayOn()
    {
        if (_play.Next(State) is not { } request)
        {
            _play = _play.Pause();
            return;
        }

        var modelId = request.ModelId;
        _slice = _viewer.Send(request, result => Played(modelId, result));
    }

    /// <summary>Makes way for whoever waits.</summary>
    private void EndSlice()
    {
        if (!_line.IsEmpty || _parkWhenIdle) _viewer.Cancel(_slice);
    }

    private void Played(string modelId, ViewerResult result)
    {
        var (after, happened) = _play.After(modelId, result, Now);
        if (happened is null) GoOn();
        else Keep(happened, GoOn);

        void GoOn()
        {
            // What was asked meanwhile (a pause, another speed) stands.
            if (_play.ModelId == modelId) _play = _play with { ModelId = after.ModelId, Losses = after.Losses, Notice = after.Notice };
            TellSliceEnded();
            ShowPages();
            if (_status == SessionStatus.Ready) CheckpointThenNext();
        }
    }

    private void TellSliceEnded()
    {
        foreach (var told in _afterSlice) told();
        _afterSlice.Clear();
    }

    private void PlayLost(string manner)
    {
        _play = _play.AfterLoss(IsInSlice, manner, Now);
        TellSliceEnded();
    }
}
