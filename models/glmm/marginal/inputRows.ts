/** What the law of each row is told at effects of 0. */
import type { LawInputs } from "../Family.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import type { Frame, Response } from "../Frame.js";
import { lawRows } from "../prediction/lawRows.js";
import type { DrawSelection } from "../prediction/drawSelection.js";

/** Is handed what the law is told in each draw, in order; the record is refilled for the next. */
export type Cells = (inputs: LawInputs<number>, draw: number) => void;

/** Visits the draws of a row, and writes its linear predictor. */
export type InputRow = (row: number, predictor: Float64Array, each: Cells) => void;

/** @param units Whether responses are those of one trial or unit of `rate()`, or of the row's own. */
export function inputRows(fitted: FittedGlmm, frame: Frame, selection: DrawSelection, units: "one" | "own"): InputRow {
  const context = { frame, selection, terms: [], newLevels: "population", seed: "0" } as const;
  let cells: Cells = () => undefined;
  const write = lawRows(
    fitted,
    context,
    units === "own" ? (frame.response ?? {}) : ofOne(fitted, frame),
    () => {
      let draw = 0;
      return (inputs) => {
        cells(inputs, draw);
        draw += 1;
        return inputs.eta;
      };
    },
    // Means that a family cannot have at effects of 0 are met by whoever takes them.
    false,
  );
  return (row, predictor, each) => {
    cells = each;
    write(row, predictor, 0);
  };
}

function ofOne({ frame: { response } }: FittedGlmm, frame: Frame): Partial<Response> {
  const ones = new Float64Array(frame.rows).fill(1);
  return {
    ...(frame.response ?? {}),
    ...(response!.trials === undefined ? {} : { trials: ones }),
    ...(response!.rate === undefined ? {} : { rate: ones }),
  };
}

/** What the law of the first row is told in the first draw of a selection. */
export function sampleInputs(fitted: FittedGlmm, selection: DrawSelection): LawInputs<number> {
  let first: LawInputs<number> | undefined;
  const write = inputRows(fitted, fitted.frame, selection, "one");
  write(0, new Float64Array(selection.count), (inputs) => (first ??= { ...inputs }));
  return first!;
}
