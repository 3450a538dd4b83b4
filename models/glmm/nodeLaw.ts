/** The law of effects of standard deviation 1 over the nodes of a term whose levels are related, as tensors of a trace. */
import { sparseSolve, tf, type Tensor } from "../../engine/autodiff/ops.js";
import type { GroupTerm } from "./Frame.js";
import { kernelInputs } from "./kernelInputs.js";
import type { SparseLaw } from "./structures/Kernel.js";

export interface NodeLaw {
  /** log |S|, S the precision. */
  readonly logPrecision: Tensor;
  /** Effects by node, from as many independent standard normals. */
  place(normals: Tensor): Tensor;
  /** wᵀ S w. */
  square(effects: Tensor): Tensor;
}

/** The law of a term's effects; undefined where its levels are independent. */
export function nodeLaw(input: (name: string) => Tensor, term: GroupTerm, place: number): NodeLaw | undefined {
  if (!term.related) return undefined;
  const { law } = term.related.kernel;
  const names = kernelInputs(term, place);
  const given = (part: keyof typeof names) => input(names[part]);
  return law.kind === "dense" ? denseNodeLaw(given) : sparseNodeLaw(given, law);
}

type Given = (part: keyof ReturnType<typeof kernelInputs>) => Tensor;

function sparseNodeLaw(given: Given, { factor, pattern }: SparseLaw): NodeLaw {
  const others = pattern.rows.length - pattern.size;
  return {
    logPrecision: tf().reshape(given("logPrecision"), []),
    place: (normals) =>
      tf().gather(
        sparseSolve(given("factor"), normals, given("table"), factor, { transpose: true }),
        given("turn") as never,
      ),
    square(effects) {
      const own = tf().sum(tf().mul(given("diagonal"), tf().square(effects)));
      if (others === 0) return own;
      const [rows, columns] = [given("rows"), given("columns")].map((at) => tf().gather(effects, at as never));
      return tf().add(own, tf().mul(2, tf().sum(tf().mul(given("others"), tf().mul(rows!, columns!)))));
    },
  };
}

function denseNodeLaw(given: Given): NodeLaw {
  const variances = given("variances");
  return {
    logPrecision: tf().neg(tf().sum(tf().log(variances))),
    place: (normals) => rotated(given("root"), normals),
    // R⁻¹ = D⁻¹ Rᵀ.
    square: (effects) => tf().sum(tf().square(tf().div(rotatedBack(given("root"), effects), variances))),
  };
}

/** R z, of a root given row by row. */
export function rotated(root: Tensor, z: Tensor): Tensor {
  return product(root, z, false);
}

/** Rᵀ x. */
export function rotatedBack(root: Tensor, x: Tensor): Tensor {
  return product(root, x, true);
}

function product(root: Tensor, vector: Tensor, transposed: boolean): Tensor {
  const size = vector.size;
  const matrix = tf().reshape(root, [size, size]);
  const column = tf().reshape(vector, [size, 1]);
  return tf().reshape(tf().matMul(matrix as never, column as never, transposed), [size]);
}
