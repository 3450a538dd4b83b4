/** Well-behaved tables, each with a model that suits it. */
import { readFileSync } from "node:fs";
import { tableFromColumns } from "../../../../engine/data/table.js";
import type { Table } from "../../../../engine/core/Table.js";
import { glmm, type GlmmModel, type GlmmOptions } from "../../../../models/glmm/glmm.js";

const columns = JSON.parse(
  readFileSync(new URL("../../../reference/advice/tables.json", import.meta.url), "utf8"),
) as Readonly<Record<string, Readonly<Record<string, readonly (number | string)[]>>>>;

/** A table of test/reference/advice. */
export function tableNamed(name: string): Table {
  return tableFromColumns(columns[name] as Parameters<typeof tableFromColumns>[0]);
}

interface Analysis {
  readonly name: string;
  readonly model: GlmmModel;
}

const models: readonly (readonly [string, string, GlmmOptions?])[] = [
  ["sleepstudy", "Reaction ~ Days + (Days | Subject)"],
  ["cbpp", "incidence | trials(size) ~ period + (1 | herd)", { family: "binomial", factors: { period: true } }],
  ["Dyestuff", "Yield ~ 1 + (1 | Batch)"],
  ["Penicillin", "diameter ~ 1 + (1 | plate) + (1 | sample)"],
  [
    "grouseticks",
    "TICKS ~ YEAR + height + (1 | BROOD) + (1 | INDEX) + (1 | LOCATION)",
    { family: "poisson", factors: { YEAR: true } },
  ],
  ["Orthodont", "distance ~ age * Sex + (1 | Subject)"],
  ["Oats", "yield ~ nitro + (1 | Block / Variety)"],
  ["Machines", "score ~ Machine + (1 | Worker / Machine)"],
  ["ergoStool", "effort ~ Type + (1 | Subject)"],
  ["epil", "y ~ Base * trt + Age + Visit + (1 | subject)", { family: "negbinomial" }],
  ["Salamanders", "count ~ mined + spp + (1 | site)", { family: "negbinomial" }],
  ["bacteria", "y ~ trt + week + (1 | ID)", { family: "bernoulli" }],
];

/** Twelve analyses as their sources have them. */
export const wellBehaved: readonly Analysis[] = models.map(([name, formula, options]) => ({
  name,
  model: glmm(formula, options),
}));
