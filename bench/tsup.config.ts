import { defineConfig } from "tsup";

/** Benchmarks as single files, with one copy of tensorflow.js shared by us and the eager rival. */
export default defineConfig({
  entry: ["bench/gradient.ts", "bench/adaptation.ts"],
  outDir: "out/bench",
  format: "esm",
  target: "es2022",
  platform: "node",
  bundle: true,
  splitting: false,
  noExternal: [/.*/],
  define: { "import.meta.url": "benchUrl" },
  banner: {
    js: [
      'import { createRequire } from "node:module";',
      'import { pathToFileURL } from "node:url";',
      "const require = createRequire(import.meta.url);",
      'const benchUrl = pathToFileURL(process.cwd() + "/bench/models/x").href;',
    ].join("\n"),
  },
});
