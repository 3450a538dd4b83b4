/** Says which term of a log density is not finite, in the words of the model. */
import type { CompiledModel } from "../core/CompiledModel.js";
import type { LikelihoodRows, ModelLabels } from "../core/Model.js";

/** Rows that a sentence names before it counts the others. */
const mostNamed = 5;

/**
 * The first of these that is not finite at a position: the log prior of a block of parameters, the log likelihood of a
 * response with its rows (numbered from 1), the gradient with its parameter. Undefined when all are finite.
 *
 * @example
 * explainDensity(model, labels, position) // 'the log likelihood of "y" was -Infinity in row 3'
 */
export function explainDensity(
  model: Pick<CompiledModel, "dimension" | "rows" | "blocks" | "evaluate" | "logPrior" | "logLikelihood">,
  { blocks, likelihoods }: ModelLabels,
  position: Float64Array,
): string | undefined {
  const prior = new Float64Array(model.blocks);
  model.logPrior(position, prior);
  const block = prior.findIndex((value) => !Number.isFinite(value));
  if (block >= 0) return `the log prior of "${blocks[block]?.name ?? `block ${block + 1}`}" was ${prior[block]}`;
  const likelihood = new Float64Array(model.rows);
  model.logLikelihood(position, likelihood);
  let first = 0;
  for (const response of likelihoods) {
    const words = explainRows(response, likelihood.subarray(first, first + response.length));
    if (words !== undefined) return words;
    first += response.length;
  }
  const gradient = new Float64Array(model.dimension);
  model.evaluate(position, gradient);
  const bad = gradient.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return undefined;
  const at = blocks.find(({ offset, length }) => bad >= offset && bad < offset + length);
  const element = at !== undefined && at.length > 1 ? `, element ${bad - at.offset + 1}` : "";
  return `the gradient was ${gradient[bad]} for "${at?.name ?? `unconstrained parameter ${bad + 1}`}"${element}`;
}

function explainRows({ name, rowNumbers }: LikelihoodRows, values: Float64Array): string | undefined {
  const bad = Array.from(values.keys()).filter((row) => !Number.isFinite(values[row]));
  if (bad.length === 0) return undefined;
  const numbers = bad.slice(0, mostNamed).map((row) => rowNumbers?.[row] ?? row + 1);
  const others = bad.length - numbers.length;
  const listed =
    others > 0
      ? `${numbers.join(", ")} and ${others} more`
      : numbers.length > 1
        ? `${numbers.slice(0, -1).join(", ")} and ${numbers.at(-1)}`
        : `${numbers[0]}`;
  return `the log likelihood of ${name} was ${values[bad[0]!]} in ${bad.length === 1 ? "row" : "rows"} ${listed}`;
}
