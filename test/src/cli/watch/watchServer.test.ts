/** The server of the live page: no request, and nothing that cannot be drawn, ends the fit that it tells of. */
import { request } from "node:http";
import { afterEach, expect, test } from "vitest";
import { liveFit, type LiveState } from "../../../../src/cli/watch/liveFit.js";
import { watchServer, type WatchServer } from "../../../../src/cli/watch/watchServer.js";

let server: WatchServer | undefined;
afterEach(async () => server?.close());

/** Status of the answer to a path below the page's address, sent as it stands. */
function statusOf(below: string): Promise<number> {
  const { hostname, port, pathname } = new URL(server!.url);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path: pathname + below })
      .on("response", (response) => resolve(response.resume().statusCode!))
      .on("error", reject)
      .end();
  });
}

test.each([
  "/[x",
  "//[::",
  "?",
  "state?after=%",
  "state?after=%E0%A4%A",
  "/\\\\:99999",
  "%00",
  "state?after=1?after=2",
])("%s after the address is answered, and the page is still there after it", async (below) => {
  server = await watchServer(liveFit(4, 10).state, "schools", 0);
  expect(await statusOf(below)).toBeLessThan(500);
  expect(await statusOf("")).toBe(200);
});

test("a state that cannot be drawn is answered with 500, again and again", async () => {
  const state: LiveState = {
    ...liveFit(4, 10).state,
    draws() {
      throw new Error("no figure of that");
    },
  };
  server = await watchServer(state, "schools", 0);
  expect(await statusOf("state?after=-1")).toBe(500);
  expect(await statusOf("state?after=-1")).toBe(500);
  expect(await statusOf("")).toBe(200);
});

test("a page that asks after a stop is told so, before the fit has ended", async () => {
  const live = liveFit(4, 10);
  live.addProgress({ chain: 1, phase: "sampling", iteration: 10, of: 20, divergences: 0, stepSize: 1, seconds: 4 });
  live.stop();
  server = await watchServer(live.state, "schools", 0);
  const state = (await (await fetch(`${server.url}state?after=-1`)).json()) as { html: string; status: string };
  expect(state.status).toBe("Stopping: what has been drawn is kept");
  expect(state.html).toContain("stopped in sampling");
  expect(state.html).not.toMatch(/\d s</);
});
