/** The law of standardised random effects given coefficients and heterogeneity: normal with precision K = I + Λᵀ ZᵀV⁻¹Z Λ = C Cᵀ. */
import { factorDiagonal, sparseCholesky, sparseSolve, type Tensor } from "../../../engine/autodiff/ops.js";
import { factorTable } from "../../../engine/math/sparse/factorTable.js";
import type { PrecisionGroup } from "./MarginalData.js";
import type { EffectPrecision, Loading, MetaLowering } from "./MetaLowering.js";

/** @param loadings Λ by term. */
export function effectPrecision(lowering: MetaLowering, loadings: readonly Loading[]): EffectPrecision {
  const { scope, data } = lowering;
  const { tf } = scope;
  const pattern = data.pattern!;
  const { order, size } = pattern;
  const turn = new Int32Array(size);
  order.forEach((effect, k) => void (turn[effect] = k));
  const table = scope.indices("factor of the effects", factorTable(pattern));
  const [inOrder, backInOrder] = [
    scope.indices("order of elimination", order),
    scope.indices("turn of elimination", turn),
  ];
  const entries = data.groups.map((group, g) => entriesOf(lowering, group, loadings, g));
  const factor = sparseCholesky(joined(lowering, entries), table, pattern);
  const halfOf = (pull: Tensor) => {
    const linear = transposedTimes(lowering, loadings, pull);
    return sparseSolve(factor, tf.reshape(tf.gather(linear, inOrder as never), [size]) as Tensor, table, pattern);
  };
  return {
    half: halfOf(scope.constant("pull", data.pull)),
    designHalves: data.designPull.map((pull, k) => halfOf(scope.constant(`pull of the design ${k + 1}`, pull))),
    logDiagonal: tf.log(factorDiagonal(factor, table, pattern)) as Tensor,
    back: (values) =>
      tf.gather(sparseSolve(factor, values, table, pattern, { transpose: true }), backInOrder as never) as Tensor,
  };
}

/** Entries of I + Λᵀ ZᵀV⁻¹Z Λ in a group. */
function entriesOf(
  { scope }: MetaLowering,
  { first, second, parts: [i, j], isDiagonal, told }: PrecisionGroup,
  loadings: readonly Loading[],
  group: number,
): Tensor {
  const { tf } = scope;
  const pieces = told.flatMap((some, a) =>
    some.flatMap((values, b) => {
      const [x, y] = [loadings[first]![a]![i], loadings[second]![b]![j]];
      if (!x || !y || values.every((value) => value === 0)) return [];
      return [tf.mul(tf.mul(x, y), scope.constant(`told ${group + 1}, ${a + 1}, ${b + 1}`, values)) as Tensor];
    }),
  );
  const sum = added(scope, pieces) ?? (tf.zeros([told[0]![0]!.length]) as Tensor);
  return isDiagonal ? (tf.add(sum, 1) as Tensor) : sum;
}

/** Effects u = Λ w, by term and effect of a level. */
export function loadedEffects(lowering: MetaLowering, loadings: readonly Loading[], standardised: Tensor): Tensor[][] {
  return times(lowering, loadings, standardised, (loading, row, column) => loading[row]![column]);
}

/** Λᵀ of numbers of all effects. */
function transposedTimes(lowering: MetaLowering, loadings: readonly Loading[], values: Tensor): Tensor {
  return joined(lowering, times(lowering, loadings, values, (loading, row, column) => loading[column]![row]).flat());
}

function times(
  { scope, data }: MetaLowering,
  loadings: readonly Loading[],
  values: Tensor,
  entry: (loading: Loading, row: number, column: number) => Tensor | undefined,
): Tensor[][] {
  const { tf } = scope;
  let start = 0;
  return data.levels.map(({ levels, parts }, t) => {
    const pieces = Array.from({ length: parts }, () => {
      const piece = tf.slice(values as never, [start], [levels]) as Tensor;
      start += levels;
      return piece;
    });
    return pieces.map((_, row) => {
      const own = pieces.flatMap((piece, column) => {
        const factor = entry(loadings[t]!, row, column);
        return factor ? [tf.mul(factor, piece) as Tensor] : [];
      });
      return added(scope, own)!;
    });
  });
}

function added({ tf }: MetaLowering["scope"], pieces: readonly Tensor[]): Tensor | undefined {
  return pieces.length < 2 ? pieces[0] : (tf.addN([...pieces]) as Tensor);
}

/** Pieces one after the other. */
export function joined({ scope }: Pick<MetaLowering, "scope">, pieces: readonly Tensor[]): Tensor {
  return pieces.length === 1 ? pieces[0]! : (scope.tf.concat([...pieces] as never[]) as Tensor);
}
