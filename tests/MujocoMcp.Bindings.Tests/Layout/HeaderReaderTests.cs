using MujocoMcp.Bindings.Layout;

namespace MujocoMcp.Bindings.Tests.Layout;

public sealed class HeaderReaderTests
{
    [Fact]
    public void Fields_are_aligned_as_a_compiler_aligns_them()
    {
        var layout = Build(
            "struct T_ { char a; int b; char c[3]; double d; float* e; char f; }; typedef struct T_ T;", "T");
        Assert.Equal([0, 4, 8, 16, 24, 32], layout.Fields.Select(field => field.Offset));
        Assert.Equal(40, layout.Size);
    }

    [Fact]
    public void Inner_structs_keep_their_own_alignment()
    {
        var layout = Build(
            "struct T_ { char a; struct { char b; double c; } inner; char d; struct { char e; } small; }; typedef struct T_ T;", "T");
        Assert.Equal(["a", "inner.b", "inner.c", "d", "small.e"], layout.Fields.Select(field => field.Name));
        Assert.Equal([0, 8, 16, 24, 25], layout.Fields.Select(field => field.Offset));
        Assert.Equal(32, layout.Size);
    }

    [Fact]
    public void Array_extents_come_from_macros_enumerators_and_expressions()
    {
        var layout = Build(
            """
            #define N 3 // comment
            /* over
               lines */
            typedef enum E_ { A = 2, B, C = 1<<4, D = A | C, LAST } E;
            struct T_ { int a[N]; int b[B]; char c[N][D]; int d[N*B + 1]; E e; int g[LAST]; };
            typedef struct T_ T;
            """,
            "T");
        Assert.Equal([3, 3, 54, 10, 1, 19], layout.Fields.Select(field => field.Length));
        Assert.Equal("i32", layout.Get("e").Type);
    }

    [Fact]
    public void Conditionals_are_followed()
    {
        var layout = Build(
            """
            #ifndef GUARD
            #define GUARD
            #define WIDE
            #ifdef WIDE
              typedef double Num;
            #else
              typedef float Num;
            #endif
            #if defined(__cplusplus)
            nonsense {
            #elif !defined(WIDE)
            struct T_ { char wrong; };
            #else
            struct T_ { Num n; };
            #endif
            typedef struct T_ T;
            #endif
            """,
            "T");
        Assert.Equal("f64", Assert.Single(layout.Fields).Type);
    }

    [Theory]
    [InlineData("struct T_ { int a : 3; }; typedef struct T_ T;")]
    [InlineData("struct T_ { int a, b; }; typedef struct T_ T;")]
    [InlineData("struct T_ { void (*f)(int); }; typedef struct T_ T;")]
    [InlineData("struct T_ { union { int a; float b; } u; }; typedef struct T_ T;")]
    [InlineData("struct T_ { Unknown a; }; typedef struct T_ T;")]
    [InlineData("struct T_ { int a[UNKNOWN]; }; typedef struct T_ T;")]
    [InlineData("#define LOOP LOOP\nstruct T_ { int a[LOOP]; }; typedef struct T_ T;")]
    [InlineData("int nothing;")]
    public void What_it_cannot_read_is_refused_and_not_guessed(string header) => Assert.Throws<FormatException>(() => Build(header, "T"));

    [Fact]
    public void Counts_of_the_main_buffer_are_products_of_sizes()
    {
        const string XMacros = """
            #define MJMODEL_POINTERS_A \
              X( int, a, nbody, 1 ) \
              XNV ( mjtNum, b, nkey, MJ_M(nmocap)*3 ) \
              X( mjtNum, c, njnt, REF )
            #define MJDATA_POINTERS \
              X( mjtNum, d, nv, MJ_M(njmax) ) X( mjtByte, e, 4, 1 )
            #define MJDATA_ARENA_POINTERS \
              X( int, f, MJ_D(nefc), 1 )
            """;
        var declarations = new HeaderDeclarations();
        declarations.Add("#define REF 2\n");
        var counts = BufferCounts.Read(XMacros, declarations.Constants);
        Assert.Equal("nbody", counts["mjModel.a"]);
        Assert.Equal("nkey*nmocap*3", counts["mjModel.b"]);
        Assert.Equal("njnt*2", counts["mjModel.c"]);
        Assert.Equal("nv*njmax", counts["mjData.d"]);
        Assert.Equal("4", counts["mjData.e"]);
        Assert.Equal(5, counts.Count);
    }

    [Theory]
    [InlineData("struct")]
    [InlineData("1 2")]
    [InlineData("version x")]
    public void A_damaged_table_is_refused(string text) => Assert.Throws<FormatException>(() => LayoutText.Read(new StringReader(text)));

    private static StructLayout Build(string header, string name)
    {
        var declarations = new HeaderDeclarations();
        declarations.Add(header);
        return new StructBuilder(declarations, new Dictionary<string, string>()).Build(name).Layout;
    }
}
