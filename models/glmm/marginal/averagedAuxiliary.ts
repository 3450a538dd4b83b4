/** Numbers of a row averaged over the effects of groups on another parameter than mu, such as zi. */
import { UserError } from "../../../engine/core/UserError.js";
import type { LawInputs } from "../Family.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import type { Frame, GroupTerm } from "../Frame.js";
import { linkOf } from "../links.js";
import type { DrawSelection } from "../prediction/drawSelection.js";
import { normalAverage } from "./normalAverage.js";
import { classesOf, classSpread, type RowClass } from "./rowClasses.js";

/** A number of a row in a draw. */
type Averaged = (inputs: LawInputs<number>, draw: number) => number;

/**
 * `value` at a given predictor of mu, averaged over the effects of groups on another parameter. Terms of different parameters are
 * independent, so that this is a product rule.
 *
 * @param others Terms on it.
 * @throws UserError where there are effects on two parameters or more.
 */
export function averagedAuxiliary(
  { frame }: FittedGlmm,
  others: readonly GroupTerm[],
  selection: DrawSelection,
  value: (inputs: LawInputs<number>) => number,
): (frame: Frame, row: number) => Averaged {
  const [name, ...more] = new Set(others.map(({ parameter }) => parameter));
  if (name === undefined) return () => value;
  if (more.length > 0) {
    throw new UserError(
      `${[name, ...more].join(" and ")} all have effects of groups: marginal averages over those of mu and of one of these.`,
    );
  }
  const spreadOf = classSpread(others, selection);
  const link = linkOf(frame.predictors.find(({ parameter }) => parameter === name)!.link);
  const known = new Map<RowClass, Float64Array>();
  const classes = new Map<Frame, RowClass[]>();
  return (asked, row) => {
    if (!classes.has(asked)) classes.set(asked, classesOf(asked, name, new Map()));
    const of = classes.get(asked)![row]!;
    if (!known.has(of)) known.set(of, spreadOf(of));
    const spread = known.get(of)!;
    return (inputs, draw) => {
      const centre = link.link((inputs as unknown as Record<string, number>)[name]!);
      const at = (x: number) => value({ ...inputs, [name]: link.inverse(x) });
      return normalAverage(at, centre, spread[draw]!);
    };
  };
}
