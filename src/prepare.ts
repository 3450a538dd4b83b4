/** A model traced on a table and compiled: all that has to be done once, however often it is then sampled. */
import type { ModelArtifact } from "../engine/core/CompiledModel.js";
import type { LikelihoodRows, Model } from "../engine/core/Model.js";
import type { Table } from "../engine/core/Table.js";
import type { FitOptions } from "./FitOptions.js";
import { keptRows } from "./inTableRows.js";
import { traceOnRows, type TracedRows } from "./traceOnRows.js";

/** A model on a table, ready to be sampled. */
export interface Prepared extends TracedRows {
  readonly model: Model;
  readonly artifact: ModelArtifact;
}

/**
 * Traces a model on the rows of a table that it can use, and compiles it.
 * Throws UserError for what is wrong with the model or the table, missing cells unless `na` is "drop", and an
 * optimisation that there is not.
 */
export async function prepare(
  model: Model,
  table: Table,
  { na = "stop", optimise = "all" }: Pick<FitOptions, "na" | "optimise">,
): Promise<Prepared> {
  const [{ loadTensorflow }, { compile }, { parseOptimisations }, { withTrajectory }] = await Promise.all([
    import("../engine/autodiff/ops.js"),
    import("../engine/compiler/compile.js"),
    import("./optimisations.js"),
    import("../samplers/nuts/compiled/trajectoryModule.js"),
  ]);
  const { passes, geometry, trajectory } = parseOptimisations(optimise);
  await loadTensorflow();
  const rows = traceOnRows(model, table, na, geometry);
  const { graph, names, blocks } = rows.traced;
  const labels = { blocks, likelihoods: numberedRows(rows) };
  const artifact = { ...compile(graph, names, passes), labels };
  return { ...rows, model, artifact: trajectory ? withTrajectory(artifact) : artifact };
}

/** Where rows were left out, those of the likelihood are called by their numbers in the person's table. */
export function numberedRows({ traced, data, dropped }: TracedRows): readonly LikelihoodRows[] {
  const { likelihoods = [] } = traced;
  if (dropped.length === 0) return likelihoods;
  const rowNumbers = keptRows(data.rows, dropped);
  return likelihoods.map((rows) => (rows.length === data.rows ? { ...rows, rowNumbers } : rows));
}
