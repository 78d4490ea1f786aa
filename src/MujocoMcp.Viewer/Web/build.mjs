// Bundles the page into dist/, packed, where the program's build takes it from. dist/ is committed: that build needs no Node.
//   --out FOLDER  writes elsewhere     --plain  doesn't pack
import { build } from "esbuild";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const here = import.meta.dirname;
const at = process.argv.indexOf("--out");
const out = at > 0 ? process.argv[at + 1] : join(here, "dist");
const isPlain = process.argv.includes("--plain");

const { outputFiles } = await build({
  absWorkingDir: here,
  entryPoints: [{ in: "src/main.ts", out: "page" }, { in: "style/page.css", out: "page" }],
  outdir: out,
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2022", "chrome111", "firefox113", "safari16.4"],
  external: ["icon.svg"],
  legalComments: "eof",
  logLevel: "warning",
  write: false,
});

await mkdir(out, { recursive: true });
const files = [...outputFiles.map(({ path, contents }) => [path, contents]), ...(await Promise.all(["index.html", "icon.svg"].map(async (name) => [join(out, name), await readFile(join(here, name))])))];
for (const [path, contents] of files) await writeFile(isPlain ? path : `${path}.gz`, isPlain ? contents : gzipSync(contents, { level: 9 }));
