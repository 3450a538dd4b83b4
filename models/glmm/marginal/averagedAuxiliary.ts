/** Means averaged over the effects of groups on another parameter than mu, such as zi. */
import { UserError } from "../../../engine/core/UserError.js";
import type { LawInputs } from "../Family.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import type { Frame } from "../Frame.js";
import { linkOf } from "../links.js";
import type { DrawSelection } from "../prediction/drawSelection.js";
import type { MeanForm } from "./meanForm.js";
import { normalAverage } from "./normalAverage.js";
import { classesOf, classSpread, type RowClass } from "./rowClasses.js";

/**
 * The mean at a given predictor of mu, averaged over the effects of groups on the other parameter that it depends on. Terms of different
 * parameters are independent, so that this is a product rule.
 *
 * @throws UserError where there are effects on two of them or more.
 */
export function averagedAuxiliary(
  { frame }: FittedGlmm,
  form: MeanForm,
  selection: DrawSelection,
): (frame: Frame, row: number) => (inputs: LawInputs<number>, draw: number) => number {
  const [name, ...more] = new Set(form.others.map(({ parameter }) => parameter));
  if (name === undefined) return () => form.mean;
  if (more.length > 0) {
    throw new UserError(
      `the mean depends on ${[name, ...more].join(" and ")}, which all have effects of groups: marginal averages over those of mu and one of these.`,
    );
  }
  const spreadOf = classSpread(form.others, selection);
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
      return normalAverage((x) => form.mean({ ...inputs, [name]: link.inverse(x) }), centre, spread[draw]!);
    };
  };
}
