/** A generalized linear mixed model, declared by formulas, a family and priors. */
import type { Coordinates, GeometryOptions, Model, ModelDescription, TracedModel } from "../../engine/core/Model.js";
import type { Table } from "../../engine/core/Table.js";
import { UserError } from "../../engine/core/UserError.js";
import type { Warning } from "../../engine/core/Warning.js";
import { columnsOf } from "../formula/columnsOf.js";
import type { Formula } from "../formula/Formula.js";
import type { FormulasColumns } from "../formula/FormulaColumns.js";
import { groupNames } from "../formula/groupNames.js";
import { parseFormula } from "../formula/parseFormula.js";
import { program } from "../program/program.js";
import { refuseUnknownOptions } from "../program/refuseUnknownOptions.js";
import { collapseRows } from "./collapse/collapseRows.js";
import type { GlmmDeclaration } from "./Declaration.js";
import { describeGlmm } from "./describeGlmm.js";
import { designWarnings } from "./designWarnings.js";
import { frameOf, type FrameEncoder } from "./design/frameOf.js";
import { refuseWrongStructures } from "./design/namedStructures.js";
import { structuresGiven } from "./design/structuresGiven.js";
import { familyRow } from "./families/familyRow.js";
import { isLocationName } from "./families/parameterNames.js";
import { familyText } from "./families/familyText.js";
import { parseFamily, resolveFamily } from "./families/parseFamily.js";
import type { Family, FamilyRow, LinkName } from "./Family.js";
import { inputsOf } from "./inputs.js";
import { kernelInputsOf } from "./kernelInputs.js";
import { linkOf } from "./links.js";
import { latentInputsOf } from "./latent/latentInputs.js";
import { blockOf, plainPlan } from "./latent/LatentPlan.js";
import { planLatent } from "./latent/planLatent.js";
import { lower } from "./lower.js";
import { shapeOf, withSettings } from "./modelShape.js";
import type { ModelOnData } from "./Lowering.js";
import type { Prior, PriorSlot, PriorTarget, ResolvedPrior } from "./Prior.js";
import { parsePrior } from "./priors/parsePrior.js";
import { priorLine } from "./priors/priorLine.js";
import { refuseFlat, refuseUnknownFactors } from "./refuseDeclaration.js";
import { refuseFormulaClashes } from "./refuseFormulaClashes.js";
import { refuseUnknownGroups } from "./refuseUnknownGroups.js";
import { jointGroups } from "./priors/jointGroups.js";
import { jointNameOf } from "./priors/jointPrior.js";
import { resolvePriors } from "./priors/resolvePriors.js";
import { slotsOf } from "./priors/slotsOf.js";
import { totalVariances } from "./totalVariances.js";
import type { StructureDeclaration } from "./structures/StructureDeclaration.js";

/** How the effects of a group are sampled; the posterior is the same. Non-centred suits few data per level, centred many. */
export type GroupParametrisation = "centred" | "noncentred";

export interface GlmmOptions {
  /** Gaussian with the identity link if not given: `"binomial(logit)"`, or `bernoulli("logit")`. */
  readonly family?: Family | string;
  /** Priors by class, coefficient and group, the rest being defaults; or "brms" for brms's own defaults. */
  readonly priors?: readonly (Prior | string)[] | "brms";
  /** Which defaults the priors not declared follow. */
  readonly defaultPriors?: "poolwise" | "brms";
  /** Columns made factors: true for the levels found, or the levels in order, the first the reference. */
  readonly factors?: Readonly<Record<string, true | readonly string[]>> | ReadonlyMap<string, true | readonly string[]>;
  /** For all groups, or by the group's name, such as `{ herd: "centred" }`; chosen by what the data tell if not given. */
  readonly parametrisation?: GroupParametrisation | Readonly<Record<string, GroupParametrisation>>;
  /**
   * What formulas call by name in `gr(g, cov = K)`, `gr(species, tree = t)`: made by {@link tree}, {@link covariance},
   * {@link precision} and {@link pedigree}.
   */
  readonly structures?: Readonly<Record<string, StructureDeclaration>> | ReadonlyMap<string, StructureDeclaration>;
  /** A heading for summaries and reports; the formula if not given. */
  readonly title?: string;
}

/** A declared GLMM; `Columns` are the names of the columns that its formulas read, where the compiler can know them. */
export interface GlmmModel<Columns extends string = string> extends Model {
  readonly kind: "glmm";
  readonly declaration: GlmmDeclaration;
  readonly formulas: readonly Formula[];
  readonly family: Family;
  /** Names of the columns that the formulas read. */
  usedColumns(table: Table): readonly string[];
  inputs(table: Table, geometry?: GeometryOptions): ReadonlyMap<string, ArrayLike<number>>;
  /** Coordinates as {@link trace} gives them, for a table of the same shapes as that which they were traced on. */
  coordinates(table: Table, traced: Coordinates | undefined, geometry: GeometryOptions): Coordinates | undefined;
  /** All that a compiled model of a table takes for given, as text: another table of the same shape needs no trace. */
  shape(table: Table, geometry: GeometryOptions): string;
  /** Response, design matrices X and Z, and how other rows get the same columns. */
  encoder(table: Table): FrameEncoder;
  /** The prior of every parameter, declared or by default. */
  priors(table: Table): readonly ResolvedPrior[];
  /** What is wrong with the design, such as a column that follows from others. */
  warnings(table: Table): readonly Warning[];
  /** The same model without its likelihood: its draws are from the prior, and predictions from them prior predictions. */
  priorOnly(): GlmmModel<Columns>;
  /**
   * The same model with every prior declared as it is on a table, so that another table does not change them. A parameter that
   * only the other table has, such as the coefficient of a new level, keeps what was declared for it, or the default from there.
   *
   * @throws UserError when a declared prior has no parameter on the other table.
   */
  withPriorsOf(table: Table, other?: Table): GlmmModel<Columns>;
  /** Only for the compiler. */
  readonly columns?: Columns;
}

interface Declared {
  readonly formulas: readonly Formula[];
  readonly family: Family;
  readonly priors: readonly Prior[];
  readonly declaration: GlmmDeclaration;
  /** The formula is the title of a model without one. */
  readonly title: string | undefined;
}

const glmmOptions = ["family", "priors", "defaultPriors", "factors", "parametrisation", "structures", "title"];

/**
 * Declares a GLMM. The grammar is that of brms; `docs/glmm.md` tells it. Further formulas set distributional parameters, as in
 * `["y ~ x", "sigma ~ x"]`.
 *
 * @throws UserError when a formula, the family or a prior cannot be understood; what only data can tell is met by `fit`.
 * @example
 * const model = glmm("incidence | trials(size) ~ period + (1 | herd)", {
 *   family: "binomial",
 *   factors: { period: true },
 *   priors: [prior("b", normal(0, 5))],
 * });
 */
export function glmm<const F extends string | readonly string[]>(
  formula: F,
  options: GlmmOptions = {},
): GlmmModel<FormulasColumns<F>> {
  refuseUnknownOptions("glmm", options, glmmOptions);
  const { priors = [], defaultPriors, factors = {}, parametrisation = {}, structures = {}, title } = options;
  const texts: readonly string[] = typeof formula === "string" ? [formula] : formula;
  if (!Array.isArray(texts) || !texts.every((text) => typeof text === "string")) {
    throw new UserError('glmm needs a formula as text, such as "y ~ x + (1 | g)", or a list of them.');
  }
  const declared = priors === "brms" ? [] : priors;
  const declaration: GlmmDeclaration = {
    kind: "glmm",
    formulas: texts,
    family: familyText(resolveFamily(options.family ?? "gaussian")),
    priors: declared.map((one) => priorLine(typeof one === "string" ? parsePrior(one) : one)),
    defaultPriors: priors === "brms" ? "brms" : (defaultPriors ?? "poolwise"),
    factors: entriesOf(factors).map(([column, levels]) => [column, levels === true ? null : levels]),
    parametrisation: typeof parametrisation === "string" ? [["", parametrisation]] : Object.entries(parametrisation),
    structures: structuresGiven(structures),
    priorOnly: false,
  };
  return glmmFrom(declaration, title) as GlmmModel<FormulasColumns<F>>;
}

/** The model of a declaration, such as one that was saved with a fit. */
export function glmmFrom(declaration: GlmmDeclaration, title?: string): GlmmModel {
  const family = parseFamily(declaration.family);
  const row = familyRow(family);
  const parameters = row.auxiliaries.filter(({ link }) => link !== undefined).map(({ name }) => name);
  const hasLocations = row.components !== undefined || (row.categories && row.categories.kind !== "ordinal");
  if (declaration.formulas.length === 0) throw new UserError('a GLMM needs a formula, such as "y ~ x + (1 | g)".');
  const formulas = declaration.formulas.map((text, i) =>
    parseFormula(
      text,
      i === 0 ? {} : { auxiliary: true, parameters, ...(hasLocations ? { mayBe: isLocationName } : {}) },
    ),
  );
  refuseFormulaClashes(formulas);
  // Fits saved before there were structures have none.
  const { structures = [] } = declaration as Partial<GlmmDeclaration>;
  refuseWrongStructures(formulas, structures);
  // For the names that it refuses: what groups are called is asked again where a table is read.
  groupNames(formulas);
  return modelOf({
    formulas,
    family,
    priors: declaration.priors.map(parsePrior),
    declaration: { ...declaration, structures },
    title,
  });
}

function modelOf(declared: Declared): GlmmModel {
  const { declaration, formulas, family, title } = declared;
  const row = familyRow(family);
  const link = linkOf(family.link);
  const read = new Set(formulas.flatMap((formula) => [...columnsOf(formula)]));
  const factors = declaration.factors.filter(([column]) => read.has(column));
  const encoders = new WeakMap<Table, FrameEncoder>();
  const encoder = (table: Table): FrameEncoder => {
    const known = encoders.get(table);
    if (known) return known;
    const made = frameOf(formulas, table, {
      family: row,
      link: (parameter) => linkNameOf(row, family, parameter),
      parametrisation: (group) => parametrisationOf(declaration, group),
      factors,
      structures: declaration.structures,
    });
    refuseUnknownGroups(declaration, made);
    encoders.set(table, made);
    return made;
  };
  const priors = (table: Table): readonly ResolvedPrior[] => {
    const { frame } = encoder(table);
    const { defaultPriors } = declaration;
    return resolvePriors(slotsOf(frame, row), declared.priors, { frame, family: row, link, defaultPriors });
  };
  const onData = (table: Table, geometry: GeometryOptions = {}): ModelOnData => {
    const { frame } = encoder(table);
    const { priorOnly } = declaration;
    const collapsed = geometry.collapse && !priorOnly ? collapseRows(frame, row.name) : undefined;
    const context = { frame: collapsed?.frame ?? frame, family: row, link, priors: priors(table) };
    const plan = priorOnly ? plainPlan : planLatent(context, geometry);
    const inputs = new Map([
      ...inputsOf(frame, row, link, collapsed),
      ...kernelInputsOf(frame),
      ...latentInputsOf(plan, context),
    ]);
    const model = { ...context, plan, inputs, totals: [] };
    const totals = isWhitened(model, geometry) ? totalVariances(model) : [];
    const weights = totals.map(({ weights: { name, values } }) => [name, { values, whole: false }] as const);
    return { ...model, totals, inputs: new Map([...inputs, ...weights]) };
  };
  /**
   * A map of the other parameters can be fitted only where no effects are sampled as they are: it would see them as known. Nor are
   * coefficients under a joint prior near normal.
   */
  const isWhitened = ({ frame, plan, priors: resolved }: ModelOnData, geometry: GeometryOptions): boolean =>
    geometry.whiten === true &&
    !declaration.priorOnly &&
    jointGroups(resolved, frame).length === 0 &&
    frame.groups.every((_, place) => blockOf(plan, place) !== undefined);
  const describe = (table: Table): ModelDescription => describeGlmm(declared, encoder(table).frame, priors(table));
  const again = (changes: Partial<GlmmDeclaration>) => glmmFrom({ ...declaration, ...changes }, title);
  return {
    kind: "glmm",
    declaration,
    formulas,
    family,
    describe,
    encoder,
    priors,
    warnings: (table) => designWarnings(encoder(table), family),
    usedColumns: () => [...read],
    inputs: (table, geometry) =>
      new Map([...onData(table, geometry).inputs].map(([name, { values }]) => [name, values])),
    shape: (table, geometry) => shapeOf(onData(table, geometry)),
    coordinates: (table, traced, geometry) => traced && withSettings(traced, onData(table, geometry)),
    priorOnly: () => again({ priorOnly: true }),
    withPriorsOf(table, other = table) {
      const before = new Map(priors(table).map((prior) => [prior.slot.name, prior]));
      const kept = priors(other).map((prior) => before.get(prior.slot.name) ?? prior);
      return again({ priors: kept.map(({ slot, ...prior }) => priorLine({ ...targetOf(slot, prior), ...prior })) });
    },
    trace(table, geometry = {}): TracedModel {
      const model = onData(table, geometry);
      refuseUnknownFactors(declaration, table);
      if (declaration.priorOnly) refuseFlat(model.priors);
      const whiten = isWhitened(model, geometry);
      const { totals } = model;
      const lowered = program((scope) => lower(scope as never, model), {
        priorOnly: declaration.priorOnly,
        whiten,
        totals,
      });
      const traced = lowered.trace({ rows: table.rows, columns: new Map() });
      const response = `"${model.frame.response!.name}"`;
      const likelihoods = traced.likelihoods!.map((rows) => ({ ...rows, name: response }));
      // The data kept with a fit have the columns that were read, no others.
      const kept: GlmmDeclaration = { ...declaration, factors };
      const warnings = designWarnings(encoder(table), family);
      const { coordinates } = traced;
      return {
        ...traced,
        likelihoods,
        description: describe(table),
        declaration: kept,
        warnings,
        ...(coordinates ? { coordinates: withSettings(coordinates, model) } : {}),
      };
    },
  };
}

function linkNameOf(row: FamilyRow, family: Family, parameter: string): LinkName {
  const component = family.components?.[Number(parameter.slice(2)) - 1];
  return row.auxiliaries.find(({ name }) => name === parameter)?.link ?? (component ?? family).link;
}

/** What is said of a group, or of all: the empty name. */
function parametrisationOf({ parametrisation }: GlmmDeclaration, group: string): GroupParametrisation | "auto" {
  const said = new Map(parametrisation);
  return said.get(group) ?? said.get("") ?? "auto";
}

/** Of what a prior is declared again: a joint one of its whole class. */
function targetOf(slot: PriorSlot, { distribution }: Pick<ResolvedPrior, "distribution">): PriorTarget {
  return jointNameOf(distribution) ? { class: slot.class, parameter: slot.parameter } : slot;
}

function entriesOf<Value>(record: Readonly<Record<string, Value>> | ReadonlyMap<string, Value>): [string, Value][] {
  return record instanceof Map ? [...record] : Object.entries(record as Readonly<Record<string, Value>>);
}
