import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: {
    alias: [
      { find: /^poolwise$/, replacement: new URL("src/index.ts", import.meta.url).pathname },
      {
        find: /^poolwise\/(models|samplers|diagnostics)$/,
        replacement: new URL("$1/index.ts", import.meta.url).pathname,
      },
    ],
  },
  test: {
    include: ["test/**/*.test.ts"],
    // Generous, since machines may be busy: no test waits for anything.
    testTimeout: 180_000,
    hookTimeout: 60_000,
    // The gradients of tfjs-core are published as ES modules without extensions, which only a bundler resolves.
    server: { deps: { inline: [/@tensorflow\/tfjs-core/] } },
  },
});
