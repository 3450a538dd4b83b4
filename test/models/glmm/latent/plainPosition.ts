/** The position of a plainly sampled model at which it has given draws. */
import type { TracedModel } from "../../../../engine/core/Model.js";
import type { Table } from "../../../../engine/core/Table.js";
import type { GlmmModel } from "../../../../models/glmm/glmm.js";
import type { Draws } from "./denseModel.js";
import { forward } from "./matrices.js";

/**
 * Unconstrained numbers of a model traced without geometry: those of parameters that another trace samples too are taken from
 * its position, coefficients and effects are worked out from draws.
 *
 * @param outer Unconstrained numbers of the other trace's parameters, as its blocks place them.
 */
export function plainPosition(
  model: GlmmModel,
  table: Table,
  plain: TracedModel,
  other: TracedModel,
  outer: Float64Array,
  draws: Draws,
): Float64Array {
  const { frame } = model.encoder(table);
  const inputs = model.inputs(table);
  const [location, scale] = Array.from(inputs.get("unit of mu")!) as [number, number];
  const { names, means } = frame.predictors[0]!;
  const position = new Float64Array(plain.dimension);
  for (const { name, offset, length } of plain.blocks) {
    // The intercept may be sampled in a scale of its own.
    const known =
      name !== "Intercept" &&
      other.blocks.find((block) => block.name === name && block.length === length && length > 0);
    if (known) position.set(outer.subarray(known.offset, known.offset + length), offset);
    else if (name === "Intercept") {
      const shift = names.reduce((sum, one, k) => sum + draws.get(`b_${one}`)! * means[k]!, 0);
      position[offset] = (draws.get("b_Intercept")! + shift - location) / scale;
    } else if (name.startsWith("b_")) {
      const spreads = inputs.get("spreads of the columns of mu")!;
      name.split(", ").forEach((one, i) => {
        const place = names.findIndex((own) => `b_${own}` === one);
        position[offset + i] = (draws.get(one)! * spreads[place]!) / scale;
      });
    } else position.set(standardisedEffects(frame, name, draws), offset);
  }
  return position;
}

/** Effects as standard normals: u = diag(sd) L z. */
function standardisedEffects(
  { groups }: ReturnType<GlmmModel["encoder"]>["frame"],
  block: string,
  draws: Draws,
): number[] {
  const place = Number(/term (\d+)$/.exec(block)![1]) - 1;
  const { group, levels, coefficients, correlated } = groups[place]!;
  const sd = coefficients.map((coefficient) => draws.get(`sd_${group}__${coefficient}`)!);
  const cholesky = choleskyOfCorrelations(coefficients, correlated, (a, b) => draws.get(`cor_${group}__${a}__${b}`)!);
  const byLevel = levels.map((level) =>
    forward(
      cholesky,
      coefficients.map((coefficient, k) => draws.get(`r_${group}[${level},${coefficient}]`)! / sd[k]!),
    ),
  );
  const wanted = coefficients
    .map((_, k) => k)
    .filter((k) => !block.startsWith("effects of ") || isOf(block, coefficients[k]!));
  return wanted.flatMap((k) => byLevel.map((one) => one[k]!));
}

const isOf = (block: string, coefficient: string) => block.startsWith(`effects of ${coefficient} in `);

function choleskyOfCorrelations(
  names: readonly string[],
  correlated: boolean,
  correlation: (a: string, b: string) => number,
): number[][] {
  const l = names.map(() => names.map(() => 0));
  names.forEach((b, i) => {
    names.slice(0, i + 1).forEach((a, j) => {
      let rest = i === j ? 1 : correlated ? correlation(a, b) : 0;
      for (let k = 0; k < j; k++) rest -= l[i]![k]! * l[j]![k]!;
      l[i]![j] = i === j ? Math.sqrt(rest) : rest / l[j]![j]!;
    });
  });
  return l;
}
