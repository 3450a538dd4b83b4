/** Networks written into a model that was compiled for another network of the same shape. */
import type { Model } from "../../engine/core/Model.js";
import type { Table } from "../../engine/core/Table.js";
import type { NetworkModel } from "../../models/meta/networkModel.js";
import { numberedRows, type Prepared } from "../prepare.js";
import { withInputs } from "../withInputs.js";

export function isNetwork(model: Model): model is NetworkModel {
  return model.kind === "nma";
}

/**
 * What was compiled before, with the numbers of another table or another design in it, such as another comparison that is split;
 * undefined where it has to be traced anew.
 *
 * @param data the columns that the model uses, see {@link networkTable}
 */
export function networkAgain(before: Prepared, model: NetworkModel, data: Table): Prepared | undefined {
  if (!isNetwork(before.model) || before.model.shape(before.data) !== model.shape(data)) return undefined;
  const traced = model.retraced(data, before.traced);
  const rows = { traced, data, dropped: [] };
  const labels = { blocks: traced.blocks, likelihoods: numberedRows(rows) };
  return { ...rows, model, artifact: { ...withInputs(before.artifact, model.inputs(data)), labels } };
}

/** The columns of a table that a network is read from, all rows of them: an empty cell says something. */
export function networkTable(model: NetworkModel, table: Table): Table {
  const names = [...model.usedColumns(table)].filter((name) => table.columns.has(name)).sort();
  return { rows: table.rows, columns: new Map(names.map((name) => [name, table.columns.get(name)!])) };
}

/** The same model with the defaults that its priors had on a table; itself where those of the other table are the same. */
export function withPriorsOf(model: NetworkModel, table: Table, other: Table): NetworkModel {
  const { resolved, lines } = model.priors(table);
  if (lines.join("\n") === model.priors(other).lines.join("\n")) return model;
  const defaults = resolved.filter(({ source }) => source === "default").map(({ line }) => line);
  return model.with({ priors: [...new Set(defaults), ...model.declaration.priors] });
}
