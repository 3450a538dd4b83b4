import { defineConfig, type Options } from "tsup";

const common = {
  format: "esm",
  target: "es2022",
  splitting: false,
  sourcemap: false,
  clean: false,
  dts: false,
} as const;

/**
 * What tensorflow.js asks of Node, so that one bundle runs in Node and in a page: text coding and array types are
 * global in both; fetching and entropy are not used.
 */
const stubs: Readonly<Record<string, string>> = {
  util: `
    export const { TextEncoder, TextDecoder } = globalThis;
    const tag = (value) => Object.prototype.toString.call(value).slice(8, -1);
    const is = (name) => (value) => tag(value) === name;
    export const types = {
      isFloat32Array: is("Float32Array"),
      isInt32Array: is("Int32Array"),
      isUint8Array: is("Uint8Array"),
      isUint8ClampedArray: is("Uint8ClampedArray"),
    };`,
  crypto: "export default undefined;",
  "node-fetch": "export default undefined;",
};

const stubPlugin: NonNullable<Options["esbuildPlugins"]>[number] = {
  name: "stubs",
  setup(build) {
    build.onResolve({ filter: /^(util|crypto|node-fetch)$/ }, ({ path }) => ({ path, namespace: "stub" }));
    build.onLoad({ filter: /.*/, namespace: "stub" }, ({ path }) => ({ contents: stubs[path]!, loader: "js" }));
  },
};

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
    noExternal: [/@tensorflow/, "seedrandom", "long", "util", "crypto", "node-fetch"],
    esbuildOptions(options) {
      options.mainFields = ["module", "main"];
    },
    esbuildPlugins: [stubPlugin],
  },
]);
