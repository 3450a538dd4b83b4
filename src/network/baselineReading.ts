/** How a table of baseline data is read: as the network's table, where it has the same columns. */
import type { Table } from "../../engine/core/Table.js";
import type { Network, NetworkDeclaration, NetworkReading } from "../../models/meta/index.js";

/** Columns that the network's table was told of and this one has too; others are found by their names. */
export function baselineReading(network: Network, declaration: NetworkDeclaration, table: Table): NetworkReading {
  const { columns, categories } = declaration;
  return {
    columns: Object.fromEntries(Object.entries(columns).filter(([, name]) => table.columns.has(name))),
    ...(categories ? { categories } : {}),
    measure: "md",
    covariates: [],
    likelihood: network.likelihood,
    reference: network.treatments[0]!,
  };
}
