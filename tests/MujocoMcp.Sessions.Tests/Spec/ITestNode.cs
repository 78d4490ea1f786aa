using Akka.Actor;
using MujocoMcp.Sessions.Blobs;

namespace MujocoMcp.Sessions.Tests.Spec;

/// <summary>A node as the clients of its sessions see it.</summary>
internal interface ITestNode
{
    IActorRef Registry { get; }

    TimeProvider Clock { get; }

    IBlobStore Blobs { get; }
}
