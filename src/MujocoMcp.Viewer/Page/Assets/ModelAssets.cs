using System.Buffers.Binary;
using System.Runtime.InteropServices;
using MujocoMcp.Bindings;

namespace MujocoMcp.Viewer.Page.Assets;

/// <summary>A model's meshes, height fields, textures and skins as the page loads them; docs/page-protocol.md has the layouts. The simulation thread's alone.</summary>
internal static class ModelAssets
{
    private const int HeaderBytes = 32;
    private const uint Version = 1;

    /// <summary>The asset; null where there is none of that kind and id.</summary>
    internal static byte[]? Find(Model model, string kind, int id) => kind switch
    {
        "mesh" when id < model.Nmesh => Mesh(model, id),
        "hfield" when id < model.Field<int>("hfield_nrow").Length => HeightField(model, id),
        "texture" when id < model.Ntex => Texture(model, id),
        "skin" when id < model.Field<int>("skin_vertnum").Length => Skin(model, id),
        _ => null,
    };

    /// <summary>The texture that colours a material; -1 for none.</summary>
    internal static int TextureOf(Model model, int material)
    {
        var all = model.Field<int>("mat_texid");
        var roles = all.Length / model.Nmat;
        if (roles == 1)
            return all[material];
        // From MuJoCo 3.2 on a material has a texture for each role: 1 is colour, 8 colour with transparency.
        var own = all.Slice(material * roles, roles);
        return own[1] >= 0 ? own[1] : own[8];
    }

    private static byte[] Mesh(Model model, int id)
    {
        var (firstVertex, vertexCount) = (model.Field<int>("mesh_vertadr")[id], model.Field<int>("mesh_vertnum")[id]);
        var (firstFace, faceCount) = (model.Field<int>("mesh_faceadr")[id], model.Field<int>("mesh_facenum")[id]);
        var vertices = model.Field<float>("mesh_vert").Slice(3 * firstVertex, 3 * vertexCount);
        var faces = model.Field<int>("mesh_face").Slice(3 * firstFace, 3 * faceCount);
        var hull = Hull(model, id);
        // Before MuJoCo 2.3 normals and texture coordinates were the vertices'; since then they are the corners' of the faces.
        var normalFaces = model.Field<int>("mesh_facenormal");
        return normalFaces.IsEmpty
            ? PlainMesh(model, id, firstVertex, vertices, faces, hull)
            : UnrolledMesh(model, id, vertices, faces, normalFaces.Slice(3 * firstFace, 3 * faceCount), model.Field<int>("mesh_facetexcoord").Slice(3 * firstFace, 3 * faceCount), hull);
    }

    private static byte[] PlainMesh(Model model, int id, int firstVertex, ReadOnlySpan<float> vertices, ReadOnlySpan<int> faces, int[] hull)
    {
        var normals = model.Field<float>("mesh_normal").Slice(3 * firstVertex, vertices.Length);
        var texcoord = model.Field<int>("mesh_texcoordadr")[id];
        var coordinates = texcoord < 0 ? [] : model.Field<float>("mesh_texcoord").Slice(2 * texcoord, vertices.Length / 3 * 2);
        return Join(
            "MJMH"u8,
            [vertices.Length / 3, faces.Length / 3, 1, texcoord < 0 ? 0 : 1, hull.Length / 3],
            vertices,
            normals,
            coordinates,
            faces,
            hull);
    }

    private static byte[] UnrolledMesh(
        Model model, int id, ReadOnlySpan<float> vertices, ReadOnlySpan<int> faces, ReadOnlySpan<int> normalFaces, ReadOnlySpan<int> texcoordFaces, int[] hull)
    {
        var (corners, hullVertices) = (faces.Length, hull.Length > 0 ? vertices.Length / 3 : 0);
        var normals = model.Field<float>("mesh_normal")[(3 * model.Field<int>("mesh_normaladr")[id])..];
        var texcoord = model.Field<int>("mesh_texcoordadr")[id];
        var coordinates = texcoord < 0 ? [] : model.Field<float>("mesh_texcoord")[(2 * texcoord)..];
        var (positions, directions) = (new float[3 * (corners + hullVertices)], new float[3 * (corners + hullVertices)]);
        var places = new float[texcoord < 0 ? 0 : 2 * (corners + hullVertices)];
        var indices = new int[corners];
        for (var corner = 0; corner < corners; corner++)
        {
            vertices.Slice(3 * faces[corner], 3).CopyTo(positions.AsSpan(3 * corner));
            normals.Slice(3 * normalFaces[corner], 3).CopyTo(directions.AsSpan(3 * corner));
            if (texcoord >= 0)
                coordinates.Slice(2 * texcoordFaces[corner], 2).CopyTo(places.AsSpan(2 * corner));
            indices[corner] = corner;
        }

        vertices[..(3 * hullVertices)].CopyTo(positions.AsSpan(3 * corners));
        for (var i = 0; i < hull.Length; i++)
            hull[i] += corners;
        return Join("MJMH"u8, [corners + hullVertices, corners / 3, 1, texcoord < 0 ? 0 : 1, hull.Length / 3], positions, directions, places, indices, hull);
    }

    /// <summary>The convex hull's faces by the mesh's vertices: in mesh_graph, after numvert, numface, vert_edgeadr, vert_globalid and edge_localid.</summary>
    private static int[] Hull(Model model, int id)
    {
        var address = model.Field<int>("mesh_graphadr")[id];
        if (address < 0)
            return [];
        var graph = model.Field<int>("mesh_graph")[address..];
        var (vertexCount, faceCount) = (graph[0], graph[1]);
        return graph.Slice(2 + (3 * vertexCount) + (3 * faceCount), 3 * faceCount).ToArray();
    }

    private static byte[] HeightField(Model model, int id)
    {
        var (rows, columns, address) = (model.Field<int>("hfield_nrow")[id], model.Field<int>("hfield_ncol")[id], model.Field<int>("hfield_adr")[id]);
        Span<float> size = stackalloc float[4];
        for (var i = 0; i < 4; i++)
            size[i] = (float)model.Field<double>("hfield_size")[(4 * id) + i];
        return Join("MJHF"u8, [rows, columns], size, model.Field<float>("hfield_data").Slice(address, rows * columns));
    }

    private static byte[] Texture(Model model, int id)
    {
        var (width, height) = (model.Field<int>("tex_width")[id], model.Field<int>("tex_height")[id]);
        var channels = model.Field<int>("tex_nchannel") is { IsEmpty: false } counts ? counts[id] : 3;
        // An address of 64 bits, and another name, from MuJoCo 3 on.
        var wide = model.Row("tex_adr", id)![0];
        var pixels = model.Field<byte>("tex_rgb") is { IsEmpty: false } rgb ? rgb : model.Field<byte>("tex_data");
        var bytes = width * height * channels;
        var asset = new byte[HeaderBytes + bytes];
        WriteHeader(asset, "MJTX"u8, [width, height, channels, model.Field<int>("tex_type")[id]]);
        pixels.Slice((int)wide, bytes).CopyTo(asset.AsSpan(HeaderBytes));
        return asset;
    }

    private static byte[] Skin(Model model, int id)
    {
        var (firstVertex, vertices) = (model.Field<int>("skin_vertadr")[id], model.Field<int>("skin_vertnum")[id]);
        var (firstFace, faces) = (model.Field<int>("skin_faceadr")[id], model.Field<int>("skin_facenum")[id]);
        var texcoord = model.Field<int>("skin_texcoordadr")[id];
        return Join(
            "MJSK"u8,
            [vertices, faces, texcoord < 0 ? 0 : 1, model.Field<int>("skin_matid")[id] + 1],
            model.Field<float>("skin_rgba").Slice(4 * id, 4),
            model.Field<float>("skin_vert").Slice(3 * firstVertex, 3 * vertices),
            texcoord < 0 ? [] : model.Field<float>("skin_texcoord").Slice(2 * texcoord, 2 * vertices),
            model.Field<int>("skin_face").Slice(3 * firstFace, 3 * faces));
    }

    private static byte[] Join(
        ReadOnlySpan<byte> magic, ReadOnlySpan<int> words, ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> c = default, ReadOnlySpan<int> d = default, ReadOnlySpan<int> e = default)
    {
        var asset = new byte[HeaderBytes + (4 * (a.Length + b.Length + c.Length + d.Length + e.Length))];
        WriteHeader(asset, magic, words);
        var left = asset.AsSpan(HeaderBytes);
        Append(MemoryMarshal.AsBytes(a), ref left);
        Append(MemoryMarshal.AsBytes(b), ref left);
        Append(MemoryMarshal.AsBytes(c), ref left);
        Append(MemoryMarshal.AsBytes(d), ref left);
        Append(MemoryMarshal.AsBytes(e), ref left);
        return asset;
    }

    private static void Append(ReadOnlySpan<byte> bytes, ref Span<byte> left)
    {
        bytes.CopyTo(left);
        left = left[bytes.Length..];
    }

    private static void WriteHeader(Span<byte> asset, ReadOnlySpan<byte> magic, ReadOnlySpan<int> words)
    {
        magic.CopyTo(asset);
        BinaryPrimitives.WriteUInt32LittleEndian(asset[4..], Version);
        for (var i = 0; i < words.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(asset[(8 + (4 * i))..], words[i]);
    }
}
