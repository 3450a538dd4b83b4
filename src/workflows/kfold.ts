/** K-fold cross-validation: the model is fitted again without each part of the rows in turn, and predicts that part. */
import type { Posterior } from "../../engine/core/Posterior.js";
import { UserError } from "../../engine/core/UserError.js";
import { stream } from "../../engine/random/stream.js";
import { kfoldElpd, type Elpd } from "../../diagnostics/loo/index.js";
import { refuseUnknownOptions } from "../../models/program/refuseUnknownOptions.js";
import type { Platform } from "../platform/Platform.js";
import { componentsOf } from "./componentsOf.js";
import { foldWarnings, type BadFold } from "./foldWarnings.js";
import { foldsOf } from "./foldsOf.js";
import { isNetworkFit } from "./networkAnswers.js";
import { pointwiseOf } from "./pointwiseOf.js";
import { refitWithout, predictiveDensities, tableOfFit, type RefitOptions } from "./refitWithout.js";
import { responseFingerprint } from "./responseFingerprint.js";

export interface KfoldOptions extends RefitOptions {
  /** How many, 10 unless told; or the fold of each row. */
  readonly folds?: number | ArrayLike<number>;
  /** A column whose rows stay together: those of one level are in one fold. */
  readonly group?: string;
  /** A column whose levels are spread evenly over the folds. */
  readonly stratify?: string;
  /** Told before each fold, and after the last one. */
  readonly onProgress?: (done: number, of: number) => void;
}

/** {@link Elpd} of k-fold cross-validation. */
export interface Kfold extends Elpd {
  /** Fold of each row, from 0. */
  readonly folds: Int32Array;
  /** Clauses on how rows were left out. */
  readonly notes: readonly string[];
}

const kfoldOptions = [
  ...["folds", "group", "stratify", "onProgress"],
  ...["chains", "warmup", "draws", "workers", "seed", "signal"],
];

/**
 * Expected log predictive density of each row under a fit without the rows of its fold. Priors are those of the first fit, also
 * defaults that were scaled by its data. Effects of levels that a fold leaves out whole are drawn from their law. Warnings name the
 * folds whose fits are not to be trusted. Of a network whole studies are left out.
 *
 * @throws UserError where `foldsOf` and `update` do, and when an observation of the model is not one row of its table.
 * @example
 * const { elpd, warnings } = await kfold(posterior, { folds: 10, stratify: "arm", seed: 1 });
 */
export async function kfold(posterior: Posterior, options: KfoldOptions, platform: Platform): Promise<Kfold> {
  refuseUnknownOptions("kfold", options, kfoldOptions);
  if (isNetworkFit(posterior)) {
    const { networkFolds } = await import("./networkFolds.js");
    return networkFolds(posterior, options, platform);
  }
  const { folds: asked = 10, group, stratify, onProgress, ...refit } = options;
  const table = tableOfFit(posterior);
  const seed = String(options.seed ?? posterior.provenance.seed);
  const folds = foldsOf(
    table,
    { folds: asked, ...(group === undefined ? {} : { group }), ...(stratify === undefined ? {} : { stratify }) },
    stream(seed, "folds"),
  );
  const whole = await pointwiseOf(posterior);
  const responses = responsesPerRow(posterior, whole.count, table.rows);
  const count = folds.reduce((most, fold) => Math.max(most, fold), 0) + 1;
  const elpd = new Float64Array(whole.count);
  const mcse = new Float64Array(whole.count);
  const bad: BadFold[] = [];
  for (let fold = 0; fold < count; fold += 1) {
    onProgress?.(fold, count);
    const rows = Array.from(folds.keys()).filter((row) => folds[row] === fold);
    const again = await refitWithout(posterior, rows, `fold ${fold + 1}`, { ...refit, seed }, platform);
    const { warnings } = again.posterior;
    if (warnings.length > 0) bad.push({ fold, warnings });
    let at = 0;
    for (const density of predictiveDensities(again.heldOut)) {
      // Of several responses each has all its rows one after another.
      const place = Math.floor(at / rows.length) * table.rows + rows[at % rows.length]!;
      elpd[place] = density.elpd;
      mcse[place] = density.mcse;
      at += 1;
    }
    if (at !== rows.length * responses) throw notByRow();
  }
  onProgress?.(count, count);
  const data = await responseFingerprint(posterior);
  const warnings = foldWarnings(bad, count);
  return {
    ...kfoldElpd({ elpd, mcse, full: whole, warnings, ...(data === undefined ? {} : { data }) }),
    folds,
    notes: [
      howSplit(count, group, stratify),
      ...(group === undefined
        ? []
        : [`rows scored one by one, which is another elpd than that of whole levels (ask loo --group)`]),
    ],
  };
}

/** Responses that each row has. @throws UserError when observations are not rows. */
function responsesPerRow(posterior: Posterior, observations: number, rows: number): number {
  const known = componentsOf(posterior)?.rows ?? [{ length: observations }];
  if (observations % rows !== 0 || known.some(({ length }) => length !== rows)) throw notByRow();
  return observations / rows;
}

function notByRow(): UserError {
  return new UserError(
    "an observation of the model is not one row of its table, so that rows cannot be left out one by one: k-fold is not available for it.",
  );
}

/** `10 folds, rows of each herd together`. */
function howSplit(count: number, group: string | undefined, stratify: string | undefined): string {
  const how =
    group !== undefined
      ? `, rows of each ${group} together`
      : stratify !== undefined
        ? `, balanced by ${stratify}`
        : "";
  return `${count} folds${how}`;
}
