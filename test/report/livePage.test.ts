/** The page on which a fit that runs can be followed: what it shows in a browser, and whom it refuses. */
import { readFileSync } from "node:fs";
import { request } from "node:http";
import { createRequire } from "node:module";
import { chromium, type Browser, type Page } from "playwright-core";
import { fit, readTable } from "poolwise";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import eightSchools from "../../examples/eight-schools/model.js";
import type { DrawBlock } from "../../samplers/drawBlock.js";
import { liveFit, type LiveFit } from "../../src/cli/watch/liveFit.js";
import { watchServer, type WatchServer } from "../../src/cli/watch/watchServer.js";
import type { ChainProgress } from "../../src/platform/Platform.js";
import { executablePath, hasChromium, why } from "./chromium.js";

const chains = 4;
const title = "<img src=x onerror=alert(1)> schools";
let live: LiveFit;
let server: WatchServer;
let blocks: { readonly block: DrawBlock; readonly names: readonly string[] }[];
let progress: ChainProgress[];

beforeAll(async () => {
  [blocks, progress] = [[], []];
  await fit(eightSchools, await readTable("examples/eight-schools/schools.csv"), {
    ...{ seed: 1, chains, warmup: 200, draws: 200, workers: 0 },
    onDraws: (block, names) => blocks.push({ block, names }),
    onProgress: (one) => progress.push(one),
  });
  live = liveFit(chains, 10);
  server = await watchServer(live.state, title, 0);
}, 60_000);

afterAll(async () => server.close());

describe("the server of the page", () => {
  /** Status of an answer to a request as no browser would send it. */
  function statusOf(path: string, { method = "GET", host }: { readonly method?: string; readonly host?: string } = {}) {
    const { hostname, port, pathname } = new URL(server.url);
    return new Promise<number>((resolve, reject) => {
      const headers = host === undefined ? {} : { host };
      const asked = request({ hostname, port, path: path.replace("TOKEN/", pathname.slice(1)), method, headers });
      asked.on("response", (response) => resolve(response.resume().statusCode!)).on("error", reject);
      asked.end();
    });
  }

  test("listens on the loopback interface alone, at an address that nobody guesses", () => {
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{32}\/$/);
  });

  test("answers whoever knows the address", async () => {
    expect(await statusOf("/TOKEN/")).toBe(200);
    expect(await statusOf("/TOKEN/state?after=-1")).toBe(200);
    expect(await statusOf(`/TOKEN/state?after=${live.state.version}`)).toBe(204);
    expect(await statusOf("/TOKEN/", { host: `localhost:${new URL(server.url).port}` })).toBe(200);
  });

  test.each([
    ["another host, as a name elsewhere that points here would send", "/TOKEN/", { host: "evil.example" }, 403],
    ["another port", "/TOKEN/state", { host: "127.0.0.1:1" }, 403],
    ["no token", "/", {}, 403],
    ["a wrong token of the right length", `/${"A".repeat(32)}/state`, {}, 403],
    ["a path that is not there", "/TOKEN/etc/passwd", {}, 404],
    ["a request that would change something", "/TOKEN/state", { method: "POST" }, 405],
    ["a request that would delete something", "/TOKEN/", { method: "DELETE" }, 405],
  ] as const)("refuses %s", async (_, path, options, status) => {
    expect(await statusOf(path, options)).toBe(status);
  });
});

describe.skipIf(!hasChromium)(`the page in a browser${why}`, () => {
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (asked) => {
      if (!asked.url().startsWith(server.url)) complaints.push(`request: ${asked.url()}`);
    });
    await page.goto(server.url);
  });

  afterAll(async () => browser?.close());

  test("waits for chains, and shows its title as text", async () => {
    await page.locator("#chains td", { hasText: "waiting" }).first().waitFor();
    expect(await page.locator("#chains tbody tr").count()).toBe(chains);
    expect(await page.locator("h1").textContent()).toBe(title);
    expect(await page.locator("img, figure").count()).toBe(0);
  });

  test("shows how far chains are, estimates and figures as draws come in", async () => {
    for (const one of progress.slice(0, Math.ceil(progress.length / 2))) live.addProgress(one);
    for (const { block, names } of blocks) if (block.chain <= 2) live.addDraws(block, names);
    await page.locator("figure").first().waitFor();
    const drawn = await page.locator("figure").evaluateAll((figures) =>
      figures.map((figure) => ({
        size: Math.min(figure.querySelector("svg")!.clientWidth, figure.querySelector("svg")!.clientHeight),
        marks: figure.querySelectorAll("path, rect, circle, line").length,
      })),
    );
    expect(drawn.length).toBeGreaterThanOrEqual(4);
    for (const { size, marks } of drawn) {
      expect(size).toBeGreaterThan(30);
      expect(marks).toBeGreaterThan(5);
    }
    expect(await page.locator("#estimates tbody th").allTextContents()).toContain("b_Intercept");
  });

  test("leaves a reader where they are: what was unfolded stays so, and what has the focus keeps it", async () => {
    const summary = page.locator("figure summary").nth(1);
    await summary.focus();
    await page.keyboard.press("Enter");
    const { version } = live.state;
    for (const { block, names } of blocks) if (block.chain > 2) live.addDraws(block, names);
    for (const one of progress) live.addProgress(one);
    expect(live.state.version).toBeGreaterThan(version);
    await page.locator("[role=status]", { hasText: `${chains} of ${chains} chains finished` }).waitFor();
    expect(
      await page.locator("figure details").evaluateAll((all) => all.map((one) => one.hasAttribute("open"))),
    ).toEqual((await page.locator("figure details").all()).map((_, i) => i === 1));
    expect(await summary.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  test("has no serious fault of accessibility, light and dark, and does not scroll sideways on a phone", async () => {
    // Run by the debugger, since the policy of the page lets no other script in.
    await page.evaluate(readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"));
    const faults = () =>
      page.evaluate<readonly string[]>(
        `axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => violations
          .filter(({ impact }) => impact === "serious" || impact === "critical").map(({ id, nodes }) => id + nodes[0].html))`,
      );
    expect(await faults()).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await faults()).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    // The page hears of its new width a moment later.
    const reachable =
      '[...document.querySelectorAll(".scroll")].every((one) => one.scrollWidth <= one.clientWidth + 1 || one.tabIndex === 0)';
    await expect.poll(() => page.evaluate(reachable)).toBe(true);
    expect(await faults()).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
  });

  test("says how the fit ended, and asks no more", async () => {
    live.end("The fit has ended");
    await page.locator("[role=status]", { hasText: "The fit has ended" }).waitFor();
    expect(await page.locator("#chains h2").textContent()).toBe("The fit has ended");
    let asked = 0;
    page.on("request", () => asked++);
    await page.waitForTimeout(1200);
    expect(asked).toBe(0);
    expect(complaints).toEqual([]);
  });
});
