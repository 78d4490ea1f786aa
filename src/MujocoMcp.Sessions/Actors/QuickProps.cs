using Akka.Actor;

namespace MujocoMcp.Sessions.Actors;

/// <summary>Props for actors of which many are made. Akka's own take an expression tree, compile the arguments in it anew each time and make the actor by
/// reflection: a good part of a short actor's life.</summary>
public static class QuickProps
{
    /// <summary>Props of an actor.</summary>
    /// <param name="make">Makes it, and makes it anew where it is restarted. Any thread.</param>
    public static Props Of<TActor>(Func<TActor> make)
        where TActor : ActorBase => Props.CreateBy(new Producer<TActor>(make));

    private sealed class Producer<TActor>(Func<TActor> make) : IIndirectActorProducer
        where TActor : ActorBase
    {
        public Type ActorType => typeof(TActor);

        public ActorBase Produce() => make();

        public void Release(ActorBase actor)
        {
        }
    }
}
