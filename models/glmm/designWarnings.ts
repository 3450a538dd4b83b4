/** What is wrong with a design, found before anything is drawn. */
import type { Warning } from "../../engine/core/Warning.js";
import type { FrameEncoder } from "./design/frameOf.js";
import type { Family } from "./Family.js";
import { structureWarnings } from "./advice/structureWarnings.js";
import { separationWarnings } from "./advice/separationWarnings.js";
import { rowEffectsWarning } from "./rowEffectsWarning.js";
import { samplingWarning } from "./samplingWarning.js";

/** Products of cells beyond which nobody looks whether columns follow from others: a second's worth. */
const mostProducts = 200_000_000;
const mostShown = 6;

/** All that is wrong with a design: columns that follow from others, effects of single rows, weights that say nothing of intervals. */
export function designWarnings(encoder: FrameEncoder, family: Family): readonly Warning[] {
  const { frame } = encoder;
  return [
    ...aliasedWarning(encoder),
    ...separationWarnings(encoder, family),
    ...rowEffectsWarning(frame, family),
    ...structureWarnings(encoder, family),
    ...samplingWarning(frame),
  ];
}

/**
 * Coefficients whose columns follow from the columns before them. R's lm leaves them out, as NA; here each has its prior, spread
 * over the columns that say the same.
 */
function aliasedWarning(encoder: FrameEncoder): readonly Warning[] {
  const { rows, predictors } = encoder.frame;
  if (predictors.some(({ columns }) => rows * columns.length * columns.length > mostProducts)) return [];
  const variables = encoder.aliased.map((name) => `b_${name}`);
  if (variables.length === 0) return [];
  const rest = variables.length > mostShown ? ` and ${variables.length - mostShown} more` : "";
  const text =
    `The data cannot tell ${variables.slice(0, mostShown).join(", ")}${rest} from the columns before ` +
    `${variables.length === 1 ? "it" : "them"}: a column is constant, or a sum of others. Only the priors do, so these estimates say ` +
    `nothing of the data. Leave the terms out.`;
  return [{ cause: "aliased_columns", variables, text }];
}
