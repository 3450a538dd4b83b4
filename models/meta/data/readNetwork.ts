/** Reads a table of trials as a network. */
import type { Table } from "../../../engine/core/Table.js";
import { requireColumn } from "../../../engine/data/table.js";
import type { NetworkReading } from "../NetworkDeclaration.js";
import { disagreeingErrors } from "./disagreeingErrors.js";
import { findLayout } from "./findLayout.js";
import { groupStudies } from "./groupStudies.js";
import type { Network } from "./Network.js";
import type { NetworkLayout } from "./NetworkLayout.js";
import { networkRatio } from "./networkRatio.js";
import { requireConnected } from "./networkParts.js";
import { outcomeUnit } from "./outcomeUnit.js";
import { readArms } from "./readArms.js";
import { readCovariates } from "./readCovariates.js";
import { readingWarnings } from "./readingWarnings.js";
import { readStudy } from "./readStudy.js";
import type { StudyRows } from "./StudyRows.js";
import { treatmentOrder } from "./treatmentOrder.js";

/**
 * The network of a table that has a row for each arm of a trial, or for each difference from one of its arms, or for each pair of arms; a table
 * may mix arms and differences, each study giving one of them. Differences are on the scale of the likelihood's linear predictor.
 *
 * With `measure: "smd"` arms become standardised mean differences (see `standardisedContrasts`).
 *
 * @param parts Whether a network whose treatments are not all connected is refused, or kept to be looked at (see `networkParts`)
 * @throws UserError naming column, row or study for whatever cannot be read, and how to mend it.
 * @example
 * const table = tableFromRecords([
 *   { study: "1", treatment: "A", events: 9, total: 140 },
 *   { study: "1", treatment: "B", events: 23, total: 140 },
 * ]);
 * readNetwork(table, { columns: {}, measure: "md", covariates: [] }).likelihood; // "binomial-logit"
 */
export function readNetwork(table: Table, reading: NetworkReading, parts: "refuse" | "keep" = "refuse"): Network {
  const layout = findLayout(table, reading);
  const grouped = groupStudies(table, layout);
  const treatments = treatmentOrder(treatmentsIn(grouped), treatmentColumns(table, layout, grouped), reading);
  const placeOf = new Map(treatments.map((name, place) => [name, place]));
  const { measure, correlation } = reading;
  const byArms = grouped.filter(({ source }) => source === "arms").flatMap(({ rows }) => rows.map(({ row }) => row));
  const armOf = layout.arms && byArms.length > 0 ? readArms(table, layout.arms, byArms) : undefined;
  const common = {
    table,
    layout,
    placeOf,
    measure,
    ...(armOf && { armOf }),
    ...(correlation !== undefined && { correlation }),
  };
  const read = grouped.map((rows) => readStudy(rows, common));
  const studies = read.map(({ study }) => study);
  if (parts === "refuse") requireConnected({ treatments, studies });
  const covariates = readCovariates(table, reading.covariates, grouped);
  const ratio = networkRatio(layout, reading, byArms.length > 0);
  const scaled = layout.likelihood === "normal-identity" && measure === "md" && ratio === undefined;
  return {
    likelihood: layout.likelihood,
    treatments,
    studies,
    covariates: covariates.covariates,
    ...(ratio && { ratio }),
    unit: scaled ? outcomeUnit(studies) : 1,
    warnings: [
      ...layout.warnings,
      ...(layout.arms ? disagreeingErrors(table, layout.arms, byArms) : []),
      ...readingWarnings(read, correlation),
      ...covariates.warnings,
    ],
  };
}

/** All treatments of the table; those of pairs as well that they are compared with. */
function treatmentsIn(grouped: readonly StudyRows[]): string[] {
  return grouped.flatMap(({ rows, source }) =>
    rows.flatMap(({ treatment, comparator }) =>
      source === "pairs" && comparator !== undefined ? [treatment, comparator] : [treatment],
    ),
  );
}

function treatmentColumns(table: Table, layout: NetworkLayout, grouped: readonly StudyRows[]) {
  const comparator = grouped.some(({ source }) => source === "pairs") ? layout.contrasts?.comparator : undefined;
  return [layout.treatment, comparator].filter((name) => name !== undefined).map((name) => requireColumn(table, name));
}
