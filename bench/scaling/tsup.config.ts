import { defineConfig } from "tsup";

/** Programs that run the package as it is published, from dist. */
export default defineConfig({
  entry: {
    scaling: "bench/scaling/scaling.ts",
    measureParts: "bench/scaling/measureParts.ts",
    atExit: "bench/scaling/atExit.ts",
  },
  outDir: "out/bench/scaling",
  format: "esm",
  target: "es2022",
  platform: "node",
  bundle: true,
  splitting: false,
  external: ["seedrandom"],
});
