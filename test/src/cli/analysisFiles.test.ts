import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import type { Section } from "../../../diagnostics/report/Section.js";
import { analysisFiles, savedAnalysis, savedSections } from "../../../src/cli/analysisFiles.js";

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

  it("whose sections are pieces of HTML, as they once were, asks for another fit; its words can still be read", async () => {
    const path = folder();
    const old = { main: ["x"], sections: [{ id: "a", title: "A", html: "<p>old</p>", charts: [] }] };
    writeFileSync(join(path, "analysis.json"), JSON.stringify(old));
    await expect(savedSections(path)).rejects.toThrow(/written by an older poolwise.*: run the fit again$/);
    expect((await savedAnalysis(path)).main).toEqual(["x"]);
  });

  it("is not kept with HTML in a section", () => {
    const html = { id: "own", title: "Own", html: "<p>of our own</p>" } as Section;
    expect(() => analysisFiles({ sections: [html] })).toThrow('the section "own" of the analysis holds HTML');
  });
});
