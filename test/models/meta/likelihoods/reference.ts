/** Reference log likelihoods of test/reference/likelihoods, and how they are put to a likelihood. */
import { readFileSync } from "node:fs";
import { tf, type Tensor } from "../../../../engine/autodiff/ops.js";
import type { ArmOutcome } from "../../../../models/meta/data/Network.js";
import type { Likelihood, LikelihoodName } from "../../../../models/meta/likelihoods/Likelihood.js";
import { likelihoodOf } from "../../../../models/meta/likelihoods/likelihoods.js";
import { traced, type Traced } from "../../../engine/distributions/traced.js";

export interface Row {
  readonly likelihood: LikelihoodName;
  readonly outcome: ArmOutcome;
  readonly eta: number;
  readonly cuts: readonly number[];
  readonly value: number;
}

type Fields = Readonly<Record<string, unknown>>;

/** Rows of a file of references; what is not told is spelt out in JSON. */
export function referenceRows(file: string): Row[] {
  const url = new URL(`../../../reference/likelihoods/${file}`, import.meta.url);
  const rows = JSON.parse(readFileSync(url, "utf8")) as (Omit<Row, "outcome"> & { outcome: Fields })[];
  return rows.map((row) => {
    const kind = likelihoodOf(row.likelihood).outcome;
    const counts = row.outcome.counts as (number | string)[] | undefined;
    return { ...row, outcome: { ...row.outcome, kind, ...(counts && { counts: counts.map(Number) }) } as ArmOutcome };
  });
}

/** Rows that one trace can hold: of one likelihood, with the same thresholds. */
export function groupsOf(rows: readonly Row[]): Row[][] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = `${row.likelihood} ${row.cuts.join()}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()];
}

/** The traced log density of arms with their gradient, by their predictors and then by thresholds. */
export function tracedDensity(
  likelihood: Likelihood,
  outcomes: readonly ArmOutcome[],
  etas: readonly number[],
  cuts: readonly number[],
): Traced {
  const count = outcomes.length;
  return traced([...etas, ...cuts], (position, context) => {
    const inputs = likelihood.inputs(cuts.length + 2).map(({ name, of }) => context.data(name, outcomes.map(of)));
    const thresholds = cuts.map((_, k): Tensor => tf().reshape(tf().slice(position, [count + k], [1]), []));
    return likelihood.logDensity(tf().slice(position, [0], [count]), inputs, thresholds);
  });
}
