/** Choices of a sampling run, their defaults, and what is allowed. */
import { UserError } from "../engine/core/UserError.js";

/** All choices of a run; every chain of a fit has the same. */
export interface SamplerOptions {
  /**
   * independence: nearly independent draws, for one or two dimensions; see docs/samplers.md. fixedTime: trajectories of one length,
   * where warmup shows that they will do, else nuts; see docs/adaptation.md.
   */
  readonly algorithm: "nuts" | "hmc" | "independence" | "fixedTime";
  /** A string of 1 to 20 decimal digits; with the number of the chain it fixes every draw. */
  readonly seed: string;
  /** Iterations of warmup in each chain; at most, with stopWarmupEarly. */
  readonly warmup: number;
  /** Whether warmup may end before its limit, once it has settled; see docs/adaptation.md. */
  readonly stopWarmupEarly: boolean;
  /** Draws to keep in each chain. */
  readonly draws: number;
  /** Acceptance that the step size is tuned to, in (0, 1); closer to 1 means smaller steps. */
  readonly adaptDelta: number;
  /** nuts: doublings of a trajectory at most. */
  readonly maxTreeDepth: number;
  /** What the metric is estimated from: the draws, as in Stan, or draws and gradients, as in nuts-rs. */
  readonly metric: "variance" | "gradient";
  /** Initial values are uniform on (-initRadius, initRadius), on the unconstrained scale. */
  readonly initRadius: number;
  /** The step size of each transition is multiplied by 1 + jitter · U(-1, 1). */
  readonly stepSizeJitter: number;
  /** hmc: length of a trajectory; π/2 decorrelates a normal whose scales the metric knows. */
  readonly integrationTime: number;
  /** nuts: whether transitions of a compiled model run in WebAssembly as a whole; the draws are the same, bit by bit. */
  readonly compiledTrajectory: boolean;
}

/** The defaults of {@link SamplerOptions}. */
export const samplerDefaults: SamplerOptions = {
  algorithm: "nuts",
  seed: "1",
  warmup: 1000,
  stopWarmupEarly: true,
  draws: 1000,
  adaptDelta: 0.8,
  maxTreeDepth: 10,
  metric: "gradient",
  initRadius: 2,
  stepSizeJitter: 0,
  integrationTime: 1.5707963267948966,
  compiledTrajectory: true,
};

/** A value that is not allowed yields the end of the sentence "<option> must be …". */
type Rule = (value: unknown) => string | undefined;

const oneOf =
  (...allowed: string[]): Rule =>
  (value) =>
    allowed.includes(value as string) ? undefined : allowed.map((name) => `"${name}"`).join(" or ");

const integerFrom =
  (least: number, most: number): Rule =>
  (value) =>
    Number.isInteger(value) && (value as number) >= least && (value as number) <= most
      ? undefined
      : `a whole number from ${least} to ${most}`;

const numberThat =
  (allows: (value: number) => boolean, sentence: string): Rule =>
  (value) =>
    typeof value === "number" && Number.isFinite(value) && allows(value) ? undefined : sentence;

const trueOrFalse: Rule = (value) => (typeof value === "boolean" ? undefined : "true or false");

/** 30 doublings use up the bits of one word of directions. */
const rules: { readonly [Name in keyof SamplerOptions]: Rule } = {
  algorithm: oneOf("nuts", "hmc", "independence", "fixedTime"),
  seed: (value) =>
    typeof value === "string" && /^[0-9]{1,20}$/.test(value)
      ? undefined
      : 'a string of 1 to 20 decimal digits, such as "1"',
  warmup: integerFrom(0, 1e7),
  stopWarmupEarly: trueOrFalse,
  draws: integerFrom(1, 1e7),
  adaptDelta: numberThat((value) => value > 0 && value < 1, "a number between 0 and 1, both excluded"),
  maxTreeDepth: integerFrom(1, 20),
  metric: oneOf("variance", "gradient"),
  initRadius: numberThat((value) => value >= 0, "a number of at least 0"),
  stepSizeJitter: numberThat((value) => value >= 0 && value < 1, "a number from 0 up to, but not including, 1"),
  integrationTime: numberThat((value) => value > 0, "a positive number"),
  compiledTrajectory: trueOrFalse,
};

/**
 * Fills in defaults and checks every choice; choices that are undefined count as not given. Throws UserError naming the
 * option, what it may be and what it was.
 *
 * @example
 * samplerOptions({ seed: "42", adaptDelta: 0.95 }).maxTreeDepth // 10
 */
export function samplerOptions(
  partial: { readonly [Name in keyof SamplerOptions]?: SamplerOptions[Name] | undefined } = {},
): SamplerOptions {
  const given = Object.entries(partial).filter(([, value]) => value !== undefined);
  for (const [name, value] of given) {
    if (!Object.hasOwn(rules, name)) {
      throw new UserError(`unknown sampler option: "${name}"; the options are ${Object.keys(rules).join(", ")}`);
    }
    const sentence = rules[name as keyof SamplerOptions](value);
    if (sentence !== undefined) throw new UserError(`invalid ${name}: ${quoted(value)}; it must be ${sentence}`);
  }
  return { ...samplerDefaults, ...Object.fromEntries(given) };
}

const quoted = (value: unknown): string => (typeof value === "string" ? JSON.stringify(value) : String(value));
