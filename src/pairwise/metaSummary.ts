/** What a meta-analysis of effect sizes found, as plain numbers: `meta.json`. */
import { summariseDraws, type EffectSummary } from "../../models/meta/answers/summariseDraws.js";
import { eggerTest, type AsymmetryTest } from "../../models/meta/pairwise/asymmetryTest.js";
import type { FittedMeta } from "../../models/meta/pairwise/fittedMeta.js";
import {
  heterogeneityTest,
  typicalVariance,
  type Design,
  type HeterogeneityTest,
} from "../../models/meta/pairwise/heterogeneityTest.js";
import { predictiveEffects } from "../../models/meta/pairwise/predictiveEffects.js";
import { heterogeneityName } from "../../models/meta/pairwise/metaPriorSlots.js";
import type { MetaRefit } from "../workflows/metaRefits.js";

/** A summary with the name of what it is of. */
export interface NamedSummary extends EffectSummary {
  readonly name: string;
}

/** One row of the table. */
export interface MetaStudy {
  readonly label: string;
  readonly outcome: string | null;
  readonly effect: number;
  readonly se: number;
  /** Its true effect given all rows; null with fixed effects. */
  readonly shrunken: EffectSummary | null;
  /** Share of the mean effect, 0 to 1, at the posterior mean of tau squared; null where rows are not independent. */
  readonly weight: number | null;
}

export interface MetaSummary {
  readonly effects: "random" | "fixed";
  readonly measure: string | null;
  readonly ratio: string | null;
  /** Right side of the formula; means are those of rows with average moderators. */
  readonly moderators: string | null;
  readonly rows: number;
  readonly studies: number;
  /** Mean effects and slopes. */
  readonly estimates: readonly NamedSummary[];
  /** Standard deviations of heterogeneity and correlations. */
  readonly heterogeneity: readonly NamedSummary[];
  /** Share of the variance of effects, 0 to 1, that is heterogeneity, by its name. */
  readonly i2: readonly NamedSummary[];
  /** Effect in a new study, by the mean that it is around. */
  readonly prediction: readonly NamedSummary[];
  /** Cochran's Q by outcome, and of all where there is one, residual where there are moderators; none of rows that are not independent. */
  readonly tests: readonly ({ readonly outcome: string | null } & HeterogeneityTest)[];
  readonly egger: readonly ({ readonly outcome: string | null } & AsymmetryTest)[];
  readonly study: readonly MetaStudy[];
  readonly influence: readonly RefitSummary[] | null;
  readonly cumulative: readonly RefitSummary[] | null;
  /** The column by which studies are added. */
  readonly cumulativeBy: string | null;
}

/** A fit to some of the rows. */
export interface RefitSummary {
  readonly label: string;
  /** What the study that was added has in the column by which studies are ordered. */
  readonly value?: string;
  readonly rows: number;
  readonly estimates: readonly NamedSummary[];
  readonly reason?: string;
}

/** Fewest effects of a regression of effects on their standard errors (Sterne et al. 2011 ask for ten). */
const fewestOfEgger = 3;

/** Summaries of a fit, with fits to some of its rows as far as there are any. */
export function metaSummary(
  fitted: FittedMeta,
  refits: {
    readonly influence?: readonly MetaRefit[] | undefined;
    readonly cumulative?: readonly MetaRefit[] | undefined;
    readonly cumulativeBy?: string | undefined;
  } = {},
): MetaSummary {
  const { frame, declaration, posterior } = fitted;
  const named = (name: string): NamedSummary => ({ name, ...summariseDraws(fitted.draws(name)) });
  const { names } = posterior.draws;
  const means = frame.coefficients.filter((one) => one.class === "mu");
  const parts = partsOf(fitted);
  return {
    effects: declaration.effects,
    measure: declaration.measure ?? null,
    ratio: declaration.ratio ?? null,
    moderators: declaration.moderators?.trim() ?? null,
    rows: frame.rows,
    studies: new Set(frame.studies ?? frame.labels).size,
    estimates: names.filter((name) => /^(mu|beta)(\[|$)/.test(name)).map(named),
    heterogeneity: names.filter((name) => /^(tau|cor)(\[|$)/.test(name)).map(named),
    i2: heterogeneityShares(fitted),
    prediction:
      frame.terms.length === 0
        ? []
        : means.map(({ draw, keys: [outcome] }) => ({
            name: draw,
            ...summariseDraws(predictiveEffects(fitted, outcome)),
          })),
    tests: parts
      .map(({ outcome, effects, variances, design }) => {
        return { outcome, ...heterogeneityTest(effects, variances, design) };
      })
      .filter(({ df }) => df > 0),
    egger: parts
      .filter(({ effects }) => effects.length >= fewestOfEgger)
      .map(({ outcome, effects, variances, design }) => {
        return { outcome, ...eggerTest(effects, variances.map(Math.sqrt), design) };
      }),
    study: studiesOf(fitted),
    influence: refits.influence?.map(refitSummary) ?? null,
    cumulative: refits.cumulative?.map(refitSummary) ?? null,
    cumulativeBy: refits.cumulativeBy ?? null,
  };
}

function refitSummary({ estimates, ...refit }: MetaRefit): RefitSummary {
  return { ...refit, estimates: Array.from(estimates, ([name, summary]) => ({ name, ...summary })) };
}

/** Effects of each outcome, or of all; none where levels or covariances make rows of one outcome depend on one another. */
function partsOf({ frame, declaration }: FittedMeta) {
  const { outcomes, effects, variances, sampling } = frame;
  const isLevelled = declaration.levels.length + declaration.crossed.length > 0;
  if (isLevelled || (outcomes.length === 0 && sampling.some(({ rows }) => rows.length > 1))) return [];
  const all = Array.from({ length: frame.rows }, (_, row) => row);
  return (outcomes.length > 0 ? outcomes : [null]).map((outcome, part) => {
    const rows = outcome === null ? all : all.filter((row) => outcomeOf(frame, row) === part);
    return {
      outcome,
      effects: rows.map((row) => effects[row]!),
      variances: rows.map((row) => variances[row]!),
      design: designOf(frame, rows),
    };
  });
}

/** Columns of the mean of some rows, without those of other outcomes. */
function designOf({ coefficients }: FittedMeta["frame"], rows: readonly number[]): Design {
  return coefficients
    .map(({ column }) => rows.map((row) => column[row]!))
    .filter((column) => column.some((value) => value !== 0));
}

/** tau_k² over the sum of all and the typical sampling variance. */
function heterogeneityShares(fitted: FittedMeta): readonly NamedSummary[] {
  const { frame } = fitted;
  const { terms, variances } = frame;
  const all = Array.from(variances.keys());
  const shares = (names: readonly string[], rows: readonly number[]) => {
    const typical = typicalVariance(
      rows.map((row) => variances[row]!),
      designOf(frame, rows),
    );
    // Of so few rows coefficients leave nothing.
    if (!(typical > 0)) return [];
    const squares = names.map((name) => fitted.draws(name).map((tau) => tau * tau));
    const total = squares[0]!.map((_, draw) => squares.reduce((sum, square) => sum + square[draw]!, typical));
    return squares.map((square, k) => ({
      name: names[k]!,
      ...summariseDraws(square.map((value, draw) => value / total[draw]!)),
    }));
  };
  if (terms.length === 1 && terms[0]!.parts.length > 1) {
    const [{ parts, part }] = terms as [(typeof terms)[number]];
    return parts.flatMap((name, k) => {
      return shares(
        [`tau[${name}]`],
        all.filter((row) => part[row] === k),
      );
    });
  }
  if (terms.length === 0) return [];
  return shares(
    terms.map((term) => heterogeneityName(term, "", terms.length)),
    all,
  );
}

function studiesOf(fitted: FittedMeta): readonly MetaStudy[] {
  const { frame, declaration } = fitted;
  const { terms, outcomes, effects, variances, labels, sampling } = frame;
  const isPlain =
    outcomes.length === 0 &&
    declaration.moderators === undefined &&
    declaration.levels.length + declaration.crossed.length === 0 &&
    sampling.every(({ rows }) => rows.length === 1);
  const between =
    terms.length === 0 ? 0 : meanSquare(fitted.draws(heterogeneityName(terms[0]!, terms[0]!.parts[0]!, terms.length)));
  const weights = variances.map((variance) => 1 / (variance + between));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return labels.map((label, row) => ({
    label,
    outcome: outcomes.length === 0 ? null : outcomes[outcomeOf(frame, row)]!,
    effect: effects[row]!,
    se: Math.sqrt(variances[row]!),
    shrunken: terms.length === 0 ? null : summariseDraws(fitted.draws(`theta[${label}]`)),
    weight: isPlain ? weights[row]! / total : null,
  }));
}

function meanSquare(draws: Float64Array): number {
  return draws.reduce((sum, value) => sum + value * value, 0) / draws.length;
}

/** Place of a row's outcome; fixed effects have no term that tells it, but a mean for each. */
function outcomeOf({ terms: [term], coefficients }: FittedMeta["frame"], row: number): number {
  return term ? term.part[row]! : coefficients.findIndex((one) => one.class === "mu" && one.column[row] !== 0);
}
