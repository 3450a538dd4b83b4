/** The log likelihood of each level of a group with the level's effects integrated out: what leaving groups out needs. */
import type { Pointwise } from "../../../engine/core/Pointwise.js";
import type { Posterior } from "../../../engine/core/Posterior.js";
import { UserError } from "../../../engine/core/UserError.js";
import { log } from "../../../engine/math/log.js";
import { fittedOf } from "../fittedOf.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import type { GroupTerm } from "../Frame.js";
import { levelRows } from "../groups/levelRows.js";
import { whyNotPlain } from "../hasPlainRows.js";
import { isQuadratic } from "../groups/ownEstimates.js";
import { selectDraws, type DrawSelection } from "../prediction/drawSelection.js";
import { refuseUnknownOptions } from "../../program/refuseUnknownOptions.js";
import { evenDraws } from "./evenDraws.js";
import { integratedNormal } from "./integratedRow.js";
import { levelDesigns } from "./levelDesign.js";
import { levelFunction, type InnerEffect } from "./levelFunction.js";
import { levelReader } from "./levelRowsOf.js";
import { levelTermsOf, type LevelTerms } from "./levelTerms.js";
import { normalLevel } from "./normalLevel.js";
import { quadrature } from "./quadrature.js";
import { rowDensityOf, type OwnInputs } from "./rowDensity.js";
import { rowTerms, spreadOfRow } from "./rowEffects.js";

export interface GroupLikelihoodOptions {
  /** As in names of draws, `a:b` for nested ones. */
  readonly group: string;
}

/** Log likelihoods of levels, with what was done to get them. */
export interface GroupLikelihood extends Pointwise {
  /** `herd 12`. */
  readonly labels: readonly string[];
  /** Rows of the table that are of each level. */
  readonly rows: readonly number[];
  /** Clauses for a report: `effects of herd integrated out`. */
  readonly notes: readonly string[];
}

/** Cells of working memory: rows of a level × draws at a time. */
const mostCells = 2097152;
/** Results that are kept for another look. */
const mostKept = 8388608;
const mostCoefficients = 3;

/**
 * For each level of a group and each draw, the log of the integral over the level's effects of the product of its rows' densities, given
 * the hyperparameters and all else: the level as if it were a new one. With it, leaving one level out at a time is importance sampling
 * that does not fail where levels have effects of their own.
 *
 * Effects that are nested in the level are integrated out with it: all of them where rows are gaussian or lognormal with identity
 * link, which is exact (`normalLevel`); else those of single rows, or of one nested term with one coefficient. What is held as drawn is
 * said in `notes`. One coefficient is integrated to about 10⁻¹² (`logIntegral`), two and three by adaptive Gauss-Hermite quadrature
 * with so many nodes that another few change the logarithm by less than 10⁻⁶ in draws that are looked at.
 *
 * @throws UserError for an unknown group, one without effects on the mean or with related levels, and for more than three coefficients
 * of rows that are not normal.
 * @example
 * const { labels, columns } = groupLogLikelihood(posterior, { group: "herd" });
 */
export function groupLogLikelihood(asked: Posterior | FittedGlmm, options: GroupLikelihoodOptions): GroupLikelihood {
  refuseUnknownOptions("groupLogLikelihood", options, ["group"]);
  const fitted = fittedOf(asked);
  const terms = levelTermsOf(fitted, options.group);
  const what = whyNotPlain(fitted);
  if (what !== undefined) {
    throw new UserError(
      `effects of "${options.group}" are not integrated out where responses are ${what}: leave groups out by fitting again.`,
    );
  }
  const isNormal = isQuadratic(fitted);
  const plan = isNormal ? normalPlan(fitted, terms) : numericPlan(fitted, terms);
  if (!isNormal) refuseManyCoefficients(options.group, terms.own);
  const even = evenDraws(fitted.posterior.draws);
  const rows = levelRows(terms.own[0]!);
  const levels = rows.flatMap((own, level) => (own.length === 0 ? [] : [level]));
  const longest = rows.reduce((most, own) => Math.max(most, own.length), 1);
  const selections = chunksOf(even.places, Math.max(16, Math.floor(mostCells / longest)));
  const count = levels.length;
  const kept: Float64Array[] = [];
  const writers = () => selections.map((places) => writerOf(fitted, selectDraws(fitted, places), plan, isNormal));
  return {
    chains: even.chains,
    drawsPerChain: even.drawsPerChain,
    count,
    labels: levels.map((level) => labelOf(options.group, terms.own[0]!.levels[level]!)),
    rows: levels.map((level) => rows[level]!.length),
    notes: notesOf(options.group, plan),
    *columns() {
      let write: ReturnType<typeof writers> | undefined;
      for (let k = 0; k < count; k += 1) {
        if (kept[k] !== undefined) {
          yield kept[k]!.slice();
          continue;
        }
        write ??= writers();
        const column = new Float64Array(even.places.length);
        let start = 0;
        for (const one of write) start += one(rows[levels[k]!]!, column.subarray(start));
        if (column.length * count <= mostKept) kept[k] = column.slice();
        yield column;
      }
    },
  };
}

/** Which effects are integrated out and which held as drawn. */
interface Plan {
  readonly own: readonly GroupTerm[];
  /** With the group's, by the exact law. */
  readonly joint: readonly GroupTerm[];
  /** Of single rows. */
  readonly single: readonly GroupTerm[];
  /** One effect for each of its levels. */
  readonly inner?: GroupTerm;
  readonly held: readonly GroupTerm[];
  /** Nested in the group, but held. */
  readonly heldInside: readonly GroupTerm[];
}

function normalPlan({ frame }: FittedGlmm, { own, nested, others }: LevelTerms): Plan {
  const single = rowTerms(frame).filter((term) => nested.includes(term));
  const joint = nested.filter((term) => !single.includes(term));
  return { own, joint, single, held: others, heldInside: [] };
}

function numericPlan({ frame }: FittedGlmm, { own, nested, others }: LevelTerms): Plan {
  const single = rowTerms(frame).filter((term) => nested.includes(term));
  const simple = nested.filter((term) => !single.includes(term) && term.coefficients.length === 1);
  const inner = single.length === 0 ? simple[0] : undefined;
  const heldInside = nested.filter((term) => !single.includes(term) && term !== inner);
  return { own, joint: [], single, ...(inner ? { inner } : {}), held: [...others, ...heldInside], heldInside };
}

function refuseManyCoefficients(group: string, own: readonly GroupTerm[]): void {
  const count = own.reduce((sum, { coefficients }) => sum + coefficients.length, 0);
  if (count <= mostCoefficients) return;
  throw new UserError(
    `"${group}" has ${count} effects for each level, and integrals over more than ${mostCoefficients} are not available for responses ` +
      `that are not normal: leave groups out by fitting again.`,
  );
}

function notesOf(group: string, { joint, single, inner, held, heldInside }: Plan): readonly string[] {
  const inside = [...joint, ...single, ...(inner ? [inner] : [])];
  const outside = held.filter((term) => !heldInside.includes(term));
  const names = (terms: readonly GroupTerm[]) =>
    [
      ...new Set(terms.map((term) => (term.parameter === "mu" ? term.group : `${term.group} on ${term.parameter}`))),
    ].join(", ");
  return [
    `effects of ${[group, ...(inside.length === 0 ? [] : [names(inside)])].join(", ")} integrated out`,
    ...(outside.length === 0 ? [] : [`conditional on the effects of ${names(outside)}`]),
    ...(heldInside.length === 0
      ? []
      : [`effects of ${names(heldInside)}, which lie within ${group}, held as drawn with the level's own rows`]),
  ];
}

function chunksOf(places: Int32Array, most: number): Int32Array[] {
  return Array.from({ length: Math.ceil(places.length / most) }, (_, k) => places.subarray(k * most, (k + 1) * most));
}

/** Writes a number for each draw of the selection, for the level of some rows; returns how many. */
type LevelWriter = (rows: Int32Array, out: Float64Array) => number;

function writerOf(fitted: FittedGlmm, selection: DrawSelection, plan: Plan, isNormal: boolean): LevelWriter {
  const read = levelReader(fitted, selection, plan.held);
  const designOf = levelDesigns([...plan.own, ...plan.joint], selection);
  const spreadsOf = spreadsFor(plan, selection);
  return (rows, out) => {
    const own = read(rows);
    const design = designOf(rows);
    const spreads = spreadsOf(rows);
    const inputs: OwnInputs = { eta: 0 };
    if (isNormal) {
      const isLogarithm = fitted.family.name === "lognormal";
      // A lognormal density is that of the logarithm divided by the response.
      const values = Float64Array.from({ length: own.count }, (_, r) =>
        isLogarithm ? log(own.response(r)) : own.response(r),
      );
      for (let d = 0; d < selection.count; d += 1) {
        out[d] = normalLevel(design, d, (r) => {
          const residual = values[r]! - own.read(r, d, inputs);
          const weight = own.weight(r);
          const { precision, constant } = integratedNormal(weight, inputs.sigma!, spreads?.(r, d) ?? 0);
          return { residual, precision, constant: constant - (isLogarithm ? weight * values[r]! : 0) };
        });
      }
      return selection.count;
    }
    const inner = spreads === undefined ? [] : innerEffects(plan, rows, spreads);
    const f = levelFunction(rowDensityOf(fitted.family, fitted.link), own, design, inner);
    const integrate = quadrature(f, selection.count);
    for (let d = 0; d < selection.count; d += 1) out[d] = integrate(d);
    return selection.count;
  };
}

type Spreads = (r: number, draw: number) => number;

/** Standard deviations that inner effects give to the predictors of a level's rows. */
function spreadsFor({ single, inner }: Plan, selection: DrawSelection): (rows: Int32Array) => Spreads | undefined {
  const terms = inner ? [inner] : single;
  if (terms.length === 0) return () => undefined;
  const write = spreadOfRow(terms, selection);
  return (rows) => {
    const all = new Float64Array(rows.length * selection.count);
    rows.forEach((row, r) => write(row, all.subarray(r * selection.count, (r + 1) * selection.count)));
    // The spread of one coefficient has the sign of its column, which rows of a level must agree on.
    const signs = Array.from(rows, (row) => ((inner?.columns[0]?.[row] ?? 1) < 0 ? -1 : 1));
    return (r, d) => signs[r]! * all[r * selection.count + d]!;
  };
}

function innerEffects({ inner }: Plan, rows: Int32Array, spread: Spreads): InnerEffect[] {
  if (inner === undefined) return Array.from(rows, (_, r) => ({ rows: [r], spread }));
  const byLevel = new Map<number, number[]>();
  rows.forEach((row, r) => {
    const level = inner.index[row]!;
    const known = byLevel.get(level);
    if (known) known.push(r);
    else byLevel.set(level, [r]);
  });
  return Array.from(byLevel.values(), (own) => ({ rows: own, spread }));
}

/** `herd 3`; where levels bear the name of their group, as `herd3` does, the level alone. */
function labelOf(group: string, level: string): string {
  return level.toLowerCase().startsWith(group.toLowerCase()) ? level : `${group} ${level}`;
}
