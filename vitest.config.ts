import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 60_000,
    // The gradients of tfjs-core are published as ES modules without extensions, which only a bundler resolves.
    server: { deps: { inline: [/@tensorflow\/tfjs-core/] } },
  },
});
