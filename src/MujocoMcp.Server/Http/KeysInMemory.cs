using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace MujocoMcp.Server.Http;

/// <summary>Keeps ASP.NET's data protection keys, which authentication makes and nothing here uses, out of the home folder.</summary>
internal sealed class KeysInMemory : IXmlRepository
{
    private readonly List<XElement> _keys = [];

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        lock (_keys) return [.. _keys];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        lock (_keys) _keys.Add(element);
    }
}
