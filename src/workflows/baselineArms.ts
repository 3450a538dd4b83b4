/** Arms of one treatment, from a table of trials or of single arms. */
import type { Table } from "../../engine/core/Table.js";
import { UserError } from "../../engine/core/UserError.js";
import { asFactor, labelsOf } from "../../engine/data/factor.js";
import { nearestName } from "../../engine/data/nearestName.js";
import { requireColumn, withColumn } from "../../engine/data/table.js";
import { columnFinder } from "../../models/meta/data/columnFinder.js";
import { findLayout } from "../../models/meta/data/findLayout.js";
import type { ArmOutcome } from "../../models/meta/data/Network.js";
import { armColumnNames } from "../../models/meta/data/groupStudies.js";
import { outcomeUnit } from "../../models/meta/data/outcomeUnit.js";
import { readArms } from "../../models/meta/data/readArms.js";
import type { LikelihoodName } from "../../models/meta/likelihoods/Likelihood.js";
import { likelihoodOf } from "../../models/meta/likelihoods/likelihoods.js";
import type { NetworkReading } from "../../models/meta/NetworkDeclaration.js";

export interface BaselineArms {
  readonly likelihood: LikelihoodName;
  readonly treatment: string | undefined;
  readonly arms: readonly { readonly study: string; readonly outcome: ArmOutcome }[];
  /** Spread of the outcome; 1 on other than identity scales. */
  readonly unit: number;
}

/** Stands for the treatment of a table that names none. */
const unnamed = "baseline treatment";

/**
 * The arms of the reference treatment. A table without treatments is of it alone.
 *
 * @throws UserError for a table of several treatments where none is named, an unknown one, a study that has two of its arms, a single
 * study, ordered outcomes, and as `readNetwork` does.
 */
export function baselineArms(given: Table, reading: NetworkReading): BaselineArms {
  const isNamed = columnFinder(given, reading).candidates("treatment").length > 0;
  const table = isNamed ? given : withTreatment(given);
  const layout = findLayout(
    table,
    isNamed ? reading : { ...reading, columns: { ...reading.columns, treatment: unnamed } },
  );
  const { arms, likelihood } = layout;
  if (arms === undefined) {
    throw new UserError("a model of baselines needs the outcomes of arms, but the table has none: name their columns.");
  }
  if (likelihoodOf(likelihood).outcome === "categories") {
    throw new UserError(
      "baselines of ordered outcomes cannot be told without their thresholds: fit them with the network, as exchangeable baselines.",
    );
  }
  const treatments = labelsOf(asFactor(requireColumn(table, layout.treatment)));
  const treatment = treatmentOf(treatments, isNamed ? reading.reference : undefined);
  const [first] = armColumnNames(arms);
  const observed = requireColumn(table, first!);
  const empty = new Set(observed.missing);
  const rows = treatments.flatMap((name, row) => (name === treatment && !empty.has(row) ? [row] : []));
  if (rows.length === 0) throw new UserError(`no arm of "${treatment}" has an outcome: baselines need some.`);
  const studies = labelsOf(asFactor(requireColumn(table, layout.study)));
  refuseTwice(rows.map((row) => studies[row]));
  const read = readArms(table, arms, rows);
  const own = rows.map((row, treatment) => ({ ...read(row), row, treatment }));
  if (own.length < 2) {
    throw new UserError("baselines of one study have no spread to be told: use that study's own baseline instead.");
  }
  const isPlain = likelihood === "normal-identity";
  return {
    likelihood,
    treatment: isNamed ? treatment : undefined,
    arms: own.map(({ outcome, row }) => ({ study: studies[row]!, outcome: outcome! })),
    unit: isPlain ? outcomeUnit([{ name: "", arms: own }]) : 1,
  };
}

function withTreatment(table: Table): Table {
  const codes = new Int32Array(table.rows);
  return withColumn(table, { kind: "factor", name: unnamed, codes, levels: [unnamed], missing: [] });
}

function treatmentOf(treatments: readonly (string | undefined)[], reference: string | undefined): string {
  const there = [...new Set(treatments)].filter((name) => name !== undefined);
  const names = there.slice(0, 20).join(", ");
  if (reference === undefined) {
    if (there.length === 1) return there[0]!;
    throw new UserError(
      `baselines are of one treatment, but the table has several: name the reference among ${names}.`,
    );
  }
  if (there.includes(reference)) return reference;
  const near = nearestName(reference, there);
  const mend = near === undefined ? `the treatments are ${names}.` : `did you mean "${near}"?`;
  throw new UserError(`no arm is of the treatment "${reference}" that baselines are of: ${mend}`);
}

function refuseTwice(studies: readonly (string | undefined)[]): void {
  const twice = studies.find((name, place) => studies.indexOf(name) !== place);
  if (twice === undefined) return;
  throw new UserError(
    `study "${twice}" has several arms of the treatment that baselines are of: keep one, or pool them.`,
  );
}
