import { defineConfig } from "tsup";

const common = {
  format: "esm",
  target: "es2022",
  splitting: false,
  sourcemap: false,
  clean: false,
  dts: false,
} as const;

export default defineConfig([
  {
    // File for file, so that worker entry points keep their places and the engine exists once.
    ...common,
    entry: [
      "engine/**/*.ts",
      "models/**/*.ts",
      "samplers/**/*.ts",
      "diagnostics/**/*.ts",
      "src/**/*.ts",
      "!engine/autodiff/tensorflow.ts",
    ],
    outDir: "dist",
    bundle: false,
  },
  {
    // tensorflow.js behind its one door: the union package does not tree-shake (970 KB against 160 KB).
    ...common,
    entry: { "engine/autodiff/tensorflow": "engine/autodiff/tensorflow.ts" },
    outDir: "dist",
    bundle: true,
    minify: true,
    platform: "neutral",
    mainFields: ["module", "main"],
    noExternal: [/@tensorflow/, "seedrandom", "long"],
  },
]);
