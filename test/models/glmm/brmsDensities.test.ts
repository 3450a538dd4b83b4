/** Log densities of every family against R's, brms's and mpmath's: test/reference/brms/densities.json. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { families } from "../../../models/glmm/families/families.js";
import type { FamilyRow, LawInputs, Link, LinkName } from "../../../models/glmm/Family.js";
import { linkOf } from "../../../models/glmm/links.js";

interface Row {
  readonly family: string;
  /** On their natural scales; of ordinal families with the predictor `eta`, of categories with a predictor each, the first 0. */
  readonly parameters: Readonly<Record<string, number | readonly number[] | LinkName>>;
  readonly y: number | readonly number[];
  readonly logDensity: number | "-Infinity";
}

const rows = JSON.parse(
  readFileSync(new URL("../../reference/brms/densities.json", import.meta.url), "utf8"),
) as readonly Row[];
const names = [...new Set(rows.map(({ family }) => family))];

/** Our log density of a row. */
function logDensity(row: FamilyRow, { parameters, y }: Row): number {
  const { link: linkName = row.links[0]!, mu, thresholds, ...numbers } = parameters;
  const link = linkOf(linkName as LinkName);
  const ys = [y].flat();
  const categories = Array.isArray(mu) ? mu.length : Array.isArray(thresholds) ? thresholds.length + 1 : undefined;
  const inputs = { ...numbers, ...locations(mu, link), ...(thresholds ? { thresholds } : {}) };
  const columns = ys.length > 1 ? { columns: ys.slice(1), trials: ys.reduce((sum, count) => sum + count, 0) } : {};
  const values = row.values({ ...inputs, ...columns } as unknown as LawInputs<number>, link);
  return row.law(link, categories).logDensity(ys[0]!, values) as number;
}

function locations(mu: Row["parameters"][string] | undefined, link: Link) {
  if (mu === undefined) return {};
  if (typeof mu === "number") return { eta: link.link(mu) };
  const etas = (mu as readonly number[]).slice(1);
  return { eta: etas[0]!, etas };
}

describe.each(names.filter((name) => families.has(name)))("responses of family %s", (name) => {
  it("have the log densities of R, brms and mpmath to 1e-10", () => {
    const wrong = rows
      .filter(({ family }) => family === name)
      .map((row) => ({ ...row, ours: logDensity(families.get(name)!, row) }))
      .filter(({ logDensity: theirs, ours }) => {
        // 1e-10 of their size, absolute below 1: a mean is rounded when it goes through its link.
        if (theirs === "-Infinity") return ours !== -Infinity;
        return !(Math.abs(ours - theirs) <= 1e-10 * Math.max(1, Math.abs(theirs)));
      });
    expect(wrong).toEqual([]);
  });
});

describe("the table of families", () => {
  it("has every family of the densities but one that nobody asked for", () => {
    expect(names.filter((name) => !families.has(name) && name !== "discrete_weibull")).toEqual([]);
  });
});
