/** The columns of a table that a network is read from. */
import type { Table } from "../../../engine/core/Table.js";
import type { NetworkReading } from "../NetworkDeclaration.js";
import { findLayout } from "./findLayout.js";
import { armColumnNames, groupStudies } from "./groupStudies.js";

/**
 * Names of the columns that are used, each once: what tells of arms where a study is known by its arms, of differences where one is
 * known by those.
 *
 * @throws UserError as `readNetwork` does when columns cannot be found.
 */
export function networkColumns(table: Table, reading: NetworkReading): readonly string[] {
  const layout = findLayout(table, reading);
  const sources = new Set(groupStudies(table, layout).map(({ source }) => source));
  const { arms, contrasts, participants } = layout;
  const names = [layout.study, layout.treatment];
  if (sources.has("pairs")) names.push(contrasts!.comparator!);
  if (sources.has("arms") && arms) names.push(...armColumnNames(arms));
  if (sources.has("contrasts") || sources.has("pairs")) names.push(contrasts!.diff, contrasts!.diffSe);
  // A row for each pair of arms does not tell how many people each has.
  if (participants !== undefined && (sources.has("arms") || sources.has("contrasts"))) names.push(participants);
  return [...new Set([...names, ...reading.covariates])];
}
