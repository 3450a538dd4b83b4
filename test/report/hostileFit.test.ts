/** A fit whose columns and levels have names that attack whoever shows them, from a CSV to the page and what is saved from it. */
import { readFileSync } from "node:fs";
import { chromium, type Browser, type Page } from "playwright-core";
import { fit, glmm, report, type Posterior } from "poolwise";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseCsv } from "../../engine/data/csv.js";
import { executablePath, hasChromium, openPage, pageFile, unfold, why } from "./chromium.js";
import { arabic, hostile } from "./everything.js";

const levels = [...hostile, "constructor", "@SUM(1)", '"; alert(1); "', "]]><b>"];
const [predictor, factor, response, group] = ["<script>alert(1)</script>", "</script>", "=cmd()", "__proto__"];

/** As a cell of a CSV. */
const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;

function csv(): string {
  const rows = levels.flatMap((level, g) =>
    Array.from({ length: 6 }, (_, k) => {
      // A spread that no seed decides: multiples of the golden ratio.
      const x = (k * 0.618 + g * 0.382) % 1;
      const y = 2 + x + 0.3 * g + ((7 * k + 3 * g) % 5) / 10;
      return [y.toFixed(3), x.toFixed(3), cell(k % 2 === 0 ? "constructor" : "=1+1"), cell(level)].join(",");
    }),
  );
  return [[response, predictor, factor, group].map(cell).join(","), ...rows].join("\n");
}

describe.skipIf(!hasChromium)(`in a browser, the report of a fit with hostile names${why}`, () => {
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  let posterior: Posterior;

  beforeAll(async () => {
    const model = glmm(`\`${response}\` ~ \`${predictor}\` + \`${factor}\` + (1 + \`${predictor}\` | \`${group}\`)`);
    posterior = await fit(model, parseCsv(csv()), { seed: 1, workers: 0, draws: 300 });
    const address = pageFile(await report(posterior, { title: hostile[1] }));
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
    ({ page, complaints } = await openPage(browser, address, { acceptDownloads: true }));
    await unfold(page);
  }, 60_000);

  afterAll(async () => browser?.close());

  test("has no element that a name made: two scripts, no image, no bold text", async () => {
    expect(await page.locator("script").count()).toBe(2);
    expect(await page.locator("img, b, iframe, object, embed, foreignObject").count()).toBe(0);
    const handlers = await page.evaluate(
      "[...document.querySelectorAll('*')].flatMap((e) => [...e.attributes]).filter(({ name }) => name.startsWith('on')).length",
    );
    expect(handlers).toBe(0);
  });

  test("shows the names as they are: columns in headings and formula, levels in figures and tables", async () => {
    expect(await page.title()).toBe(hostile[1]);
    expect(await page.locator("h2", { hasText: `Group-level effects: ${group}` }).count()).toBe(1);
    expect(await page.locator("pre").first().textContent()).toContain(predictor);
    const told = await page.locator("#group-1 figure").evaluateAll((figures) =>
      figures.map((figure) => ({
        table: Array.from(figure.querySelectorAll("tbody :is(th, td)")).map((cell) => cell.textContent),
        // A name that was shortened stands in full in the title of its text.
        drawn: Array.from(figure.querySelectorAll("svg text")).map(
          (text) => text.querySelector("title")?.textContent ?? text.textContent,
        ),
      })),
    );
    expect(told.length).toBeGreaterThanOrEqual(3);
    for (const { table } of told) expect(table).toEqual(expect.arrayContaining(levels));
    for (const { drawn } of told) expect(drawn).toEqual(expect.arrayContaining(levels));
  });

  /** Few are saved in all: the browser holds back a page that saves ten files at once. */
  async function save(button: ReturnType<Page["locator"]>): Promise<string> {
    const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
    expect(download.suggestedFilename()).toMatch(/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,120}$/u);
    return readFileSync(await download.path(), "utf8");
  }

  test("saves tables in which no cell is a formula", async () => {
    const buttons = await page.locator("#group-1 button[data-csv], #results > .table button[data-csv]").all();
    expect(buttons.length).toBeGreaterThan(2);
    const texts: string[] = [];
    for (const button of buttons) texts.push(await save(button));
    for (const text of texts) {
      const cells = [...text.matchAll(/(?:^|,|\r\n)(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g)].map(
        ([, quoted, bare]) => quoted ?? bare,
      );
      const formulas = cells.filter((content) => /^[=+\-@\t\r]/.test(content) && Number.isNaN(Number(content)));
      expect(formulas).toEqual([]);
    }
    const all = texts.join("");
    for (const name of ["'=cmd()", "'@SUM(1)", "<script>alert(1)</script>", "__proto__", "constructor", arabic])
      expect(all).toContain(name);
  });

  test("saves drawings that are well-formed XML without scripts", async () => {
    const buttons = await page.locator("#group-1 button[data-svg]").all();
    expect(buttons.length).toBeGreaterThan(2);
    for (const button of buttons) {
      const svg = await save(button);
      const found = await page.evaluate<{ readonly root: string; readonly errors: number; readonly scripts: number }>(
        `{
          const parsed = new DOMParser().parseFromString(${JSON.stringify(svg)}, "image/svg+xml");
          ({ root: parsed.documentElement.nodeName, errors: parsed.querySelectorAll("parsererror").length,
             scripts: parsed.querySelectorAll("script, foreignObject, a").length });
        }`,
      );
      expect(found).toEqual({ root: "svg", errors: 0, scripts: 0 });
    }
  });

  test("saves all data under the names that it has", async () => {
    const json = JSON.parse(await save(page.locator("footer button"))) as { variables: { variable: string }[] };
    expect(json.variables.map(({ variable }) => variable)).toEqual(expect.arrayContaining([...posterior.draws.names]));
  });

  test("runs nothing, asks for nothing and does not scroll sideways", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
    expect(complaints).toEqual([]);
  });
});
