using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Viewer.Page.Access;
using MujocoMcp.Viewer.Page.Stream;

namespace MujocoMcp.Viewer.Page.Requests;

/// <summary>An open page's socket, the receiving half: reads what the page asks for, has it done, and answers.</summary>
internal sealed class Conversation(WebSocket socket, PageClient client, PageSite site, IPageSession session)
{
    private static readonly Failure TooFast = new(ErrorCode.CapacityExhausted, $"A page may ask {PageLimits.RequestsPerSecond} times a second, and have {PageLimits.Unanswered} requests unanswered.")
    {
        Suggestions = ["Wait for the answers."],
    };

    private readonly RequestRate _rate = new(PageLimits.RequestsPerSecond);
    private int _unanswered;

    /// <summary>Goes on until the page closes its socket or breaks the protocol, which closes it.</summary>
    internal async Task RunAsync()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(PageLimits.MessageBytes + 1);
        try
        {
            while (await ReceiveAsync(buffer) is { } length)
                Take(buffer.AsMemory(0, length));
        }
        catch (Exception over) when (over is OperationCanceledException or WebSocketException or ObjectDisposedException or IOException)
        {
            // The other side is gone, or sent what no WebSocket sends: that closes this socket alone.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            LetGo();
        }
    }

    /// <summary>The length of the next message; null where the conversation is over.</summary>
    private async Task<int?> ReceiveAsync(byte[] buffer)
    {
        for (var length = 0; ;)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), client.Ended);
            length += part.Count;
            switch (part.MessageType)
            {
                case WebSocketMessageType.Close:
                    client.Close(WebSocketCloseStatus.NormalClosure, "");
                    return null;
                case WebSocketMessageType.Binary:
                    client.Close(WebSocketCloseStatus.InvalidMessageType, "Pages send text.");
                    return null;
            }

            if (length > PageLimits.MessageBytes)
            {
                client.Close(WebSocketCloseStatus.MessageTooBig, $"A message has at most {PageLimits.MessageBytes} bytes.");
                return null;
            }

            if (part.EndOfMessage)
                return length;
        }
    }

    private void Take(ReadOnlyMemory<byte> text)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 16 });
        }
        catch (JsonException)
        {
            client.Close(WebSocketCloseStatus.InvalidPayloadData, "A message is JSON.");
            return;
        }

        using (document)
        {
            var id = MessageReader.IdOf(document.RootElement);
            if (!_rate.Passes(Environment.TickCount64) || Volatile.Read(ref _unanswered) >= PageLimits.Unanswered)
            {
                client.Say(AnswerJson.Refused(id, TooFast));
                return;
            }

            try
            {
                Do(new MessageReader(site.Session, client.Watch.ModelId, site.Vocabulary).Read(document.RootElement));
            }
            catch (FailureException refused)
            {
                client.Say(AnswerJson.Refused(id, refused.Failure));
            }
        }
    }

    private void Do(PageMessage message)
    {
        Interlocked.Increment(ref _unanswered);
        _ = message switch
        {
            ChangeWatch change => ChangeAsync(change),
            AskSession ask => AskAsync(ask),
            _ => throw new NotSupportedException(message.GetType().Name),
        };
    }

    private async Task ChangeAsync(ChangeWatch change)
    {
        client.Change(change.Change);
        await site.AttendAsync(client);
        Interlocked.Decrement(ref _unanswered);
        client.Say(AnswerJson.Done(change.Id));
    }

    private async Task AskAsync(AskSession ask)
    {
        if (ask.Request is PageOperate { Operation: Hold } hold)
            client.Holding = hold.ModelId;
        var answer = await session.AskAsync(ask.Request);
        if (ask.Request is PageOperate { Operation: Release or Reset } && answer.Failure is null)
            client.Holding = null;
        Interlocked.Decrement(ref _unanswered);
        client.Say(AnswerJson.Of(ask.Id, answer));
    }

    private void LetGo()
    {
        if (client.Holding is { } model)
            _ = session.AskAsync(new PageOperate(site.Session, "release", model, new Release()));
    }
}
