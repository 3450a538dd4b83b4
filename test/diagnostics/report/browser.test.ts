/** What a browser makes of a report: run where Chromium is installed. */
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { composeReport } from "../../../src/report.js";
import { syntheticPosterior, syntheticSummary } from "./syntheticPosterior.js";

const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

describe.skipIf(!existsSync(executablePath))("in a browser, a report", () => {
  const posterior = syntheticPosterior([
    { name: "b_x", mean: -3 },
    { name: "=HYPERLINK(1)" },
    { name: "<img src=x onerror=alert(1)>" },
    { name: "a_very_long_name_of_a_variable_without_any_place_to_break_".repeat(3) },
  ]);
  const html = composeReport({ title: "A fit", posterior, summary: syntheticSummary(posterior) });
  const file = join(mkdtempSync(join(tmpdir(), "poolwise-report-")), "report.html");
  const complaints: string[] = [];
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    writeFileSync(file, html);
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
    page = await browser.newPage({ viewport: { width: 1280, height: 900 }, acceptDownloads: true });
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("dialog", (dialog) => complaints.push(`dialog: ${dialog.message()}`));
    page.on("request", (request) => {
      if (!/^(file|blob):/.test(request.url())) complaints.push(`request: ${request.url()}`);
    });
    await page.goto(pathToFileURL(file).href);
  });

  afterAll(async () => browser?.close());

  test("shows the verdict and the first findings without scrolling", async () => {
    for (const id of ["verdict", "found"]) {
      const box = await page.locator(`#${id}`).boundingBox();
      expect(box!.y + (id === "verdict" ? box!.height : 40)).toBeLessThan(900);
    }
  });

  test("opens what is folded when a link leads into it", async () => {
    expect(await page.locator("#check-rhat").isVisible()).toBe(false);
    await page.locator('#verdict a[href="#check-rhat"]').click();
    expect(await page.locator("#check-rhat").isVisible()).toBe(true);
  });

  test("saves a table as CSV in which no cell is a formula", async () => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.locator("#results button[data-name=results]").click(),
    ]);
    const lines = readFileSync(await download.path(), "utf8")
      .replace("\ufeff", "")
      .split("\r\n");
    expect(download.suggestedFilename()).toBe("results.csv");
    expect(lines[0]).toBe('"variable","mean","median","sd","2.5%","25%","75%","97.5%","P(> 0)"');
    expect(lines[1]).toMatch(/^"b_x",-[23]\.\d{8,},-[23]\.\d{8,}/);
    expect(lines[2]).toMatch(/^"'=HYPERLINK\(1\)"/);
  });

  test.each([1280, 700, 390])("does not scroll sideways at a width of %i pixels", async (width) => {
    await page.setViewportSize({ width, height: 900 });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
  });

  test("unfolds everything for printing, and folds it again", async () => {
    const open = (): Promise<number> => page.locator("details.fold[open]").count();
    const before = await open();
    await page.evaluate('dispatchEvent(new Event("beforeprint"))');
    expect(await open()).toBe(await page.locator("details.fold").count());
    await page.evaluate('dispatchEvent(new Event("afterprint"))');
    expect(await open()).toBe(before);
  });

  test("gives every chart a name and every button a word to a screen reader", async () => {
    const drawings = await page.locator("figure").getByRole("img", { name: /./, includeHidden: true }).count();
    expect(drawings).toBe(await page.locator("figure svg").count());
    for (const button of await page.locator("button").all())
      expect(await button.textContent()).toMatch(/^(Save|Mark|Clear)/);
  });

  test("makes no request, runs nothing foreign and breaks no rule of its own policy", () => {
    expect(complaints).toEqual([]);
  });

  test("reads without script", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const plain = await context.newPage();
    await plain.goto(pathToFileURL(file).href);
    await plain.locator("#diagnostics > summary").click();
    expect(await plain.locator("#check-rhat").isVisible()).toBe(true);
    await plain.locator("#results details.data > summary").first().click();
    expect(await plain.locator("#results details.data table").first().isVisible()).toBe(true);
    expect(await plain.locator("button:visible").count()).toBe(0);
    await context.close();
  });
});
