/** Formulas over a table: the columns of a model, and how other rows get the same. */
import type { Table } from "../../../engine/core/Table.js";
import { UserError } from "../../../engine/core/UserError.js";
import { nearestName } from "../../../engine/data/nearestName.js";
import type { Formula } from "../../formula/Formula.js";
import { groupNames } from "../../formula/groupNames.js";
import type { GlmmDeclaration } from "../Declaration.js";
import { effectDraw, scaleDraw } from "../drawNames.js";
import type { FamilyRow, LinkName } from "../Family.js";

import type { Frame, GroupTerm, Predictor } from "../Frame.js";
import { aliasedColumns } from "./aliasedColumns.js";
import { encodeGroups, type GroupContext } from "./encodeGroups.js";
import { encodePopulation } from "./encodePopulation.js";
import { locationsOfCategories } from "./encodeCategories.js";
import { encodeResponse } from "./encodeResponse.js";
import { namedStructures, refuseWrongStructures } from "./namedStructures.js";
import { recall, type DeclaredFactors, type Reading } from "./Reading.js";

export interface FrameOptions {
  /** Link of a distributional parameter. */
  link(parameter: string): LinkName;
  parametrisation(group: string): GroupTerm["parametrisation"];
  readonly factors: GlmmDeclaration["factors"];
  /** What formulas name in gr(). */
  readonly structures?: GlmmDeclaration["structures"];
  /** Checks the response; without it any numbers will do. */
  readonly family?: FamilyRow;
}

export interface FrameEncoder {
  /** The rows fitted. */
  readonly frame: Frame;
  /**
   * Other rows in the same columns. Response and additions may be absent: see {@link encodeResponse}.
   *
   * @throws UserError for a column that is missing, a cell that is, and a level of a factor that the fitted rows lack.
   */
  encode(table: Table): Frame;
  /** Coefficients, without `b_`, whose columns follow from those before them, so that only the prior tells them apart. */
  readonly aliased: readonly string[];
}

/**
 * The columns that formulas make of a table, the response's formula first. Everything the rows determine (levels, means,
 * polynomials) is remembered, so that new data get the same columns.
 *
 * @throws UserError for an unknown column, text where a number is needed, missing cells, a factor with one level, two
 * coefficients of one name, a response that the family cannot have, and structures that are missing, wrong or lack levels.
 * @example
 * const { frame, encode } = frameOf([parseFormula("y ~ x + (1 | g)")], table, {
 *   link: () => "identity",
 *   parametrisation: () => "noncentred",
 *   factors: [],
 * });
 */
export function frameOf(formulas: readonly Formula[], table: Table, options: FrameOptions): FrameEncoder {
  if (table.rows === 0) throw new UserError("the table has no rows: there is nothing to fit.");
  const factors: DeclaredFactors = new Map(options.factors);
  for (const name of factors.keys()) {
    if (!table.columns.has(name)) throw new UserError(`unknown column "${name}" is declared a factor: check its name.`);
  }
  const { parametrisation, structures = [] } = options;
  refuseWrongStructures(formulas, structures);
  const groups = { names: groupNames(formulas), parametrisation, structure: namedStructures(structures) };
  const memory = new Map<object, unknown>();
  const encode = (rows: Table, isNewData = true): Frame =>
    encodeFrame(formulas, { ...options, groups }, { table: rows, factors, memory, isNewData });
  const frame = encode(table, false);
  refuseSameDraws(frame);
  let aliased: readonly string[] | undefined;
  return {
    frame,
    encode,
    get aliased() {
      return (aliased ??= frame.predictors.flatMap(aliasedNames));
    },
  };
}

function encodeFrame(
  formulas: readonly Formula[],
  options: FrameOptions & { readonly groups: GroupContext },
  pass: Omit<Reading, "text">,
): Frame {
  const [own] = formulas;
  const reading = (formula: Formula): Reading => ({ ...pass, text: formula.text });
  const { family } = options;
  const response = own!.response && encodeResponse(own!.response, family, reading(own!));
  const known = recall(reading(own!), own!, (): Known => {
    const categories = response?.categories ?? [];
    const locations = locationsOf(family, categories);
    const ordinal = family?.categories?.kind === "ordinal";
    return { locations, ...(ordinal ? { thresholds: categories.length - 1 } : {}) };
  });
  const { locations, thresholds } = known;
  refuseUnknownLocations(formulas, locations, options);
  // Every location without a formula of its own has that of the response.
  const ofLocations = locations.map((parameter): Formula => {
    return formulas.find((formula) => !formula.response && formula.parameter === parameter) ?? { ...own!, parameter };
  });
  const all = [...ofLocations, ...formulas.slice(1).filter(({ parameter }) => !locations.includes(parameter))];
  return {
    rows: pass.table.rows,
    ...(response ? { response } : {}),
    locations,
    predictors: all.map((formula, place) =>
      encodePopulation(
        formula,
        options.link(formula.parameter),
        reading(formula),
        place === 0 ? thresholds : undefined,
      ),
    ),
    groups: all.flatMap((formula) => encodeGroups(formula, options.groups, reading(formula))),
  };
}

/** What the fitted rows say of the family's parameters. */
interface Known {
  readonly locations: readonly string[];
  readonly thresholds?: number;
}

function locationsOf(family: FamilyRow | undefined, categories: readonly string[]): readonly string[] {
  if (family?.components) return family.components.map((_, k) => `mu${k + 1}`);
  const kind = family?.categories?.kind;
  return kind === "nominal" || kind === "composition" ? locationsOfCategories(categories) : ["mu"];
}

/** A formula of a category or component that there is none of. */
function refuseUnknownLocations(
  formulas: readonly Formula[],
  locations: readonly string[],
  { family }: FrameOptions,
): void {
  const names = [...locations, ...(family?.auxiliaries ?? []).map(({ name }) => name)];
  const unknown = family && formulas.slice(1).find(({ parameter }) => !names.includes(parameter));
  if (!unknown) return;
  const near = nearestName(unknown.parameter, names);
  throw new UserError(
    `the formula "${unknown.text}" is of a parameter that the model does not have: ${near ? `did you mean ${near}?` : `it has ${names.join(", ")}.`}`,
  );
}

/** `b_sigma_x` may be the x of sigma or a column `sigma_x` of mu; so may `sd_g__sigma_x`. */
function refuseSameDraws({ predictors, groups }: Frame): void {
  const first = new Map<string, string>();
  for (const { parameter, names, intercept } of predictors) {
    const own =
      intercept === "centred" ? [parameter === "mu" ? "Intercept" : `${parameter}_Intercept`, ...names] : names;
    for (const name of own) {
      const before = first.get(name);
      if (before !== undefined) {
        throw new UserError(
          `the formulas of ${before} and ${parameter} both give the coefficient "${name}": rename a column.`,
        );
      }
      first.set(name, parameter);
    }
  }
  const scales = new Map<string, string>();
  for (const term of groups) {
    refuseSameLevels(term);
    for (const coefficient of term.coefficients) {
      const name = scaleDraw(term, coefficient);
      const before = scales.get(name);
      if (before !== undefined) {
        throw new UserError(
          `the formulas of ${before} and ${term.parameter} both give the standard deviation "${name}": rename a column.`,
        );
      }
      scales.set(name, term.parameter);
    }
  }
}

/** White space in a level becomes a dot, which may make two levels one. */
function refuseSameLevels(term: GroupTerm): void {
  const first = new Map<string, string>();
  for (const level of term.levels) {
    const name = effectDraw(term, level, term.coefficients[0]!);
    const before = first.get(name);
    if (before !== undefined) {
      throw new UserError(
        `the levels "${before}" and "${level}" of ${term.group} would both have the draws "${name}", where white space is a dot: ` +
          `rename one of them.`,
      );
    }
    first.set(name, level);
  }
}

function aliasedNames({ names, columns, intercept }: Predictor): string[] {
  return aliasedColumns(columns, intercept === "centred").map((place) => names[place]!);
}
