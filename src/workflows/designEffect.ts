/** A model with groups beside the same without them: what a pooled analysis would have claimed. */
import type { Posterior } from "../../engine/core/Posterior.js";
import { UserError } from "../../engine/core/UserError.js";
import { nearestName } from "../../engine/data/nearestName.js";
import { formulaText } from "../../models/formula/formulaText.js";
import { groupNames } from "../../models/formula/groupNames.js";
import { fittedGlmm, type FittedGlmm } from "../../models/glmm/FittedGlmm.js";
import { glmmFrom, type GlmmModel } from "../../models/glmm/glmm.js";
import { drawSummary, type DrawSummary } from "../../models/glmm/groups/DrawSummary.js";
import { fixef, type FixefRow } from "../../models/glmm/groups/index.js";
import { iccDrawsOf } from "../../models/glmm/icc/icc.js";
import { parsePrior } from "../../models/glmm/priors/parsePrior.js";
import { likelihoodWeights, sumOf } from "../../models/glmm/rowWeights.js";
import { refuseUnknownOptions } from "../../models/program/refuseUnknownOptions.js";
import { sample } from "../fit.js";
import type { FitOptions } from "../FitOptions.js";
import type { Platform } from "../platform/Platform.js";
import { prepare } from "../prepare.js";
import { optionsAgain } from "./fitOptionsOf.js";
import { modelAgain } from "./modelAgain.js";
import { refusePriorOnly } from "./refusePriorOnly.js";
import { tableOfFit, type RefitOptions } from "./refitWithout.js";

export interface DesignEffectOptions extends RefitOptions {
  /** The group whose terms the pooled model does without; all unless told. */
  readonly group?: string;
  readonly onProgress?: FitOptions["onProgress"];
}

/** A coefficient in one of the models. */
export type CoefficientNumbers = DrawSummary & {
  /** Whether the 95 % interval leaves 0 out. */
  readonly excludes0: boolean;
};

export interface DesignEffectRow {
  readonly parameter: string;
  readonly coefficient: string;
  readonly pooled: CoefficientNumbers;
  readonly mixed: CoefficientNumbers;
  /** Posterior standard deviation with groups over that without. */
  readonly inflation: number;
  /** Its square: how many times as much the pooled analysis would take the rows for. */
  readonly designEffect: number;
  /** Rows over that: what the rows are worth for this coefficient. */
  readonly effectiveRows: number;
}

/** What clustering by one group does to a mean. */
export interface KishRow {
  readonly group: string;
  readonly levels: number;
  /** Σ n²/Σ n over the levels: the size of the cluster of an average row. */
  readonly clusterSize: number;
  /** Of the responses themselves, where that exists; else on the scale of the link. */
  readonly icc: DrawSummary;
  /** 1 + (m − 1) icc. */
  readonly designEffect: DrawSummary;
  readonly effectiveRows: DrawSummary;
}

export interface DesignEffect {
  /** Rows, or what their weights add up to. */
  readonly rowCount: number;
  /** Groups that the pooled model does without. */
  readonly groups: readonly string[];
  readonly family: string;
  readonly link: string;
  readonly coefficients: readonly DesignEffectRow[];
  readonly kish: readonly KishRow[];
  /** The fit without groups. */
  readonly pooled: Posterior;
}

const optionNames = ["group", "onProgress", "chains", "warmup", "draws", "workers", "seed", "signal"];

/**
 * Fits the model of a posterior without the terms of its groups, to the same rows with the same priors, and puts both side by side: every
 * coefficient with its posterior standard deviation, the factor by which the pooled one is too small, and what the rows are worth; and
 * for every group the design effect of Kish (1965, Survey Sampling, section 5.4), 1 + (m − 1) icc.
 *
 * Kish's is that of a mean, or of a predictor that is the same for all rows of a level. A predictor that varies within levels may be
 * known better with groups than without, and has a design effect below 1.
 *
 * @throws UserError for a posterior of another model or of the prior, a model without groups, and as `fit` does.
 * @example
 * const answer = await designEffect(posterior, {}, node);
 * console.log(designEffectText(answer));
 */
export async function designEffect(
  posterior: Posterior,
  options: DesignEffectOptions,
  platform: Platform,
): Promise<DesignEffect> {
  refuseUnknownOptions("designEffect", options, optionNames);
  refusePriorOnly(posterior);
  const fitted = fittedGlmm(posterior);
  const { group, onProgress, ...changes } = options;
  const groups = groupsLeftOut(fitted, group);
  const table = tableOfFit(posterior);
  const model = withoutGroups((await modelAgain(posterior)) as GlmmModel, posterior, new Set(groups));
  const { options: kept, algorithm } = optionsAgain(posterior, changes);
  const all = { ...kept, ...(onProgress ? { onProgress } : {}) };
  const pooled = await sample(() => prepare(model, table, all), all, platform, algorithm);
  const { response, rows } = fitted.frame;
  const weights = likelihoodWeights(response!);
  const rowCount = weights ? sumOf(weights) : rows;
  return {
    ...{ rowCount, groups, family: fitted.family.name, link: fitted.link.name, pooled },
    coefficients: sideBySide(fixef(pooled), fixef(posterior), rowCount),
    kish: kishRows(fitted, new Set(groups), weights ?? new Float64Array(rows).fill(1)),
  };
}

/** @throws UserError where there are none, or none of the name. */
function groupsLeftOut({ frame }: FittedGlmm, asked: string | undefined): readonly string[] {
  const known = [...new Set(frame.groups.map(({ group }) => group))];
  if (known.length === 0) {
    throw new UserError(
      "the model has no groups, so that it is the pooled one already: give its formula a term such as (1 | g).",
    );
  }
  if (asked === undefined) return known;
  if (known.includes(asked)) return [asked];
  const near = nearestName(asked, known);
  throw new UserError(
    `unknown group "${asked}"${near === undefined ? "" : `, did you mean "${near}"`}; the model has ${known.join(", ")}.`,
  );
}

/** The same model and priors without the terms of some groups. */
function withoutGroups(model: GlmmModel, { data, model: { title } }: Posterior, left: ReadonlySet<string>): GlmmModel {
  const names = groupNames(model.formulas);
  const formulas = model.formulas.map((formula) => ({
    ...formula,
    predictor: { ...formula.predictor, groups: formula.predictor.groups.filter((one) => !left.has(names.get(one)!)) },
  }));
  const { declaration } = model.withPriorsOf(data!);
  const structures = new Set(
    formulas.flatMap(({ predictor }) => predictor.groups.flatMap(({ structure }) => structure?.name ?? [])),
  );
  const isLeft = (group: string | undefined) => group !== undefined && left.has(group);
  const pooled = {
    ...declaration,
    formulas: formulas.map(formulaText),
    priors: declaration.priors.filter((line) => !isLeft(parsePrior(line).group)),
    parametrisation: declaration.parametrisation.filter(([group]) => !isLeft(group)),
    structures: declaration.structures.filter(([name]) => structures.has(name)),
  };
  return glmmFrom(pooled, `${title}, pooled`);
}

function sideBySide(pooled: readonly FixefRow[], mixed: readonly FixefRow[], rows: number): DesignEffectRow[] {
  const others = new Map(pooled.map((row) => [row.variable, row]));
  return mixed.flatMap((row) => {
    const other = others.get(row.variable);
    if (!other) return [];
    const inflation = row.sd / other.sd;
    return [
      {
        ...{ parameter: row.parameter, coefficient: row.coefficient },
        pooled: numbersOf(other),
        mixed: numbersOf(row),
        inflation,
        designEffect: inflation * inflation,
        effectiveRows: rows / (inflation * inflation),
      },
    ];
  });
}

function numbersOf({ mean, sd, median, "q2.5": low, "q97.5": high }: FixefRow): CoefficientNumbers {
  return { mean, sd, median, "q2.5": low, "q97.5": high, excludes0: low > 0 || high < 0 };
}

/** Of groups whose effects on the mean rows share. */
function kishRows(fitted: FittedGlmm, groups: ReadonlySet<string>, weights: Float64Array): KishRow[] {
  const total = sumOf(weights);
  const terms = new Map(
    fitted.frame.groups.flatMap((term) =>
      term.parameter === "mu" && groups.has(term.group) ? [[term.group, term] as const] : [],
    ),
  );
  return iccOf(fitted).flatMap(({ group, levels, data, adjusted }) => {
    const term = group === null ? undefined : terms.get(group);
    if (!term || levels === undefined) return [];
    const sizes = new Float64Array(levels);
    term.index.forEach((level, row) => (sizes[level]! += weights[row]!));
    const clusterSize = sizes.reduce((sum, size) => sum + size * size, 0) / total;
    const icc = Number.isNaN(data[0]) ? adjusted : data;
    const effects = icc.map((one) => 1 + (clusterSize - 1) * one);
    return [
      {
        ...{ group: term.group, levels, clusterSize, icc: drawSummary(icc) },
        designEffect: drawSummary(effects),
        effectiveRows: drawSummary(effects.map((one) => total / one)),
      },
    ];
  });
}

/** None where effects of groups are on other parameters alone. */
function iccOf(fitted: FittedGlmm) {
  const hasShared = fitted.frame.groups.some(
    ({ parameter, index }) => parameter === "mu" && new Set(index).size < index.length,
  );
  return hasShared ? iccDrawsOf(fitted).rows : [];
}
