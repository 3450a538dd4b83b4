/** Makes the words a program is handed, which record what it declares. */
import { tf, type Tensor } from "../../engine/autodiff/ops.js";
import { UserError } from "../../engine/core/UserError.js";
import { isTensor } from "../../engine/distributions/arrays.js";
import { declareParameter } from "./declareParameter.js";
import { elementNames, plainDims, resolveDims } from "./dims.js";
import { observeValues } from "./observe.js";
import { takeName, type ProgramRun } from "./ProgramRun.js";
import { refuseUnknownOptions } from "./refuseUnknownOptions.js";
import type { DataColumns, GenerateOptions, ProgramScope } from "./scope.js";
import { describeShape } from "./shapes.js";
import { sizeOf } from "./supports/Transform.js";
import { dataAccess, dataTensor, factorOf, numbersOf } from "./tableAccess.js";

/** The scope of one run. */
export function createScope<Columns>(run: ProgramRun): ProgramScope<Columns> {
  /** Words spoken after the program has returned would be lost. */
  const during = <A extends unknown[], R>(word: string, act: (run: ProgramRun, ...rest: A) => R) => {
    return (...rest: A): R => {
      if (run.closed) throw new UserError(`${word} was called after the program had returned; call it inside.`);
      return act(run, ...rest);
    };
  };
  return {
    parameter: during("parameter", declareParameter),
    observe: during("observe", observeValues),
    logDensity: during("logDensity", addTerm),
    generate: during("generate", generateQuantity),
    data: dataAccess(during("data", dataTensor)) as unknown as DataColumns<Columns>,
    factor: during("factor", factorOf),
    column: during("column", (_, name: string) => numbersOf(run, name).slice()),
    constant: during("constant", (_, name: string, values: ArrayLike<number>, shape?: readonly number[]) =>
      ownTensor(run, "data", name, values, shape),
    ),
    indices: during("indices", (_, name: string, values: ArrayLike<number>, shape?: readonly number[]) =>
      ownTensor(run, "integers", name, values, shape),
    ),
    rows: run.table.rows,
    tf: tf(),
  };
}

function addTerm(run: ProgramRun, term: Tensor): void {
  if (!isTensor(term)) throw new UserError("logDensity needs a tensor, whose sum is added to the log density.");
  run.terms.push(tf().sum(term));
  run.lines.likelihoods.push(`a term of the person's own, the sum of ${describeShape(term.shape)}`);
}

function generateQuantity(run: ProgramRun, name: string, value: Tensor, options: GenerateOptions = {}): void {
  takeName(run, name, "generated quantity");
  refuseUnknownOptions(`the generated quantity "${name}"`, options, ["dims", "names"]);
  if (!isTensor(value)) throw new UserError(`the generated quantity "${name}" must be a tensor.`);
  const dims = options.dims ? resolveDims(name, options.dims) : plainDims(value.shape);
  if (dims.shape.length !== value.rank || dims.shape.some((size, i) => size !== value.shape[i])) {
    throw new UserError(
      `the dims of "${name}" have shape ${describeShape(dims.shape)}, but the quantity has ${describeShape(value.shape)}.`,
    );
  }
  const flat = tf().reshape(value.dtype === "float32" ? value : tf().cast(value, "float32"), [-1]);
  run.generated.push({ value: flat, names: elementNames(name, dims, options.names) });
  const sizes = options.dims ? dims.names.map((dim, i) => `${dim}: ${dims.shape[i]}`) : dims.shape;
  run.lines.generated.push(`${sizes.length === 0 ? name : `${name}[${sizes.join(", ")}]`} is generated`);
}

/** Numbers of a person's own as a tensor in module memory. */
function ownTensor(
  run: ProgramRun,
  kind: "data" | "integers",
  name: string,
  values: ArrayLike<number>,
  shape: readonly number[] = [values.length],
): Tensor {
  takeName(run, name, "constant");
  if (run.table.columns.has(name)) {
    throw new UserError(`the constant "${name}" has the name of a column of the table; rename it.`);
  }
  const { length } = values;
  if (length !== sizeOf(shape)) {
    throw new UserError(`the constant "${name}" has ${length} numbers, but its shape is ${describeShape(shape)}.`);
  }
  // Not by a copy: there may be millions.
  for (let i = 0; i < length; i++) {
    const x = values[i]!;
    if (kind === "data" ? Number.isFinite(x) : Number.isInteger(x) && x >= 0) continue;
    const wanted = kind === "data" ? "a finite number" : "a whole number, 0 or above";
    throw new UserError(`the constant "${name}" holds ${x} at place ${i + 1}, which is not ${wanted}.`);
  }
  const tensor = run.context[kind](name, values, [...shape]);
  run.tensorNames.set(tensor, name);
  run.knownValues.set(tensor, values);
  return tensor;
}
