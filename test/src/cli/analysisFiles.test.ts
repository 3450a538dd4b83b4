import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import type { Section } from "../../../diagnostics/report/Section.js";
import { analysisFiles, savedSections } from "../../../src/cli/analysisFiles.js";

const folder = () => mkdtempSync(join(tmpdir(), "poolwise-analysis-"));

const section: Section = {
  id: "own",
  title: "Of our own",
  figure: {
    svg: "<svg></svg>",
    title: "A figure",
    description: "One point.",
    table: { columns: ["x", "y"], rows: [["a", NaN]] },
    panels: [{ kind: "interval", variable: "x", y: 1, box: [0, 0, 1, 1], span: { low: NaN, high: 1 } }],
  },
  table: { name: "t", columns: [{ title: "a" }], rows: [[{ value: NaN, text: "–" }]] },
  fold: "closed",
};

describe("an analysis kept with a fit", () => {
  it("gives its sections back as they were, numbers that could not be computed too", async () => {
    const path = folder();
    writeFileSync(
      join(path, "analysis.json"),
      analysisFiles({ sections: [section], main: ["x"] }).get("analysis.json")!,
    );
    expect(await savedSections(path)).toEqual({ sections: [section], main: ["x"] });
  });

  it("keeps infinite numbers apart from those that could not be computed, and cells that are meant to be empty", async () => {
    const path = folder();
    const rows = [["k", Infinity, -Infinity, NaN, null, 0.5]];
    const table = { name: "t", columns: [{ title: "a" }], rows };
    const text = analysisFiles({ sections: [{ id: "own", title: "Own", table }] }).get("analysis.json")!;
    writeFileSync(join(path, "analysis.json"), text);
    expect((await savedSections(path)).sections![0]!.table).toEqual(table);
  });

  it("of an older version, whose numbers that could not be computed are null, is read", async () => {
    const path = folder();
    writeFileSync(join(path, "analysis.json"), '{"sections":[{"id":"a","title":"A","table":{"rows":[["x",null]]}}]}');
    expect((await savedSections(path)).sections![0]!.table).toEqual({ rows: [["x", NaN]] });
  });

  it("whose sections are pieces of HTML, as they once were, leaves them out and says so", async () => {
    const path = folder();
    const html = { id: "a", title: "Effects of herds", html: "<p>old</p>", charts: [] };
    const plain = { id: "b", title: "B", text: "Words." };
    const old = { main: ["x"], found: "<p>old</p>", sections: [html, plain] };
    writeFileSync(join(path, "analysis.json"), JSON.stringify(old));
    const { main, found, sections } = await savedSections(path);
    expect([main, found]).toEqual([["x"], undefined]);
    expect(sections![0]).toEqual(plain);
    expect(sections![1]!.text).toMatch(/2 sections.*What was found, Effects of herds\..*Run poolwise fit again/);
    expect(sections).toHaveLength(2);
  });

  it("is not kept with HTML in a section", () => {
    const html = { id: "own", title: "Own", html: "<p>of our own</p>" } as Section;
    expect(() => analysisFiles({ sections: [html] })).toThrow('the section "own" of the analysis holds HTML');
  });
});
