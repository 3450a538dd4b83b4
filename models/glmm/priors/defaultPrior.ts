/** The prior of a parameter that none was declared for. */
import type { PriorSlot } from "../Prior.js";
import type { DefaultPriors, ResponseScale } from "./responseScale.js";

interface DefaultsContext {
  readonly scale: ResponseScale;
}

/**
 * The text of a default prior. poolwise's are never flat and scale with response and columns; brms's are those of brms 2.23,
 * flat for coefficients.
 */
export function defaultPrior(slot: PriorSlot, context: DefaultsContext, defaults: DefaultPriors): string {
  return defaults === "brms" ? defaultOfBrms(slot, context) : defaultOfPoolwise(slot, context);
}

/** Of coefficients and slopes on log and logit scales, of sigma's formula and the like. */
const wide = 2.5;

function defaultOfPoolwise(slot: PriorSlot, { scale }: DefaultsContext): string {
  const { location, columnScale = 1, carriesLevel, usual } = slot;
  if (usual) return usual.poolwise;
  switch (slot.class) {
    case "b":
      return `normal(0, ${threeDigits((wide * (location ? scale[carriesLevel ? "level" : "deviation"] : 1)) / columnScale)})`;
    case "Intercept":
      return location ? studentT(scale.location, scale.scale) : studentT(0, wide);
    case "sd":
      return studentT(0, threeDigits((location ? scale.scale : wide) / columnScale));
    case "cor":
      return "lkj(2)";
    default:
      return studentT(0, scale.sigma);
  }
}

function defaultOfBrms({ class: kind, parameter, location, usual }: PriorSlot, { scale }: DefaultsContext): string {
  if (usual) return usual.brms;
  switch (kind) {
    case "b":
      return "flat()";
    case "Intercept":
      if (location) return studentT(scale.location, scale.scale);
      return studentT(0, /^sigma\d*$/.test(parameter) ? scale.logSigma : wide);
    case "sd":
      return studentT(0, scale.scale);
    case "cor":
      return "lkj(1)";
    default:
      return studentT(0, scale.sigma);
  }
}

function studentT(location: number, scale: number): string {
  return `student_t(3, ${location}, ${scale})`;
}

/** Few digits, so that what is printed is what is used. Columns of absurd units must not make it 0 or infinite. */
function threeDigits(value: number): number {
  return Number(Math.min(Math.max(value, 1e-300), 1e300).toPrecision(3));
}
