/** The models of models.json, and how each is fitted from the command line. */
import { readFileSync } from "node:fs";

/** A GLMM that both programs fit, with the same data and the same priors. Paths are from the root of the checkout. */
export interface ComparedModel {
  readonly name: string;
  readonly data: string;
  readonly formula: string;
  /** With its link: `binomial(logit)`. */
  readonly family: string;
  /** `class ~ prior`, as in brms. */
  readonly priors: readonly string[];
  /** Columns that are factors, with their levels in order. */
  readonly factors: Readonly<Record<string, readonly string[]>>;
  /** Iterations per chain. */
  readonly warmup: number;
  readonly draws: number;
}

/** The models whose names begin with one of some words; all of them if there are none. Throws for a word that begins no name. */
export function readModels(wanted: readonly string[] = []): readonly ComparedModel[] {
  const models = JSON.parse(readFileSync("bench/stan/models.json", "utf8")) as ComparedModel[];
  const unknown = wanted.find((word) => !models.some(({ name }) => name.startsWith(word)));
  if (unknown !== undefined) {
    throw new Error(`no model begins with "${unknown}"; there are ${models.map(({ name }) => name).join(", ")}`);
  }
  return models.filter(({ name }) => wanted.length === 0 || wanted.some((word) => name.startsWith(word)));
}

/** What `poolwise fit` is told of a model. */
export function modelArguments({ data, formula, family, priors, factors }: ComparedModel): string[] {
  return [
    ...["--data", data, "--formula", formula, "--family", family],
    ...priors.flatMap((prior) => ["--prior", prior]),
    ...Object.entries(factors).flatMap(([column, levels]) => ["--factor", `${column}=${levels.join(",")}`]),
  ];
}
