/** The model that formulas on the command line declare. */
import { UserError } from "../../engine/core/UserError.js";
import type { ModelSource } from "./ModelSource.js";
import { structuresOf, type StructureOptions } from "./structureOptions.js";

/** Options that say what a formula leaves open, as the parser gives them. */
export interface FormulaOptions extends StructureOptions {
  /** The response's formula first, then those of distributional parameters. */
  readonly formula?: readonly string[];
  readonly family?: string;
  /** `period`, or `sex=male,female`. */
  readonly factor?: readonly string[];
  /** `b ~ normal(0, 5)`. */
  readonly prior?: readonly string[];
  readonly priors?: "poolwise" | "brms";
  /** Groups whose effects are sampled centred, or `all`. */
  readonly centred?: readonly string[];
  readonly title?: string;
  /** Where the report goes, if anywhere. */
  readonly out?: string;
}

const flags: readonly (readonly [keyof FormulaOptions, string])[] = [
  ["family", "--family"],
  ["factor", "--factor"],
  ["prior", "--prior"],
  ["priors", "--priors"],
  ["centred", "--centred"],
  ["tree", "--tree"],
  ["matrix", "--matrix"],
  ["precision", "--precision"],
  ["pedigree", "--pedigree"],
];

/**
 * Says what is wrong when a model file and formulas are given together, or neither, or options of formulas without one.
 * @throws UserError naming the option and the mend.
 */
export function checkSource(path: string | undefined, options: FormulaOptions): void {
  const { formula } = options;
  if (path !== undefined && path.includes("~")) {
    throw new UserError(`the formula "${excerpt(path)}" stands where a model file would: put --formula before it.`);
  }
  if (path !== undefined && formula !== undefined) {
    throw new UserError(`a model file (${path}) and --formula are given: give one of them.`);
  }
  if (formula !== undefined) return;
  const [, flag] = flags.find(([name]) => options[name] !== undefined) ?? [];
  if (flag !== undefined) throw new UserError(`${flag} goes with a formula: give one, such as --formula "y ~ x".`);
  if (path === undefined) {
    throw new UserError(
      'there is no model: give a formula, --formula "y ~ x + (1 | g)", or a model file, "poolwise fit model.ts".',
    );
  }
}

/**
 * The GLMM that the options declare; what only data can tell is met when it is fitted.
 * @throws UserError when a formula, the family, a prior, a factor, or the file of a structure cannot be understood.
 */
export async function formulaSource(
  options: FormulaOptions & { readonly formula: readonly string[] },
): Promise<ModelSource> {
  const [{ glmm }, { glmmAnalysis }] = await Promise.all([
    import("../../models/glmm/glmm.js"),
    import("../glmmAnalysis.js"),
  ]);
  const { formula, family = "gaussian", factor = [], prior = [], priors = "poolwise", centred = [], title } = options;
  if (centred.includes("")) {
    throw new UserError('invalid --centred: ""; it must be a group, or all for every group');
  }
  const structures = await structuresOf(options);
  const model = glmm(formula, {
    family,
    structures,
    priors: prior,
    defaultPriors: priors,
    factors: factorsOf(factor),
    parametrisation: centred.includes("all")
      ? "centred"
      : Object.fromEntries(centred.map((group) => [group, "centred"] as const)),
    ...(title === undefined ? {} : { title }),
  });
  return {
    name: "the formula",
    title: formula[0]!,
    model,
    analyse: (posterior) => glmmAnalysis(posterior, { sections: options.out !== undefined }),
    run: (work) => work(),
  };
}

/**
 * `period` takes the levels as they are found; `sex=male,female` gives them in order.
 * @throws UserError for a column without a name, a level without one, and a column named twice.
 */
export function factorsOf(texts: readonly string[]): ReadonlyMap<string, true | readonly string[]> {
  const factors = new Map<string, true | readonly string[]>();
  for (const text of texts) {
    const [, column, list] = /^([^=]*)(?:=(.*))?$/s.exec(text)!.map((part) => part?.trim()) as [
      string,
      string,
      string?,
    ];
    if (column === "") throw new UserError(`invalid --factor: "${text}"; it must be a column, or column=level,level,…`);
    if (factors.has(column)) throw new UserError(`--factor names the column "${column}" twice: name it once.`);
    const levels = list?.split(",").map((level) => level.trim());
    if (levels?.includes("")) {
      throw new UserError(`invalid --factor: "${text}"; a level has no name: give levels as ${column}=first,second,…`);
    }
    factors.set(column, levels ?? true);
  }
  return factors;
}

/** Formulas can be long. */
function excerpt(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
