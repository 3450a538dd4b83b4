/** Reports of networks in a browser: everything is drawn, linked, reachable and printed, names are text, and nothing leaves the page. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nma, parseCsv, readTable, report, type NmaOptions, type Table } from "poolwise";
import { networkSections } from "../../src/network/sections/networkSections.js";
import { executablePath, hasChromium, openPage, pageFile, unfold, why } from "./chromium.js";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Treatments that would be markup, keys of objects or read from right to left. */
const hostile = [
  '</script><b onload="x">',
  "__proto__",
  "שלום",
  "a, long name of a treatment that takes more room than there is",
];

/** Studies of two arms around a centre, some of other pairs, the third of three arms. */
function madeTable(names: readonly string[], studies: number): Table {
  const cell = (name: string): string => `"${name.replaceAll('"', '""')}"`;
  const rows = Array.from({ length: studies }, (_, s) => {
    const second = 1 + (s % (names.length - 1));
    const first = s < names.length - 1 ? 0 : (second + 1 + ((s * 7) % (names.length - 2))) % names.length;
    const arms = [first, second, ...(s % 9 === 2 ? [(Math.max(first, second) + 1) % names.length] : [])];
    return [...new Set(arms)].map((t) => {
      const total = 60 + ((s * 37 + t * 11) % 140);
      return `${cell(`Author ${s + 1}, <i>`)},${cell(names[t])},${Math.round(total * (0.15 + 0.01 * ((s + 3 * t) % 17)))},${total}`;
    });
  });
  return parseCsv(`study,treatment,events,total\n${rows.flat().join("\n")}\n`);
}

interface Source {
  readonly table: () => Table | Promise<Table>;
  readonly options: NmaOptions;
  readonly fewestFigures: number;
}

const few = { seed: 1, workers: 0, chains: 2, draws: 200 } as const;
const sources: Readonly<Record<string, Source>> = {
  "smoking cessation": {
    table: () => readTable("examples/smoking-cessation/smoking.csv"),
    options: { ...few, better: "higher", checks: true, baseline: "normal(-2.6, 0.4)" },
    fewestFigures: 22,
  },
  "hostile names": {
    table: () => madeTable(hostile, 14),
    options: { ...few, better: "lower", reference: "__proto__", checks: true },
    fewestFigures: 20,
  },
};

let browser: Browser;
beforeAll(async () => {
  if (hasChromium) browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
});
afterAll(async () => browser?.close());

describe.skipIf(!hasChromium).each(Object.entries(sources))(
  `in a browser, the network of %s${why}`,
  (_name, source) => {
    let page: Page;
    let complaints: string[];

    beforeAll(async () => {
      const result = await nma(await source.table(), source.options);
      const html = await report(result.posterior, { analysis: networkSections(result), modelChecks: false });
      ({ page, complaints } = await openPage(browser, pageFile(html), { acceptDownloads: true }));
      await unfold(page);
    });

    test("draws every figure, with marks, numbers that are numbers, and no letter beyond its edges", async () => {
      const figures = await page.locator("figure").evaluateAll((found) =>
        found.map((figure) => {
          const svg = figure.querySelector("svg")!;
          const whole = svg.getBoundingClientRect();
          const texts = Array.from(svg.querySelectorAll("text")).filter((text) => text.textContent !== "");
          return {
            title: figure.querySelector("figcaption")!.textContent,
            size: Math.min(whole.width, whole.height),
            drawn: svg.querySelectorAll("path, rect, circle, line, polygon").length,
            // A pixel for the side bearings of glyphs.
            beyond: texts
              .filter((text) => {
                const { left, right, top, bottom } = text.getBoundingClientRect();
                return (
                  left < whole.left - 1 || right > whole.right + 1 || top < whole.top - 1 || bottom > whole.bottom + 1
                );
              })
              .map((text) => text.textContent),
            broken: /NaN|Infinity|undefined/.test(svg.innerHTML.replace(/>[^<]*</g, "><")),
            rows: figure.querySelectorAll("tbody tr").length,
          };
        }),
      );
      expect(figures.length).toBeGreaterThanOrEqual(source.fewestFigures);
      const faults = figures.filter(
        ({ size, drawn, beyond, broken, rows }) =>
          !(size > 30) || drawn === 0 || beyond.length > 0 || broken || rows === 0,
      );
      expect(faults).toEqual([]);
    });

    test("has links that lead somewhere", async () => {
      const lost = await page.evaluate<string[]>(
        `[...document.querySelectorAll("a[href^='#']")].map((a) => a.hash.slice(1)).filter((id) => !document.getElementById(id))`,
      );
      expect(lost).toEqual([]);
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
      expect(count).toBeGreaterThan(100);
      for (let k = 1; k < count; k++) await page.keyboard.press("Tab");
      expect(await page.evaluate("reached")).toEqual(Array.from({ length: count }, (_, k) => k));
    });

    test("has no serious fault of accessibility, on a phone neither", async () => {
      // Of the tables behind charts, one stands for all: each takes its share of a second.
      await page.evaluate(
        'for (const part of [...document.querySelectorAll("details.data")].slice(1)) part.open = false',
      );
      await page.evaluate(axeSource);
      expect(await seriousFaults(page, {})).toEqual([]);
      await page.emulateMedia({ colorScheme: "dark" });
      expect(await seriousFaults(page, { runOnly: ["color-contrast"] })).toEqual([]);
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
        found.map((figure) => ({
          title: figure.querySelector("figcaption")!.textContent,
          height: figure.getBoundingClientRect().height,
          right: Math.max(
            figure.getBoundingClientRect().right,
            figure.querySelector("svg")!.getBoundingClientRect().right,
          ),
        })),
      );
      expect(figures.filter(({ height, right }) => !(height < 990 && right <= 674))).toEqual([]);
      await page.emulateMedia({ media: "screen" });
    });

    test("says nothing on the console and asks for nothing", async () => {
      expect(complaints).toEqual([]);
      await page.context().close();
    });
  },
);

async function seriousFaults(page: Page, options: Readonly<Record<string, unknown>>): Promise<readonly string[]> {
  const { violations } = await page.evaluate<{
    readonly violations: readonly { id: string; impact: string; nodes: readonly { html: string }[] }[];
  }>(`axe.run(document, ${JSON.stringify({ ...options, resultTypes: ["violations"] })})`);
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 200)}`);
}

test("the sections of a network of 40 treatments and 100 studies take less than 800 kB", async () => {
  const names = Array.from({ length: 40 }, (_, t) => `Treatment ${t + 1}`);
  const result = await nma(madeTable(names, 100), { ...few, draws: 50, better: "lower", reference: "Treatment 1" });
  const { found, sections } = networkSections(result);
  const html = await report(result.posterior, { analysis: { found, sections }, modelChecks: false });
  const without = await report(result.posterior, { analysis: { found, sections: [] }, modelChecks: false });
  expect(Buffer.byteLength(html) - Buffer.byteLength(without)).toBeLessThan(800_000);
});
