import { beforeAll, describe, expect, it } from "vitest";
import { nma, parseCsv, readTable, type NetworkResult, type Section } from "poolwise";

import { exp } from "../../../engine/math/exp.js";
import type { Cell, SectionFigure, SectionTable } from "../../../diagnostics/report/Section.js";
import { consistencyVerdict } from "../../../src/network/sections/consistencyVerdict.js";
import { effectScale } from "../../../src/network/sections/effectScale.js";
import { fitText } from "../../../src/network/sections/fitSection.js";
import { inParts } from "../../../src/network/sections/inParts.js";
import { lightSection } from "../../../src/network/sections/lightSection.js";
import { listing } from "../../../src/network/sections/listing.js";
import { networkCommand } from "../../../src/network/sections/networkCommand.js";
import { networkSections } from "../../../src/network/sections/networkSections.js";

/** Few draws: what is said of them is tested, not they. */
const few = { seed: 1, workers: 0, draws: 200, chains: 2 } as const;

let smoking: NetworkResult;
beforeAll(async () => {
  smoking = await nma(await readTable("examples/smoking-cessation/smoking.csv"), {
    ...few,
    better: "higher",
    checks: true,
    mid: 0.2,
    baseline: "normal(-2.6, 0.4)",
  });
});

const star = parseCsv(
  `study,treatment,events,total\n${[1, 2, 3, 4]
    .map((s) => `${s},P,${4 + s},50\n${s},${s % 2 ? "X" : "Y"},${8 + s},50`)
    .join("\n")}\n`,
);

function sectionOf({ sections }: { readonly sections: readonly Section[] }, id: string): Section {
  return sections.find((section) => section.id === id)!;
}

function tablesOf({ table }: Section): readonly SectionTable[] {
  return table === undefined ? [] : ([table].flat() as readonly SectionTable[]);
}

function figuresOf({ figure }: Section): readonly SectionFigure[] {
  return figure === undefined ? [] : ([figure].flat() as readonly SectionFigure[]);
}

function value(cell: Cell | undefined): number | string | null {
  return typeof cell === "object" && cell !== null ? cell.value : (cell ?? null);
}

function textOf({ text }: Section): string {
  return [text ?? []].flat().join(" ");
}

function all(sections: readonly Section[]): readonly Section[] {
  return sections.flatMap((section) => [section, ...all(section.sections ?? [])]);
}

const pairs = (diff: string) => parseCsv(`study,treatment,comparator,${diff},se\n1,B,A,0.2,0.1\n2,B,A,0.4,0.2\n`);

describe("the words of a network of differences", () => {
  it.each([
    [pairs("logHR"), {}, "log hazard ratio", "hazard ratio", "A hazard ratio above 1 means more events than under A"],
    [
      pairs("te"),
      { ratio: "cost ratio" },
      "log cost ratio",
      "cost ratio",
      "A cost ratio above 1 means a higher outcome",
    ],
    [pairs("te"), {}, "difference", null, "A difference above 0 means a higher outcome, on the scale"],
    [
      ...([pairs("te"), { measure: "smd" as const }, "standardised mean difference", null] as const),
      "A standardised mean difference above 0 means a higher mean than under A",
    ],
    [
      ...([pairs("te"), { likelihood: "binomial-cloglog" as const }, "log hazard ratio", "hazard ratio"] as const),
      "A hazard ratio above 1 means more events than under A",
    ],
  ])("are those of what they are, in nma.json, league and report", async (table, options, effect, ratio, sentence) => {
    const result = await nma(table, { ...few, effects: "fixed", ...options });
    expect(result.summary).toMatchObject({ effect, ratio });
    expect(result.league).toMatchObject({ effect, ratio });
    const { found, sections } = networkSections(result);
    expect(textOf(found)).toContain(sentence);
    const methods = textOf(sectionOf({ sections }, "methods"));
    expect(methods).toContain(`${effect}s`);
    expect(methods).toContain("within studies were taken as normal with known covariance");
    expect(methods).not.toMatch(/binomial|means were normal/);
  });
});

describe("the sections of a network", () => {
  it("stand in the order of a reader's questions, each with an id of its own", () => {
    const { found, sections } = networkSections(smoking);
    expect(sections.map(({ id }) => id)).toEqual([
      ...["network", "studies", "relative-effects", "league", "study-effects", "ranks", "absolute-effects"],
      ...["heterogeneity", "consistency", "network-fit", "small-studies", "methods", "prisma-nma"],
    ]);
    const ids = all([found, ...sections]).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("give effects against the reference as exponentials of the quantiles on the link scale", () => {
    const { found, sections } = networkSections(smoking);
    const effect = smoking.summary.relative_effects.find(({ from, to }) => from === "A" && to === "C")!;
    const expected = [effect.q50, effect["q2.5"], effect["q97.5"]].map(exp);
    for (const section of [found, sectionOf({ sections }, "relative-effects")]) {
      const row = tablesOf(section)[0]!.rows.find(([name]) => name === "C")!;
      expect(row.slice(1, 4).map(value)).toEqual(expected);
    }
  });

  it("draw cumulative ranks from rank probabilities, cumulated once", () => {
    const figures = figuresOf(sectionOf(networkSections(smoking), "ranks"));
    const { ranks } = smoking;
    const best = ranks!.treatments.reduce((t, _, k) => (ranks!.sucra[k]! > ranks!.sucra[t]! ? k : t), 0);
    const row = figures[2]!.table.rows.find(([name]) => name === ranks!.treatments[best])!;
    ranks!.cumulative[best]!.forEach((share, rank) => expect(row[rank + 1]).toBeCloseTo(share, 12));
  });

  it("say on the first screen who may be best with what probability, and that no sign of disagreement is no proof", () => {
    const { found } = networkSections(smoking);
    expect(textOf(found)).toMatch(/An odds ratio above 1 means more events than under A, which is better here\./);
    expect(textOf(found)).toMatch(/D is best with probability \d+%, C with \d+%/);
    expect(found.facts!.map(([name]) => name)).toEqual(["Between studies", "Consistency", "Fit"]);
  });

  it("have a row in the table of studies for each arm that was read", () => {
    const { rows } = tablesOf(sectionOf(networkSections(smoking), "studies"))[0]!;
    expect(rows).toHaveLength(50);
    expect(rows[1]).toEqual(["1", "C", 23, 140]);
  });

  it("draw each comparison's studies, those of three arms with each pair", () => {
    const section = sectionOf(networkSections(smoking), "study-effects");
    // 22 studies of two arms and 2 of three: 22 + 2 · 3.
    expect(tablesOf(section.sections![0]!)[0]!.rows).toHaveLength(28);
    const drawn = figuresOf(section).flatMap(({ table }) => table.rows);
    expect(drawn.filter(([name]) => name === "1")).toHaveLength(3);
  });

  it("name what is worse in a new study and at which probability", () => {
    const [, future] = tablesOf(sectionOf(networkSections(smoking), "heterogeneity"));
    expect(future!.columns.at(-1)!.title).toBe("P(worse)");
    for (const row of future!.rows) expect(value(row.at(-1))).toBeGreaterThan(0);
  });

  it("give risk differences in percentage points, with numbers needed to treat", () => {
    const [differences, ratios] = tablesOf(sectionOf(networkSections(smoking), "absolute-effects"));
    const { difference, ratio } = smoking.absolute!.comparisons.find(({ to }) => to === "C")!;
    expect(value(differences!.rows.find(([name]) => name === "C")![1])).toBeCloseTo(100 * difference.q50, 12);
    expect(value(ratios!.rows.find(([name]) => name === "C")![1])).toBe(ratio!.q50);
    expect(differences!.columns.map(({ title }) => title)).toContain("number needed to treat");
  });

  it("leave out ranks and what is best where it was not said which effects are good", () => {
    const questions = { at: [], predictive: false };
    const { found, sections } = networkSections({ ...smoking, questions, ranks: null });
    expect(textOf(sectionOf({ sections }, "ranks"))).toContain("Ranks are left out");
    expect(textOf(found)).not.toMatch(/\bbest\b/);
    expect(textOf(found)).toContain("was not said");
  });

  it("fill in PRISMA-NMA's 32 items as far as was computed, and leave the others to the authors", () => {
    const rowsOf = (result: NetworkResult) =>
      tablesOf(sectionOf(networkSections(result), "prisma-nma"))[0]!.rows.map(
        ([item, known]) => [item, known] as const,
      );
    const rows = rowsOf(smoking);
    expect(rows).toHaveLength(32);
    expect(rows.filter(([item]) => /^S[1-5] /.test(item as string))).toHaveLength(5);
    const known = (result: NetworkResult, number: string) =>
      rowsOf(result).find(([item]) => (item as string).startsWith(`${number} `))![1];
    expect(known(smoking, "S5")).toBe(consistencyVerdict(smoking).text);
    expect(known({ ...smoking, consistency: { notes: [] } }, "S5")).toBe("The author must say.");
    expect(known(smoking, "7")).toBe("For the authors.");
  });

  it("link from PRISMA-NMA only to sections that are there", () => {
    const { found, sections } = networkSections(smoking);
    const ids = new Set([...all([found, ...sections]).map(({ id }) => id), "verdict"]);
    const links = tablesOf(sectionOf({ sections }, "prisma-nma"))[0]!.rows.flatMap(([, , cell]) =>
      typeof cell === "object" && cell?.link !== undefined ? [cell.link] : [],
    );
    expect(links.length).toBeGreaterThan(10);
    for (const link of links) expect(ids).toContain(link);
  });
});

describe("the verdict on consistency", () => {
  const withSplits = (p: readonly number[]): NetworkResult => ({
    ...smoking,
    consistency: {
      notes: [],
      splits: p.map((p_value, k) => ({ ...smoking.consistency.splits![k]!, p_value })),
    },
  });

  it("names comparisons with small p and how many chance alone would give", () => {
    const { state, text } = consistencyVerdict(withSplits([0.5, 0.02, 0.6, 0.7]));
    expect(state).toBe("caution");
    expect(text).toContain(
      "of the 4 comparisons that were split 1 has p below 0.05, where 0.2 would be expected by chance alone: C against A (p 0.020)",
    );
  });

  it("finds no sign where p are not small, and does not say that there is none", () => {
    const { state, text } = consistencyVerdict(withSplits([0.5, 0.2]));
    expect(state).toBe("good");
    expect(text).toContain("which is no proof that there is none");
  });

  it("prefers the model without consistency from 3 units of DIC on", () => {
    const other = smoking.consistency.other!;
    const gaining = (gain: number) =>
      consistencyVerdict({
        ...smoking,
        consistency: { notes: [], other: { ...other, fit: { ...other.fit, DIC: smoking.fit.DIC - gain } } },
      }).state;
    expect([gaining(2.9), gaining(3.1)]).toEqual(["good", "caution"]);
  });

  it("is that nothing was checked, where nothing was", () => {
    const { state, text } = consistencyVerdict({ ...smoking, consistency: { notes: [] } });
    expect(state).toBe("unknown");
    expect(text).toContain("was not checked, and is assumed");
  });

  it("is that nothing can be checked in a star", async () => {
    const result = await nma(star, { ...few, effects: "fixed", reference: "P", checks: true });
    expect(consistencyVerdict(result)).toMatchObject({ state: "unknown" });
    const { found, sections } = networkSections(result);
    expect(found.facts!.find(([name]) => name === "Consistency")![1]).toContain("cannot be checked");
    expect(textOf(sectionOf({ sections }, "network"))).toContain("no loops of evidence");
    expect(textOf(sectionOf({ sections }, "small-studies"))).toContain("fewer than 10");
    expect(textOf(sectionOf({ sections }, "heterogeneity"))).toContain("Effects are fixed");
  });
});

it("names from data stay text: no figure holds their markup, and no key of an object is taken for one", async () => {
  const names = ['<b onload="x">', "__proto__", "constructor"];
  const rows = [0, 1, 2, 0, 1, 2].map((t, k) => {
    const other = (t + 1) % 3;
    const cell = (name: string): string => `"${name.replaceAll('"', '""')}"`;
    return `${cell(`<i>${k}`)},${cell(names[t]!)},${5 + k},40\n${cell(`<i>${k}`)},${cell(names[other]!)},${7 + k},40`;
  });
  const table = parseCsv(`study,treatment,events,total\n${rows.join("\n")}\n`);
  const result = await nma(table, { ...few, effects: "fixed", better: "lower", reference: "__proto__", checks: true });
  const { found, sections } = networkSections(result);
  const figures = all([found, ...sections]).flatMap(figuresOf);
  expect(figures.length).toBeGreaterThan(8);
  for (const { svg } of figures) expect(svg).not.toMatch(/<b |<i>/);
  expect(
    tablesOf(found)[0]!
      .rows.map(([name]) => name)
      .sort(),
  ).toEqual(['<b onload="x">', "constructor"].sort());
});

it("the command names columns, priors and questions, quoted for a shell", () => {
  const { fitted } = smoking;
  const declaration = {
    ...fitted.declaration,
    columns: { events: "number of events" },
    priors: ["tau ~ half_normal(1)"],
  };
  const command = networkCommand({ ...smoking, fitted: { ...fitted, declaration } });
  expect(command.split(/ \\\n {2}/)).toEqual([
    ...["poolwise nma", "--data DATA.csv", "--events 'number of events'", "--likelihood binomial-logit"],
    ...["--effects random", "--reference A", "--prior 'tau ~ half_normal(1)'", "--better higher", "--mid 0.2"],
    ...["--baseline 'normal(-2.6, 0.4)'", "--chains 2", "--draws 200", "--seed 1", "--out DIR"],
  ]);
});

it("the model is said to fit where its residual deviance is within two standard deviations of the data points", () => {
  // Of 50 points the standard deviation of a chi-squared law is 10.
  expect(fitText({ ...smoking.fit, residual_deviance: 69, data_points: 50 })).toMatch(/^The model fits the data/);
  expect(fitText({ ...smoking.fit, residual_deviance: 71, data_points: 50 })).toMatch(/does not fit all of the data/);
});

it("ratios and differences are written with digits that mean something", () => {
  const ratios = effectScale(smoking);
  expect([0.0123, 0.123, 1.234, 12.34, 123.4].map((x) => ratios.number(x))).toEqual([
    "0.012",
    "0.12",
    "1.23",
    "12.3",
    "123",
  ]);
  const { relative_effects: pairs } = smoking.summary;
  const summary = { ...smoking.summary, ratio: null, relative_effects: pairs.map((pair) => ({ ...pair, sd: 4.2 })) };
  expect(effectScale({ ...smoking, summary }).number(-3.14159)).toBe("−3.1");
});

it("lists are cut where they are long, and parts of a list are even", () => {
  expect(listing(["A"])).toBe("A");
  expect(listing(["A", "B", "C"])).toBe("A, B and C");
  expect(listing(["A", "B", "C", "D"], 2)).toBe("A, B and 2 more");
  expect(inParts([1, 2, 3, 4, 5], 4)).toEqual([
    [1, 2, 3],
    [4, 5],
  ]);
  expect(inParts([], 4)).toEqual([]);
});

it("sections of large networks keep six digits, and whole numbers whole", () => {
  const section: Section = {
    id: "x",
    title: "x",
    table: {
      name: "x",
      columns: [{ title: "x" }],
      rows: [[1.23456789, 12345678, null, { value: 0.1234567, text: "0.12" }]],
    },
  };
  expect(tablesOf(lightSection(section))[0]!.rows).toEqual([
    [1.23457, 12345678, null, { value: 0.123457, text: "0.12" }],
  ]);
});
