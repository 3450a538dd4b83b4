import { defineConfig } from "tsup";

/** Programs that use the package as it is published, from dist. */
export default defineConfig({
  entry: {
    agreement: "bench/agreement.ts",
    "advice/errorRates": "bench/advice/errorRates.ts",
    "validation/validation": "bench/validation/validation.ts",
    "sbc/sbc": "bench/sbc/sbc.ts",
    "performance/performance": "bench/performance/performance.ts",
    "stan/compare": "bench/stan/compare.ts",
    "stan/bareGradient": "bench/stan/bareGradient.ts",
  },
  outDir: "out/bench",
  format: "esm",
  target: "es2022",
  platform: "node",
  bundle: true,
  splitting: false,
  external: [/^poolwise/, "seedrandom"],
});
