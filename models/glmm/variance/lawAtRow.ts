/** What the law of a response is told in a row, draw by draw, so that it can be asked at other predictors. */
import type { LawInputs } from "../Family.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import type { DrawSelection } from "../prediction/drawSelection.js";
import { lawRows } from "../prediction/lawRows.js";
import { precisionWeights } from "../rowWeights.js";

/** A record whose predictor can be set. */
export type MovableInputs = { -readonly [Name in keyof LawInputs<number>]: LawInputs<number>[Name] };

export interface LawAtRow {
  /** Whether other parameters than mu differ from row to row. */
  readonly varies: boolean;
  /** A record for each draw, with effects of groups on other parameters at 0, of a single trial and one unit of `rate()`. */
  inputs(row: number): readonly MovableInputs[];
}

/** @param withSe Whether known standard errors are part of sigma. */
export function lawAtRow(fitted: FittedGlmm, selection: DrawSelection, withSe: boolean): LawAtRow {
  const { frame } = fitted;
  const { se, weights, trials } = frame.response!;
  const response = { ...(weights ? { weights } : {}), ...(withSe && se ? { se } : {}) };
  const terms = frame.groups.filter(({ parameter }) => parameter !== "mu");
  const context = { frame, selection, terms, newLevels: "population", seed: "0" } as const;
  return {
    varies:
      frame.predictors.some(({ parameter }) => parameter !== "mu") ||
      (se !== undefined && withSe) ||
      precisionWeights(response) !== undefined,
    inputs(row) {
      const found: MovableInputs[] = [];
      const keep = (inputs: LawInputs<number>) => {
        // Lists are filled anew for each draw.
        const copied = Object.entries(inputs).map(([name, value]) => [
          name,
          Array.isArray(value) ? value.slice() : value,
        ]);
        found.push({ ...(Object.fromEntries(copied) as LawInputs<number>), ...(trials ? { trials: 1 } : {}) });
        return 0;
      };
      lawRows(fitted, context, response, () => keep, false)(row, new Float64Array(selection.count), 0);
      return found;
    },
  };
}
