/** What one run of a program has declared so far. */
import type { Tensor } from "../../engine/autodiff/ops.js";
import type { TraceContext } from "../../engine/autodiff/trace.js";
import type { ParameterBlock } from "../../engine/core/Model.js";
import type { Table } from "../../engine/core/Table.js";
import { UserError } from "../../engine/core/UserError.js";
import type { Distribution } from "../../engine/distributions/Distribution.js";
import type { Support } from "../../engine/distributions/Support.js";

/** Filled while the callback runs, read when it has returned. */
export interface ProgramRun {
  readonly table: Table;
  readonly context: TraceContext;
  /** Unconstrained numbers of the next block: a slice of the position, or zeros while the dimension is being found. */
  readonly take: (offset: number, length: number) => Tensor;
  /** Whether missing cells are let through: while only the columns used are asked for. */
  readonly lenient: boolean;
  readonly blocks: ParameterBlock[];
  /** Scalars: log prior of each block, in the constrained scale. */
  readonly logPriors: Tensor[];
  /** Scalars that make up the log density, likelihood apart. */
  readonly terms: Tensor[];
  /** Log likelihood of each `observe`, flat. */
  readonly logLikelihoods: Tensor[];
  /** What each of them is of. */
  readonly likelihoodNames: string[];
  /** Those that are reported, while they enter the density in another way. */
  readonly reportedOnly: Set<Tensor>;
  /** What was observed: the law, the values, and the shape of the rows of their log likelihood. */
  readonly observed: {
    readonly name: string;
    readonly distribution: Distribution;
    readonly values: Tensor;
    readonly rows: readonly number[];
  }[];
  /** What coordinates are chosen by. */
  reference: Tensor | undefined;
  /** Constrained parameters, flat, with the names of their elements. */
  readonly parameters: { readonly value: Tensor; readonly names: readonly string[] }[];
  readonly generated: { readonly value: Tensor; readonly names: readonly string[] }[];
  readonly lines: { readonly parameters: string[]; readonly likelihoods: string[]; readonly generated: string[] };
  /** Everything that has a name, so that no name is used twice. */
  readonly taken: Map<string, string>;
  /** What a tensor is called in descriptions. */
  readonly tensorNames: WeakMap<object, string>;
  /** Numbers of the tensors that are data, to check them against supports. */
  readonly knownValues: WeakMap<object, ArrayLike<number>>;
  /** Where the tensors that are parameters live. */
  readonly supports: WeakMap<object, Support>;
  readonly usedColumns: Set<string>;
  /** True once the callback has returned. */
  closed: boolean;
}

/** An empty run. */
export function startRun(table: Table, context: TraceContext, take: ProgramRun["take"], lenient: boolean): ProgramRun {
  return {
    table,
    context,
    take,
    lenient,
    blocks: [],
    logPriors: [],
    terms: [],
    logLikelihoods: [],
    likelihoodNames: [],
    reportedOnly: new Set(),
    observed: [],
    reference: undefined,
    parameters: [],
    generated: [],
    lines: { parameters: [], likelihoods: [], generated: [] },
    taken: new Map(),
    tensorNames: new WeakMap(),
    knownValues: new WeakMap(),
    supports: new WeakMap(),
    usedColumns: new Set(),
    closed: false,
  };
}

/** Takes a name for a thing of a kind. @throws UserError when it is empty or taken. */
export function takeName(run: ProgramRun, name: string, kind: string): void {
  if (typeof name !== "string" || name === "") throw new UserError(`a ${kind} needs a name that is not empty.`);
  const other = run.taken.get(name);
  if (other !== undefined)
    throw new UserError(`the name "${name}" is used twice, for a ${other} and a ${kind}; rename one.`);
  run.taken.set(name, kind);
}
