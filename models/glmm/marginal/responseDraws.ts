/** Moments and correlations of responses that a fit implies, as draws. */
import { UserError } from "../../../engine/core/UserError.js";
import type { LawInputs } from "../Family.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import type { Frame, GroupTerm } from "../Frame.js";
import { selectDraws, type DrawSelection } from "../prediction/drawSelection.js";
import { averagedAuxiliary } from "./averagedAuxiliary.js";
import { averageFrame } from "./averageFrame.js";
import { inputRows, sampleInputs } from "./inputRows.js";
import { levelCovariance } from "./levelCovariance.js";
import { meanForm, type MeanForm } from "./meanForm.js";
import { checkResponseOptions, rowsAsked, type ResponseOptions } from "./ResponseOptions.js";
import { meanCovariance, responseMoments, type ResponseMoments } from "./responseMoments.js";
import type { ImpliedPair, ImpliedResponse, ImpliedResponseDraws } from "./Responses.js";
import { sharedSets } from "./sharedSets.js";
import { columnsAt, productOf } from "./sharedPredictor.js";
import { surface } from "./surface.js";

const usualDraws = 400;

/** `responsesDraws` of a fit that is at hand; see index.ts. */
export function responseDrawsOf(fitted: FittedGlmm, options: ResponseOptions = {}): ImpliedResponseDraws {
  checkResponseOptions(options);
  const selection = selectDraws(fitted, options.draws ?? Math.min(usualDraws, fitted.drawCount));
  const form = meanForm(fitted, sampleInputs(fitted, selectDraws(fitted, [selection.places[0]!])));
  const [other] = form.others;
  if (other !== undefined) {
    throw new UserError(
      `effects of ${other.group} on ${other.parameter} move the mean as well: variances and correlations of responses are for effects on mu.`,
    );
  }
  const rows = rowsAsked(fitted.frame, options);
  const frame = rows === undefined ? averageFrame(fitted.frame) : fitted.frame;
  const terms = frame.groups.filter(({ parameter }) => parameter === "mu");
  const shares = terms.map((term, t): Share => {
    const own = fitted.frame.groups.filter(({ parameter }) => parameter === "mu")[t]!;
    return { term, product: productOf(term, selection), kernel: rows === undefined ? meanKernel(own) : undefined };
  });
  const places = rows ?? [0];
  const moments = places.map((row) => momentsOf(fitted, form, frame, row, shares, selection));
  const pairs =
    rows === undefined
      ? sharedSets(fitted.frame).map((groups) => ({ first: 0, second: 0, groups }))
      : places.flatMap((_, i) =>
          places.slice(i + 1).map((__, k) => ({ first: i, second: i + 1 + k, groups: undefined })),
        );
  const { curve } = form;
  const curves = curve && !curve.isClosed ? surface((x, s) => curve.predictor(x, s)) : undefined;
  const at = curves ?? ((sd: number) => (x: number) => curve!.predictor(x, sd));
  const variances = moments.map((draws) => Float64Array.from(draws, ({ within, between }) => within + between));
  return {
    response: fitted.frame.response!.name,
    dispersionOf: dispersionWords(fitted),
    responses: places.map((row, k): ImpliedResponse<Float64Array> => {
      const trials = frame.response?.trials?.[row] ?? 1;
      return {
        row: rows === undefined ? null : row,
        mean: Float64Array.from(moments[k]!, ({ mean }) => mean),
        variance: variances[k]!,
        dispersion: variances[k]!.map((variance, d) => variance / plainVariance(fitted, moments[k]![d]!, trials)),
      };
    }),
    pairs: pairs.map(({ first, second, groups }): ImpliedPair<Float64Array> => {
      const shared = groups ?? sharedOf(terms, places[first]!, places[second]!);
      const c = predictorCovariance(shares, places[first]!, places[second]!, groups && new Set(groups), selection);
      const covariance = c.map((value, d) =>
        meanCovariance(form, moments[first]![d]!, moments[second]![d]!, value, at),
      );
      return {
        ...{ first, second, groups: shared, covariance },
        correlation: covariance.map((value, d) => value / Math.sqrt(variances[first]![d]! * variances[second]![d]!)),
      };
    }),
    notes: notesOf(fitted, rows),
    draws: { of: fitted.drawCount, used: selection.count },
  };
}

/** A term with what it gives to two rows in common. */
interface Share {
  readonly term: GroupTerm;
  readonly product: ReturnType<typeof productOf>;
  /** Variance of a level that stands for all of them. */
  readonly kernel: number | undefined;
}

function meanKernel({ related, index }: GroupTerm): number {
  if (related === undefined) return 1;
  return index.reduce((sum, level) => sum + related.kernel.variances[level]!, 0) / index.length;
}

/** @param groups Those that are shared whatever the levels; by the rows' levels when absent. */
function predictorCovariance(
  shares: readonly Share[],
  first: number,
  second: number,
  groups: ReadonlySet<string> | undefined,
  { count }: DrawSelection,
): Float64Array {
  const sum = new Float64Array(count);
  for (const { term, product, kernel } of shares) {
    const between = kernel ?? levelCovariance(term, term.index[first]!, term.index[second]!);
    if (between === 0 || (groups !== undefined && !groups.has(term.group))) continue;
    product(columnsAt(term, first), columnsAt(term, second)).forEach((x, d) => (sum[d]! += between * x));
  }
  return sum;
}

function sharedOf(terms: readonly GroupTerm[], first: number, second: number): string[] {
  const same = terms.filter(({ index }) => index[first] === index[second]);
  return [...new Set(same.map(({ group }) => group))];
}

function momentsOf(
  fitted: FittedGlmm,
  form: MeanForm,
  frame: Frame,
  row: number,
  shares: readonly Share[],
  selection: DrawSelection,
): ResponseMoments[] {
  const { family, link } = fitted;
  const variances = predictorCovariance(shares, row, row, undefined, selection);
  const mean = (inputs: LawInputs<number>) => family.expectation(inputs, link);
  const others = fitted.frame.groups.filter(({ parameter }) => parameter !== "mu");
  const variance = averagedAuxiliary(fitted, others, selection, (inputs) => family.variance(inputs, link))(frame, row);
  const out: ResponseMoments[] = [];
  inputRows(
    fitted,
    frame,
    selection,
    "own",
  )(row, new Float64Array(selection.count), (inputs, d) => {
    out.push(responseMoments(form, inputs, Math.sqrt(variances[d]!), mean, (given) => variance(given, d)));
  });
  return out;
}

/** What the variance would be without effects of groups. */
function plainVariance({ family }: FittedGlmm, { mean, within }: ResponseMoments, trials: number): number {
  if (family.outcome === "count") return mean;
  return isShare(family.outcome) ? mean * (1 - mean / trials) : within;
}

function dispersionWords({ family }: FittedGlmm): string {
  if (family.outcome === "count") return "the mean, which is the variance of a Poisson count";
  if (isShare(family.outcome)) return "n p (1 − p), the variance of a binomial count of the same mean";
  return "the mean variance given the effects of groups";
}

function isShare(outcome: string): boolean {
  return outcome === "binary" || outcome === "bounded";
}

function notesOf({ frame }: FittedGlmm, rows: readonly number[] | undefined): string[] {
  const mu = frame.groups.filter(({ parameter }) => parameter === "mu");
  return [
    ...(rows === undefined
      ? [
          "The response is that of the average row, whose columns are their means; the other one of a pair has the same predictors.",
        ]
      : []),
    ...(mu.length === 0 ? ["The model has no effects of groups on the mean: responses do not correlate."] : []),
    ...(frame.response!.truncation === undefined ? [] : ["Moments are those of responses before truncation."]),
  ];
}
