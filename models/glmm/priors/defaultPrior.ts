/** The prior of a parameter that none was declared for. */
import type { PriorSlot } from "../Prior.js";
import type { DefaultPriors, ResponseScale } from "./responseScale.js";

/** The family's name decides between the shapes of brms. */
interface DefaultsContext {
  readonly scale: ResponseScale;
  readonly family: string;
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
  const { parameter, columnScale = 1, carriesLevel } = slot;
  const ofMu = parameter === "mu";
  switch (slot.class) {
    case "b":
      return `normal(0, ${threeDigits((wide * (ofMu ? scale[carriesLevel ? "level" : "deviation"] : 1)) / columnScale)})`;
    case "Intercept":
      return ofMu ? studentT(scale.location, scale.scale) : studentT(0, wide);
    case "sd":
      return studentT(0, threeDigits((ofMu ? scale.scale : wide) / columnScale));
    case "cor":
      return "lkj(2)";
    case "sigma":
      return studentT(0, scale.sigma);
    case "shape":
    case "phi":
      return "inv_gamma(0.4, 0.3)";
    case "nu":
      return "gamma(2, 0.1)";
  }
}

function defaultOfBrms({ class: kind, parameter }: PriorSlot, { scale, family }: DefaultsContext): string {
  switch (kind) {
    case "b":
      return "flat()";
    case "Intercept":
      if (parameter === "mu") return studentT(scale.location, scale.scale);
      return studentT(0, parameter === "sigma" ? scale.logSigma : wide);
    case "sd":
      return studentT(0, scale.scale);
    case "cor":
      return "lkj(1)";
    case "sigma":
      return studentT(0, scale.sigma);
    case "shape":
      // Since 2.19; the gamma(0.01, 0.01) before it is still that of the gamma family.
      return family === "negbinomial" ? "inv_gamma(0.4, 0.3)" : "gamma(0.01, 0.01)";
    case "phi":
      return "gamma(0.01, 0.01)";
    case "nu":
      return "gamma(2, 0.1)";
  }
}

function studentT(location: number, scale: number): string {
  return `student_t(3, ${location}, ${scale})`;
}

/** Few digits, so that what is printed is what is used. Columns of absurd units must not make it 0 or infinite. */
function threeDigits(value: number): number {
  return Number(Math.min(Math.max(value, 1e-300), 1e300).toPrecision(3));
}
