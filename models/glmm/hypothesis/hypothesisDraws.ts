/** Draws of what a hypothesis is about, of the posterior and of the prior. */
import type { Posterior } from "../../../engine/core/Posterior.js";
import { UserError } from "../../../engine/core/UserError.js";
import { fittedGlmm } from "../FittedGlmm.js";
import { drawColumns } from "./drawColumns.js";
import type { HypothesisDifference } from "./HypothesisDifference.js";
import { difference, evaluateDraws } from "./evaluateDraws.js";
import { levelDraws } from "./levelDraws.js";
import { namesInScope, type NamesInScope } from "./namesInScope.js";
import { parseHypothesis, type ParsedHypothesis } from "./parseHypothesis.js";
import { priorColumns, type PriorColumns, type PriorPoint } from "./priorColumns.js";

/** What names in a hypothesis mean, and where draws of the prior come from. */
export interface HypothesisScope {
  /** Names stand without this class: `b` unless told, `sd` or `cor` with a group; "" takes every name as it is. */
  readonly class?: string;
  /** The group of the class, or of the scope. */
  readonly group?: string;
  /**
   * `standard` unless told; `ranef` asks of the effects of every level of the group, `coef` of its coefficients, which are population and
   * effect together: a row for each level.
   */
  readonly scope?: "standard" | "ranef" | "coef";
  /** Draws of the prior: a fit of the same model that saw no data. Made from the priors of a formula where this is left out. */
  readonly prior?: Posterior;
}

/** One hypothesis, or texts with or without names of their own. */
export type Hypotheses = string | readonly string[] | Readonly<Record<string, string>>;

/**
 * Draws of the difference between both sides of each hypothesis. Works for any posterior; draws of the prior are those of `prior`, or of a
 * GLMM those of `priorDraws`.
 *
 * @throws UserError with a caret for what cannot be read, naming the nearest parameter; for unknown groups, and a difference that is the same
 * number in all draws because nothing in it varies.
 * @example hypothesisDraws(posterior, "b_x - b_z > 0")[0].draws; // Float64Array
 */
export function hypothesisDraws(
  posterior: Posterior,
  hypotheses: Hypotheses,
  { class: kind, group, scope = "standard", prior }: HypothesisScope = {},
): HypothesisDifference[] {
  const texts = textsOf(hypotheses);
  const priors = priorColumns(posterior, prior);
  if (scope === "standard") {
    const names = namesInScope(posterior, {
      ...(kind === undefined ? {} : { class: kind }),
      ...(group === undefined ? {} : { group }),
    });
    const columnOf = drawColumns(posterior.draws);
    const drawsOf = (name: string) => columnOf(name)!;
    return texts.map(([name, text]) => standardDraws(name, parseHypothesis(text, names), names, drawsOf, priors, text));
  }
  if (scope !== "ranef" && scope !== "coef") {
    throw new UserError(`scope must be "standard", "ranef" or "coef"; it is ${JSON.stringify(scope)}.`);
  }
  if (kind !== undefined) throw new UserError(`class and scope "${scope}" do not go together: leave out one of them.`);
  if (group === undefined)
    throw new UserError(`scope "${scope}" needs the group whose levels are meant, as option group.`);
  return levelDraws(fittedGlmm(posterior), texts, group, scope);
}

function standardDraws(
  name: string,
  parsed: ParsedHypothesis,
  names: NamesInScope,
  drawsOf: (name: string) => Float64Array,
  priors: PriorColumns,
  text: string,
): HypothesisDifference {
  const { left, comparison, right } = parsed;
  const evaluated = (columnOf: (draw: string) => Float64Array) => {
    const bySpelling = (spelling: string) => columnOf(names.drawOf(spelling));
    return difference(evaluateDraws(left, bySpelling), evaluateDraws(right, bySpelling)) as Float64Array;
  };
  const own = parsed.names.map((spelling) => names.drawOf(spelling));
  const draws = evaluated(drawsOf);
  const without = own.find((one) => priors.of(one) === undefined);
  const base = { name, hypothesis: text, comparison, draws };
  if (without !== undefined) return { ...base, noPrior: priors.whyNot(without) };
  const point = priorPoint(parsed, names, priors);
  return {
    ...base,
    prior: evaluated((draw) => priors.of(draw)!),
    ...(point === undefined ? {} : { priorPoint: point }),
  };
}

/** Of `x = 0.3` or `0.3 = x`. */
function priorPoint(
  { left, right }: ParsedHypothesis,
  names: NamesInScope,
  priors: PriorColumns,
): PriorPoint | undefined {
  const [one, other] = left.kind === "column" ? [left, right] : [right, left];
  if (one.kind !== "column") return undefined;
  const value = evaluateDraws(other, () => new Float64Array(1));
  return typeof value === "number" ? priors.at?.(names.drawOf(one.name), value) : undefined;
}

/** @throws UserError where there is no text. */
function textsOf(hypotheses: Hypotheses): readonly (readonly [name: string, text: string])[] {
  const named: readonly (readonly [string, unknown])[] =
    typeof hypotheses === "string"
      ? [[hypotheses, hypotheses]]
      : Array.isArray(hypotheses)
        ? hypotheses.map((text: unknown) => [String(text), text])
        : Object.entries(hypotheses);
  if (named.length === 0) throw new UserError("there is no hypothesis: give one, such as x > 0.");
  return named.map(([name, text]) => {
    if (typeof text !== "string" || text.trim() === "") {
      throw new UserError(`a hypothesis must be text such as "x > 0"; it is ${JSON.stringify(text)}.`);
    }
    const plain = text.trim();
    return [name === text ? plain : name, plain];
  });
}
