/** What the law of a level's rows is told in every draw, without the effects that are integrated out. */
import type { AuxiliaryKey } from "../Family.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import type { GroupTerm } from "../Frame.js";
import type { DrawSelection } from "../prediction/drawSelection.js";
import { lawRows } from "../prediction/lawRows.js";
import { likelihoodWeights } from "../rowWeights.js";
import type { OwnInputs } from "./rowDensity.js";

/** The rows of a level; their place among them is r. */
export interface LevelRows {
  readonly count: number;
  response(r: number): number;
  weight(r: number): number;
  /** Fills in what the law of a row is told in a draw; returns the rest of its predictor, which `eta` is as well. */
  read(r: number, draw: number, out: OwnInputs): number;
}

/**
 * Reads levels one after another.
 *
 * @param terms Those whose effects are part of the rest of the predictor.
 */
export function levelReader(
  fitted: FittedGlmm,
  selection: DrawSelection,
  terms: readonly GroupTerm[],
): (rows: Int32Array) => LevelRows {
  const response = fitted.frame.response!;
  const weights = likelihoodWeights(response);
  const context = { frame: fitted.frame, selection, terms, newLevels: "population", seed: "" } as const;
  const draws = selection.count;
  const kept = fitted.family.auxiliaries.map(({ name }) => name as AuxiliaryKey);
  let columns: Readonly<Record<AuxiliaryKey, Float64Array>>;
  let at = 0;
  const write = lawRows(
    fitted,
    context,
    response,
    () => (inputs) => {
      for (const name of kept) columns[name][at] = inputs[name]!;
      at += 1;
      return inputs.eta;
    },
    false,
  );
  return (rows) => {
    const rest = new Float64Array(rows.length * draws);
    columns = Object.fromEntries(kept.map((name) => [name, new Float64Array(rest.length)])) as never;
    const own = columns;
    at = 0;
    rows.forEach((row, r) => write(row, rest, r * draws));
    return {
      count: rows.length,
      response: (r) => response.values[rows[r]!]!,
      weight: (r) => weights?.[rows[r]!] ?? 1,
      read(r, draw, out) {
        const place = r * draws + draw;
        if (response.trials) out.trials = response.trials[rows[r]!]!;
        if (response.rate) out.rate = response.rate[rows[r]!]!;
        for (const name of kept) out[name] = own[name][place]!;
        return (out.eta = rest[place]!);
      },
    };
  };
}
