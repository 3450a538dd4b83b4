/** Reports of real fits in a browser: everything is drawn, linked, reachable and printed, and nothing leaves the page. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Panel } from "../../diagnostics/plots/Panel.js";
import type { Posterior } from "../../engine/core/Posterior.js";
import { executablePath, hasChromium, openPage, pageFile, unfold, why } from "./chromium.js";
import { fitNames, realFit, type FitName } from "./realFits.js";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What the script of a page reads. */
interface Content {
  readonly panels: readonly (readonly Panel[])[];
  readonly draws: { readonly draws: readonly number[]; readonly variables: readonly string[] };
}

/** Figures that each report has at least, all sections unfolded. */
const fewestFigures: Readonly<Record<FitName, number>> = {
  "eight schools, centred": 18,
  "eight schools, by a formula": 16,
  cbpp: 18,
  sleepstudy: 20,
};

let browser: Browser;
beforeAll(async () => {
  if (hasChromium) browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
});
afterAll(async () => browser?.close());

describe.skipIf(!hasChromium).each(fitNames)(`in a browser, the report of %s${why}`, (name) => {
  let posterior: Posterior;
  let html: string;
  let address: string;
  let page: Page;
  let complaints: string[];
  let content: Content;

  beforeAll(async () => {
    ({ posterior, html } = await realFit(name));
    address = pageFile(html);
    ({ page, complaints } = await openPage(browser, address));
    content = JSON.parse((await page.locator("#data").textContent())!) as Content;
    await unfold(page);
  }, 60_000);

  test("takes less than 600 kB", () => {
    expect(Buffer.byteLength(html)).toBeLessThan(600_000);
  });

  test("draws every figure, with marks that have a size, numbers that are numbers, and nothing beyond its edges", async () => {
    const figures = await page.locator("figure").evaluateAll((found) =>
      found.map((figure) => {
        const svg = figure.querySelector("svg")!;
        const whole = svg.getBoundingClientRect();
        const marks = Array.from(svg.querySelectorAll("path, rect, circle, line, polygon")).map((mark) =>
          mark.getBoundingClientRect(),
        );
        const texts = Array.from(svg.querySelectorAll("text")).filter((text) => text.textContent !== "");
        const beyond = texts.filter((text) => {
          const { left, right, top, bottom } = text.getBoundingClientRect();
          // A pixel for the side bearings of glyphs.
          return left < whole.left - 1 || right > whole.right + 1 || top < whole.top - 1 || bottom > whole.bottom + 1;
        });
        return {
          title: figure.querySelector("figcaption")!.textContent,
          size: Math.min(whole.width, whole.height),
          drawn: marks.filter(({ width, height }) => width + height > 0).length,
          beyond: beyond.map((text) => text.textContent),
          broken: /NaN|Infinity|undefined/.test(svg.innerHTML.replace(/>[^<]*</g, "><")),
          rows: figure.querySelectorAll("tbody tr").length,
        };
      }),
    );
    expect(figures.length).toBeGreaterThanOrEqual(fewestFigures[name]);
    const faults = figures.filter(
      ({ size, drawn, beyond, broken, rows }) =>
        !(size > 30) || drawn === 0 || beyond.length > 0 || broken || rows === 0,
    );
    expect(faults).toEqual([]);
  });

  /** Draws that the page says are chosen, after checking that every linked figure says as many and shows them. */
  async function chosen(): Promise<readonly number[]> {
    const numbers = (await page.locator("#chosen").getAttribute("data-draws"))!.split(" ").filter(Boolean).map(Number);
    const linked = await page.locator("figure[data-panels]").evaluateAll((figures) =>
      figures.map((figure) => ({
        panels: Number(figure.getAttribute("data-panels")),
        chosen: Number(figure.getAttribute("data-chosen")),
        lines: figure.querySelector(".chosen .strokes")?.getAttribute("d")?.match(/M/g)?.length ?? 0,
        intervals: figure.querySelectorAll(".chosen .large").length,
        clouds: Array.from(figure.querySelectorAll(".chosen .dots:not(.large)")).map(
          (dots) => dots.getAttribute("d")!.match(/M/g)!.length,
        ),
        lit: [
          ...new Set(
            Array.from(figure.querySelectorAll("[data-draw].lit")).map((curve) => curve.getAttribute("data-draw")),
          ),
        ],
      })),
    );
    expect(linked.length).toBeGreaterThanOrEqual(4);
    for (const figure of linked) {
      expect(figure.chosen).toBe(numbers.length);
      for (const panel of numbers.length === 0 ? [] : content.panels[figure.panels].slice(0, 1)) {
        if (panel.kind === "lines") expect(figure.lines).toBe(numbers.length);
        if (panel.kind === "interval") expect(figure.intervals).toBe(content.panels[figure.panels].length);
        if (panel.kind === "points") {
          expect(figure.clouds).toHaveLength(content.panels[figure.panels].length);
          for (const dots of figure.clouds) expect(dots).toBeLessThanOrEqual(numbers.length);
          expect(Math.max(...figure.clouds)).toBeGreaterThan(0.95 * numbers.length);
        }
        if (panel.kind === "curves") {
          expect(figure.lit.map(Number)).toEqual(panel.draws.filter((draw) => numbers.includes(draw)));
        }
      }
    }
    return numbers;
  }

  /** All draws of a variable, chain after chain. */
  function drawsOf(variable: string): readonly number[] {
    const { names, chains } = posterior.draws;
    const place = names.indexOf(variable);
    return chains.flatMap(({ values, drawCount }) =>
      Array.from({ length: drawCount }, (_, i) => values[i * names.length + place]),
    );
  }

  test("marks the same draws in pairs, parallel axes, intervals and replicates, those dragged over in a pair plot", async () => {
    const place = content.panels.findLastIndex((panels) => panels[0]?.kind === "points");
    const panel = content.panels[place][0];
    if (panel.kind !== "points") throw new Error("no points");
    const svg = page.locator(`figure[data-panels="${place}"] svg`);
    await svg.scrollIntoViewIfNeeded();
    const box = (await svg.boundingBox())!;
    const scale = box.width / Number(await svg.getAttribute("width"));
    const [left, top, right, bottom] = panel.box;
    const at = (across: number, up: number) =>
      [box.x + scale * (left + across * (right - left)), box.y + scale * (bottom - up * (bottom - top))] as const;
    await page.mouse.move(...at(0.02, 0.02));
    await page.mouse.down();
    await page.mouse.move(...at(0.3, 0.5));
    await page.mouse.move(...at(0.55, 0.98));
    await page.mouse.up();
    const numbers = await chosen();
    const value = ({ low, high, log }: typeof panel.xSpan, share: number) =>
      log ? low * (high / low) ** share : low + share * (high - low);
    const [x, y] = [drawsOf(panel.x), drawsOf(panel.y)];
    const inside = (tolerance: number) =>
      content.draws.draws.filter(
        (draw) =>
          x[draw] >= value(panel.xSpan, 0.02 - tolerance) &&
          x[draw] <= value(panel.xSpan, 0.55 + tolerance) &&
          y[draw] >= value(panel.ySpan, 0.02 - tolerance) &&
          y[draw] <= value(panel.ySpan, 0.98 + tolerance),
      );
    // The mouse is in whole pixels of a panel of some 180.
    expect(inside(0.01)).toEqual(expect.arrayContaining([...numbers]));
    expect(numbers).toEqual(expect.arrayContaining(inside(-0.01)));
    expect(numbers.length).toBeGreaterThan(100);
    expect(numbers.length).toBeLessThan(content.draws.draws.length);
  });

  test("and those of a range that is typed", async () => {
    const [variable] = content.draws.variables;
    const values = drawsOf(variable);
    const sorted = content.draws.draws.map((draw) => values[draw]).sort((a, b) => a - b);
    const limit = (sorted[299] + sorted[300]) / 2;
    await page.locator("#choose-variable").focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.type(String(limit));
    await page.keyboard.press("Enter");
    expect(await chosen()).toEqual(content.draws.draws.filter((draw) => values[draw] < limit));
    await page.keyboard.press("Escape");
    expect(await chosen()).toEqual([]);
  });

  test("lets the keyboard reach every control, in the order in which they stand", async () => {
    await page.evaluate(`{
      let k = 0;
      for (const control of document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']"))
        if (control.checkVisibility()) control.dataset.control = k++;
      globalThis.controls = k;
      globalThis.reached = [];
      addEventListener("focusin", (event) => reached.push(Number(event.target.dataset.control)));
      document.querySelector("[data-control='0']").focus();
    }`);
    const count = await page.evaluate<number>("controls");
    expect(count).toBeGreaterThan(80);
    for (let k = 1; k < count; k++) await page.keyboard.press("Tab");
    expect(await page.evaluate("reached")).toEqual(Array.from({ length: count }, (_, k) => k));
  });

  test("has no serious fault of accessibility", async () => {
    // Of the tables behind charts, one stands for all: each takes its share of a second.
    await page.evaluate(
      'for (const part of [...document.querySelectorAll("details.data")].slice(1)) part.open = false',
    );
    await page.evaluate(axeSource);
    expect(await seriousFaults(page, {})).toEqual([]);
    // Contrast takes axe seconds; these two have all kinds of figures between them.
    if (name === "eight schools, centred" || name === "sleepstudy") {
      await page.emulateMedia({ colorScheme: "dark" });
      expect(await seriousFaults(page, { runOnly: ["color-contrast"] })).toEqual([]);
    }
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await seriousFaults(page, { runOnly: ["scrollable-region-focusable", "target-size"] })).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
    await page.emulateMedia({ colorScheme: "light" });
  });

  test("prints on A4 with every figure whole", async () => {
    // A4 without margins: 178 mm by 262 mm at 96 pixels an inch.
    await page.setViewportSize({ width: 673, height: 990 });
    await page.emulateMedia({ media: "print" });
    await page.evaluate('dispatchEvent(new Event("beforeprint"))');
    const figures = await page.locator("figure").evaluateAll((found) =>
      found.map((figure) => {
        const { height, right } = figure.getBoundingClientRect();
        const drawing = figure.querySelector("svg")!.getBoundingClientRect();
        const { breakInside } = getComputedStyle(figure);
        return {
          height,
          drawn: Math.min(drawing.width, drawing.height),
          right: Math.max(right, drawing.right),
          breakInside,
        };
      }),
    );
    for (const { height, drawn, right, breakInside } of figures) {
      expect(breakInside).toBe("avoid");
      expect(height).toBeLessThan(990);
      expect(drawn).toBeGreaterThan(30);
      expect(right).toBeLessThanOrEqual(674);
    }
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    expect(pdf.match(/\/Type\s*\/Page\b/g)!.length).toBeGreaterThan(5);
  });

  test("says nothing on the console and asks for nothing", async () => {
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

async function seriousFaults(page: Page, options: Readonly<Record<string, unknown>>): Promise<readonly string[]> {
  const { violations } = await page.evaluate<{
    readonly violations: readonly { id: string; impact: string; nodes: readonly { html: string }[] }[];
  }>(`axe.run(document, ${JSON.stringify({ ...options, resultTypes: ["violations"] })})`);
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 200)}`);
}
