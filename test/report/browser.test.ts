/** What a browser makes of a report with every kind of figure and with hostile names: run where Chromium is installed. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Panel } from "../../diagnostics/plots/Panel.js";
import { executablePath, hasChromium, openPage, pageFile, unfold, why } from "./chromium.js";
import { arabic, curveDraws, divergences, drawsOf, everything, hostile } from "./everything.js";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

describe.skipIf(!hasChromium)(`in a browser, a report with everything${why}`, () => {
  let browser: Browser;
  let address: string;
  let page: Page;
  let complaints: string[];
  let panels: readonly (readonly Panel[])[];
  let held: readonly number[];

  beforeAll(async () => {
    address = pageFile(everything());
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
    ({ page, complaints } = await openPage(browser, address, { acceptDownloads: true }));
    const content = JSON.parse((await page.locator("#data").textContent())!) as {
      readonly panels: readonly (readonly Panel[])[];
      readonly draws: { readonly draws: readonly number[] };
    };
    panels = content.panels;
    held = content.draws.draws;
  });

  afterAll(async () => browser?.close());

  test("draws every figure: each has a size and marks", async () => {
    await unfold(page);
    const figures = await page.locator("figure").all();
    expect(figures.length).toBeGreaterThan(20);
    for (const figure of figures) {
      const box = (await figure.locator("svg").boundingBox())!;
      expect(Math.min(box.width, box.height)).toBeGreaterThan(30);
      expect(await figure.locator("svg").locator("path, rect, circle, line").count()).toBeGreaterThan(0);
    }
  });

  /** Draws that the page says are chosen, after checking that every linked figure shows as many. */
  async function chosen(): Promise<number[]> {
    const numbers = (await page.locator("#chosen").getAttribute("data-draws"))!.split(" ").filter(Boolean).map(Number);
    const counts = await page
      .locator("figure[data-panels]")
      .evaluateAll((figures) => figures.map((figure) => figure.getAttribute("data-chosen")));
    expect(counts.length).toBeGreaterThanOrEqual(4);
    expect(new Set(counts)).toEqual(new Set([String(numbers.length)]));
    return numbers;
  }

  const among = (test: (draw: number) => boolean): number[] => held.filter(test);
  const [x, sd] = [drawsOf("b_x"), drawsOf("sd_g__Intercept")];

  describe("marks the same draws in all linked figures", () => {
    test("by a form that the keyboard alone fills in", async () => {
      await page.locator("#choose-variable").focus();
      // Typing ahead chooses an option by its first letters.
      await page.keyboard.type("b_x");
      await page.keyboard.press("Tab");
      await page.keyboard.type("0.21");
      await page.keyboard.press("Tab");
      await page.keyboard.type("0.41");
      await page.keyboard.press("Enter");
      const expected = among((draw) => x[draw] >= 0.21 && x[draw] <= 0.41);
      // A draw next to a limit may be packed on its other side: 1/65534 of the range of b_x is 3e-5.
      const near = held.filter((draw) => Math.min(Math.abs(x[draw] - 0.21), Math.abs(x[draw] - 0.41)) < 3e-5);
      expect(near).toEqual([]);
      expect(await chosen()).toEqual(expected);
      expect(expected.length).toBeGreaterThan(100);
      expect(await page.locator("#chosen output").textContent()).toBe(
        `${expected.length} of ${held.length} draws chosen: b_x from 0.21 to 0.41.`,
      );
      expect(await page.locator("#chosen output").getAttribute("aria-live")).toBe("polite");
    });

    test("where they are: each chosen draw has its dot in the pair plot, its line in parallel coordinates, its curve", async () => {
      const numbers = await chosen();
      const place = panels.findIndex((figure) => figure.some(({ kind }) => kind === "points"));
      const panel = panels[place].find((some) => some.kind === "points" && some.x === "b_x")!;
      if (panel.kind !== "points") throw new Error("no points");
      const [left, top, right, bottom] = panel.box;
      const [across, up] = [drawsOf(panel.x), drawsOf(panel.y)];
      const share = (value: number, { low, high, log }: typeof panel.xSpan) =>
        log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
      const expected = numbers.map((draw) => [
        left + share(across[draw], panel.xSpan) * (right - left),
        bottom - share(up[draw], panel.ySpan) * (bottom - top),
      ]);
      const marks = await page
        .locator(`figure[data-panels="${place}"] .chosen .dots`)
        .evaluateAll((paths) => paths.map((path) => path.getAttribute("d")!));
      const dots = marks
        .map((d) => [...d.matchAll(/M([\d.-]+) ([\d.-]+)/g)].map(([, px, py]) => [Number(px), Number(py)]))
        .find(
          (places) => places.length === expected.length && places.every(([px]) => px >= left - 1 && px <= right + 1),
        )!;
      // Coordinates are written with one decimal.
      dots.forEach(([px, py], i) => {
        expect(Math.abs(px - expected[i][0])).toBeLessThan(0.1);
        expect(Math.abs(py - expected[i][1])).toBeLessThan(0.1);
      });
      const lines = panels.findIndex((figure) => figure.some(({ kind }) => kind === "lines"));
      const strokes = await page.locator(`figure[data-panels="${lines}"] .chosen .strokes`).getAttribute("d");
      expect(strokes!.match(/M/g)).toHaveLength(numbers.length);
      const lit = await page
        .locator("[data-draw].lit")
        .evaluateAll((found) => found.map((curve) => Number(curve.getAttribute("data-draw"))));
      expect(lit).toEqual(curveDraws.filter((draw) => numbers.includes(draw)));
    });

    test("by dragging a rectangle in the pair plot", async () => {
      const place = panels.findIndex((figure) => figure.some(({ kind }) => kind === "points"));
      const panel = panels[place].find((some) => some.kind === "points" && some.y === "sd_g__Intercept")!;
      if (panel.kind !== "points") throw new Error("no points");
      const svg = page.locator(`figure[data-panels="${place}"] svg`);
      await svg.scrollIntoViewIfNeeded();
      const box = (await svg.boundingBox())!;
      const scale = box.width / Number(await svg.getAttribute("width"));
      const [left, top, right, bottom] = panel.box;
      const at = (across: number, up: number) =>
        [box.x + scale * (left + across * (right - left)), box.y + scale * (bottom - up * (bottom - top))] as const;
      await page.mouse.move(...at(0.25, 0.25));
      await page.mouse.down();
      await page.mouse.move(...at(0.5, 0.5));
      await page.mouse.move(...at(0.75, 0.6));
      await page.mouse.up();
      const numbers = await chosen();
      const value = ({ low, high, log }: typeof panel.xSpan, share: number) =>
        log ? low * (high / low) ** share : low + share * (high - low);
      const inside = (tolerance: number) =>
        among(
          (draw) =>
            x[draw] >= value(panel.xSpan, 0.25 - tolerance) &&
            x[draw] <= value(panel.xSpan, 0.75 + tolerance) &&
            sd[draw] >= value(panel.ySpan, 0.25 - tolerance) &&
            sd[draw] <= value(panel.ySpan, 0.6 + tolerance),
        );
      // The mouse is in whole pixels of a panel of some 180.
      expect(inside(0.01)).toEqual(expect.arrayContaining(numbers));
      expect(numbers).toEqual(expect.arrayContaining(inside(-0.01)));
      expect(numbers.length).toBeGreaterThan(100);
    });

    test("that diverged, by a button", async () => {
      await page.getByRole("button", { name: "Mark divergent draws" }).click();
      expect(await chosen()).toEqual(Array.from({ length: divergences }, (_, k) => 7 * k));
    });

    test("and none after clearing, by button and by Escape", async () => {
      await page.getByRole("button", { name: "Clear the marks" }).click();
      expect(await chosen()).toEqual([]);
      expect(await page.locator(".chosen > *").count()).toBe(0);
      await page.getByRole("button", { name: "Mark divergent draws" }).click();
      await page.keyboard.press("Escape");
      expect(await chosen()).toEqual([]);
    });

    test("in the forest, as an interval of the chosen draws beside that of all", async () => {
      await page.locator("#choose-variable").selectOption({ label: "b_x" });
      await page.locator("#choose-low").fill("0.2");
      await page.locator("#choose-high").fill("");
      await page.getByRole("button", { name: "Mark these draws" }).click();
      const numbers = await chosen();
      expect(numbers).toEqual(among((draw) => x[draw] >= 0.2));
      const place = panels.findIndex((figure) =>
        figure.some((some) => some.kind === "interval" && some.variable === "b_x"),
      );
      const row = panels[place].findIndex((some) => some.kind === "interval" && some.variable === "b_x");
      const panel = panels[place][row];
      if (panel.kind !== "interval") throw new Error("no interval");
      const bars = page.locator(`figure[data-panels="${place}"] .chosen .strokes`);
      const [, low, high] = /^M([\d.]+) [\d.]+H([\d.]+)$/.exec((await bars.nth(row).getAttribute("d"))!)!.map(Number);
      const sorted = numbers.map((draw) => x[draw]).sort((a, b) => a - b);
      const pixel = (value: number) =>
        panel.box[0] + ((value - panel.span.low) / (panel.span.high - panel.span.low)) * (panel.box[2] - panel.box[0]);
      const at = (p: number) => pixel(sorted[Math.round(p * (sorted.length - 1))]);
      expect(Math.abs(low - at(0.025))).toBeLessThan(1);
      expect(Math.abs(high - at(0.975))).toBeLessThan(1);
      await page.keyboard.press("Escape");
    });
  });

  test("answers how probable a region is, by keyboard, as all draws do", async () => {
    await page.locator("#region-variable").selectOption({ label: "b_x" });
    await page.locator("#region-low").fill("0.1");
    await page.locator("#region-high").focus();
    await page.keyboard.press("Control+A");
    await page.keyboard.type("0.45");
    await page.locator("#region-threshold").fill("0.6");
    const shown = await page.locator("#region tbody td:nth-child(2)").allTextContents();
    const share = (test: (value: number) => boolean) => (100 * x.filter(test).length) / x.length;
    const exact = [
      share((v) => v < 0.1),
      share((v) => v >= 0.1 && v <= 0.45),
      share((v) => v > 0.45),
      share((v) => v > 0.6),
    ];
    // Whole per cents, of tables of quantiles that are within 0.2.
    shown.forEach((text, i) => expect(Math.abs(parseFloat(text) - exact[i])).toBeLessThan(0.7));
    const before = await page.locator("#region-low").inputValue();
    await page.locator("[name=lowSlider]").focus();
    await page.keyboard.press("ArrowLeft");
    expect(Number(await page.locator("#region-low").inputValue())).toBeLessThan(Number(before));
    await expect
      .poll(() => page.locator("#region output").textContent())
      .toMatch(/^below the region: \d+%; inside the region: \d+%; above the region: \d+%; above the threshold: \d+%$/);
  });

  test("says so where the ends of a region or of chosen draws are exchanged, or no draw lies there", async () => {
    await page.locator("#region-low").fill("0.5");
    await page.locator("#region-high").fill("-0.5");
    expect(await page.locator("[data-swapped]").textContent()).toBe(
      "The region is from -0.5 to 0.5: its first end is above the second.",
    );
    await page.locator("#region-high").fill("0.6");
    expect(await page.locator("[data-swapped]").isVisible()).toBe(false);
    await page.locator("#choose-variable").selectOption({ label: "b_x" });
    await page.locator("#choose-low").fill("100");
    await page.locator("#choose-high").fill("");
    await page.getByRole("button", { name: "Mark these draws" }).click();
    expect(await page.locator("#chosen output").textContent()).toMatch(
      /^0 of \d+ draws chosen: those here of b_x are from [-\d.]+ to [\d.]+\.$/,
    );
    await page.locator("#choose-low").fill("0.4");
    await page.locator("#choose-high").fill("0.1");
    await page.getByRole("button", { name: "Mark these draws" }).click();
    expect(await page.locator("#chosen output").textContent()).toMatch(/draws chosen: b_x from 0.1 to 0.4\.$/);
    await page.keyboard.press("Escape");
  });

  test("lets the keyboard reach every control that is shown, in the order in which they stand", async () => {
    const fresh = await openPage(browser, address);
    await unfold(fresh.page);
    // Scrollers are told whether they overflow when they have been laid out.
    await fresh.page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
    const controls = "a[href], button, input, select, summary, [tabindex='0']";
    await fresh.page.evaluate(`{
      let k = 0;
      for (const control of document.querySelectorAll("${controls}"))
        if (control.checkVisibility()) control.dataset.control = k++;
      globalThis.controls = k;
      globalThis.reached = [];
      addEventListener("focusin", (event) => reached.push(Number(event.target.dataset.control)));
    }`);
    const count = await fresh.page.evaluate<number>("controls");
    expect(count).toBeGreaterThan(80);
    for (let k = 0; k < count; k++) await fresh.page.keyboard.press("Tab");
    expect(await fresh.page.evaluate("reached")).toEqual(Array.from({ length: count }, (_, k) => k));
    await fresh.page.context().close();
  });

  test.each([
    ["light", 1280, {}],
    ["dark", 1280, { runOnly: ["color-contrast"] }],
    ["light", 390, { rules: { "color-contrast": { enabled: false } } }],
  ] as const)("has no serious fault of accessibility: %s, %i pixels wide", async (colorScheme, width, rules) => {
    const opened = await openPage(browser, address, { colorScheme, viewport: { width, height: 844 } });
    // Of the tables behind charts, one stands for all: each takes its share of a second.
    await opened.page.evaluate('for (const part of document.querySelectorAll("details.fold")) part.open = true');
    await opened.page.evaluate('document.querySelector("details.data").open = true');
    await opened.page.getByRole("button", { name: "Mark divergent draws" }).click();
    await opened.page.evaluate(axeSource);
    const { violations } = await opened.page.evaluate<{
      readonly violations: readonly { id: string; impact: string; nodes: readonly { html: string }[] }[];
    }>(`axe.run(document, ${JSON.stringify({ ...rules, resultTypes: ["violations"] })})`);
    const serious = violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 200)}`);
    expect(serious).toEqual([]);
    expect(opened.complaints).toEqual([]);
    await opened.page.context().close();
  });

  test.each([1280, 700, 390, 360])("does not scroll sideways at a width of %i pixels", async (width) => {
    const opened = await openPage(browser, address, { viewport: { width, height: 844 } });
    await unfold(opened.page);
    await opened.page.getByRole("button", { name: "Mark divergent draws" }).click();
    expect(await opened.page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
    await opened.page.context().close();
  });

  test("prints on A4 without a figure cut in two: none is split, and each fits a page", async () => {
    // A4 without margins: 178 mm by 262 mm at 96 pixels an inch.
    const opened = await openPage(browser, address, { viewport: { width: 673, height: 990 }, colorScheme: "dark" });
    await opened.page.emulateMedia({ media: "print", colorScheme: "dark" });
    await opened.page.evaluate('dispatchEvent(new Event("beforeprint"))');
    const figures = await opened.page.locator("figure").evaluateAll((found) =>
      found.map((figure) => {
        const { height, right } = figure.getBoundingClientRect();
        const drawing = figure.querySelector("svg")!.getBoundingClientRect();
        return { height, right, drawn: drawing.right, inside: getComputedStyle(figure).breakInside };
      }),
    );
    for (const { height, right, drawn, inside } of figures) {
      expect(inside).toBe("avoid");
      expect(height).toBeLessThan(990);
      expect(Math.max(right, drawn)).toBeLessThanOrEqual(674);
    }
    const paper = await opened.page.evaluate("getComputedStyle(document.body).backgroundColor");
    expect(paper).toBe("rgb(255, 255, 255)");
    const text = (await opened.page.pdf({ preferCSSPageSize: true })).toString("latin1");
    const pages = text.match(/\/Type\s*\/Page\b/g)!.length;
    expect(pages).toBeGreaterThan(5);
    expect(pages).toBeLessThan(40);
    await opened.page.context().close();
  });

  test("shows hostile names as text, in the page", async () => {
    expect(await page.locator("script").count()).toBe(2);
    expect(await page.locator("img").count()).toBe(0);
    const rows = await page.locator("#results > .table tbody th").allTextContents();
    expect(rows).toEqual(["b_x", "sd_g__Intercept", "b_Intercept", ...hostile]);
    const options = await page.locator("#region-variable option").allTextContents();
    expect(options).toEqual(rows);
    expect(await page.locator("#results bdi").first().textContent()).toBe(arabic);
  });

  test("and in what is saved, with formulas disarmed", async () => {
    const saved = async (name: string | RegExp, within = page.locator("#results")): Promise<string> => {
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        within.getByRole("button", { name }).first().click(),
      ]);
      return readFileSync(await download.path(), "utf8");
    };
    const csv = await saved("Save as CSV: results");
    const names = csv
      .split("\r\n")
      .slice(1, -1)
      .map((line) => /^"((?:[^"]|"")*)"/.exec(line)![1]);
    expect(names.slice(3)).toEqual([...hostile.slice(0, 2), "'=cmd()", ...hostile.slice(3)]);
    const svg = await saved("Save as SVG: Pairs", page.locator("#pairs"));
    // What the page adds to draw and mark is left out.
    expect(svg).not.toContain("class=");
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"[^>]*><title>Pairs<\/title><desc>/);
    expect(svg).not.toMatch(/<script|class="chosen"|style=/);
    const json = await saved(/^Save all data/, page.locator("footer"));
    const variables = (JSON.parse(json) as { variables: { variable: string }[] }).variables;
    expect(variables.map(({ variable }) => variable)).toEqual(["b_Intercept", "b_x", "sd_g__Intercept", ...hostile]);
  });

  test("says nothing on the console, asks for nothing and runs nothing foreign", () => {
    expect(complaints).toEqual([]);
  });
});
