/**
 * Makes the pictures of docs/pictures from fits of the examples, in Chromium: `npm run docs:pictures`. The path of Chromium may be given
 * as CHROMIUM. Names of pictures may be given as arguments; without any all are made.
 */
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Panel } from "../../diagnostics/plots/Panel.js";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";

const cli = "dist/src/cli/main.js";
const out = "out/bench/pictures";
const pictures = "docs/pictures";
/** So that a page of the guides stays light. */
const mostBytes = 200_000;

const fits = {
  schools: ["fit", "bench/pictures/centred.ts", "--data", "examples/eight-schools/schools.csv"],
  sleep: ["fit", "examples/sleep-deprivation/model.ts", "--data", "examples/sleep-deprivation/sleepstudy.csv"],
  smoking: [
    ...["nma", "--data", "examples/smoking-cessation/smoking.csv", "--better", "higher"],
    ...["--title", "Smoking cessation: four treatments"],
  ],
} as const;
type FitName = keyof typeof fits;

/** A long fit, so that there is time to look at it. */
const longFit = [
  "examples/logit-slopes/model.ts",
  "--data",
  "examples/logit-slopes/data.csv",
  "--draws",
  "20000",
  "--title",
  "Logit slopes",
];

const made = new Set<FitName>();

/** Address of a report, which is made once. */
function reportOf(name: FitName): string {
  const folder = join(out, name);
  if (!made.has(name)) {
    const run = spawnSync(process.execPath, [cli, ...fits[name], "--seed", "1", "--out", folder]);
    if (run.status !== 0) throw new Error(run.stderr.toString());
    made.add(name);
  }
  return pathToFileURL(resolve(folder, "report.html")).href;
}

async function opened(browser: Browser, address: string, options: BrowserContextOptions): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1180, height: 820 }, reducedMotion: "reduce", ...options });
  await page.goto(address);
  return page;
}

const shots: Readonly<Record<string, (browser: Browser, path: string) => Promise<void>>> = {
  async report(browser, path) {
    const page = await opened(browser, reportOf("sleep"), {});
    await page.screenshot({ path });
  },
  async funnel(browser, path) {
    const page = await opened(browser, reportOf("schools"), { viewport: { width: 800, height: 900 } });
    await shootAround(page, "#findings > section", path);
  },
  async brushing(browser, path) {
    const page = await opened(browser, reportOf("schools"), { viewport: { width: 800, height: 820 } });
    const place = Number(await page.locator("#explore figure").first().getAttribute("data-panels"));
    const { panels } = JSON.parse((await page.locator("#data").textContent())!) as { readonly panels: Panel[][] };
    const panel = panels[place]!.find(({ kind }) => kind === "points")!;
    if (panel.kind !== "points") throw new Error("no points");
    const svg = page.locator("#explore figure svg").first();
    await svg.scrollIntoViewIfNeeded();
    const box = (await svg.boundingBox())!;
    const scale = box.width / Number(await svg.getAttribute("width"));
    const [left, top, right, bottom] = panel.box;
    // Over the neck of the funnel, where tau is small.
    const at = (across: number, down: number) =>
      [box.x + scale * (left + across * (right - left)), box.y + scale * (top + down * (bottom - top))] as const;
    await page.mouse.move(...at(0.01, 0.02));
    await page.mouse.down();
    await page.mouse.move(...at(0.1, 0.5));
    await page.mouse.move(...at(0.2, 0.98));
    await page.mouse.up();
    await page
      .locator("#explore figure")
      .nth(1)
      .evaluate((figure) => {
        figure.scrollIntoView({ block: "end" });
        // Beyond the line that tells what is chosen.
        scrollBy(0, 60);
      });
    await page.screenshot({ path });
  },
  async dark(browser, path) {
    const page = await opened(browser, reportOf("smoking"), { colorScheme: "dark" });
    await page.locator("#relative-effects").evaluate((section) => section.scrollIntoView());
    await page.screenshot({ path });
  },
  async network(browser, path) {
    const page = await opened(browser, reportOf("smoking"), { viewport: { width: 900, height: 900 } });
    await shootAround(page, "#found", path);
  },
  async studies(browser, path) {
    const page = await opened(browser, reportOf("smoking"), { viewport: { width: 900, height: 900 } });
    await shootAround(page, "#study-effects figure", path);
  },
  async consistency(browser, path) {
    const page = await opened(browser, reportOf("smoking"), { viewport: { width: 900, height: 900 } });
    await shootAround(page, "#consistency-splits", path);
  },
  async phone(browser, path) {
    const page = await opened(browser, reportOf("sleep"), { viewport: { width: 390, height: 844 } });
    await page.locator("h1").evaluate((heading) => scrollTo(0, heading.getBoundingClientRect().top + scrollY - 20));
    await page.screenshot({ path });
  },
  async live(browser, path) {
    const run = spawn(process.execPath, [cli, "fit", ...longFit, "--seed", "1", "--watch"], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    try {
      const page = await opened(browser, await addressIn(run.stderr), { viewport: { width: 800, height: 880 } });
      await page.locator("figure").first().waitFor({ timeout: 120_000 });
      await page.waitForTimeout(3000);
      await page.screenshot({ path });
    } finally {
      run.kill();
    }
  },
};

/** Takes a part of a page with a margin around it. */
async function shootAround(page: Page, selector: string, path: string): Promise<void> {
  const margin = 24;
  const part = await page
    .locator(selector)
    .first()
    .evaluate((found) => {
      const { x, y, width, height } = found.getBoundingClientRect();
      return { x: x + scrollX, y: y + scrollY, width, height };
    });
  const clip = {
    x: part.x - margin,
    y: part.y - margin / 2,
    width: part.width + 2 * margin,
    height: part.height + margin,
  };
  await page.screenshot({ path, clip, fullPage: true });
}

/** The address that a watched fit tells; what it says afterwards is read too, or it would stop. */
function addressIn(lines: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    lines.on("data", (chunk) => {
      text += String(chunk);
      const found = /watch at (\S+\/)\s/.exec(text);
      if (found) resolve(found[1]!);
    });
    lines.on("end", () => reject(new Error(`no page is served: ${text}`)));
  });
}

mkdirSync(pictures, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
const wanted = process.argv.slice(2);
for (const [name, shoot] of Object.entries(shots)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const path = join(pictures, `${name}.png`);
  await shoot(browser, path);
  const bytes = statSync(path).size;
  process.stdout.write(`${path} ${Math.round(bytes / 1000)} kB${bytes > mostBytes ? ": too large" : ""}\n`);
  if (bytes > mostBytes) process.exitCode = 1;
}
await browser.close();
