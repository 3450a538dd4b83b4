import { defineConfig } from "tsup";

/** A program that uses the package as it is published, from dist. */
export default defineConfig({
  entry: { healthy: "bench/healthy/healthy.ts" },
  outDir: "out/bench/healthy",
  format: "esm",
  target: "es2022",
  platform: "node",
  bundle: true,
  splitting: false,
  external: [/^poolwise/, "seedrandom"],
});
