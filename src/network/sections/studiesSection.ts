/** The studies: what was observed in every arm. */
import { count } from "../../../diagnostics/plots/parts/formatNumber.js";
import type { Cell, Section, SectionColumn } from "../../../diagnostics/report/Section.js";
import type { Arm, Network, Study } from "../../../models/meta/index.js";
import type { NetworkResult } from "../NetworkResult.js";

/** Rows from which the table is folded away at first. */
const many = 40;

interface ArmColumn extends SectionColumn {
  readonly of: (arm: Arm, place: number, study: Study, studyPlace: number) => Cell;
}

/** A row for each arm, in the order of the table that was read. */
export function studiesSection({ fitted, check }: NetworkResult): Section {
  const { network } = fitted;
  const columns = columnsOf(network);
  const rows = network.studies.flatMap((study, studyPlace) =>
    study.arms.map((arm, place): Cell[] => [study.name, ...columns.map(({ of }) => of(arm, place, study, studyPlace))]),
  );
  const folded = rows.length > many;
  return {
    id: "studies",
    title: "The studies",
    ...(folded
      ? {
          fold: "closed" as const,
          summary: `${count(check.studies, "study", "studies")} with ${count(rows.length, "arm")}.`,
        }
      : {}),
    text: `Every arm as it was read, the baseline arm of each study first.${contrastText(network)}`,
    table: {
      name: "studies",
      columns: [{ title: "study" }, ...columns.map(({ of: _, ...column }) => column)],
      rows,
    },
  };
}

function contrastText({ studies }: Network): string {
  if (!studies.some(({ contrasts }) => contrasts)) return "";
  return " Of studies that are known by differences, these are from the study's first arm; those of one study share that arm and are correlated.";
}

function columnsOf(network: Network): readonly ArmColumn[] {
  const { studies, covariates } = network;
  const arms = studies.flatMap((study) => study.arms);
  const has = (kind: string): boolean => arms.some(({ outcome }) => outcome?.kind === kind);
  const numeric = true;
  const columns: ArmColumn[] = [{ title: "treatment", of: (arm) => network.treatments[arm.treatment]! }];
  if (has("events") || has("rate")) {
    columns.push({
      title: "events",
      numeric,
      of: ({ outcome }) => (outcome && "events" in outcome ? outcome.events : null),
    });
  }
  if (has("events")) {
    columns.push({
      title: "people",
      numeric,
      of: ({ outcome }) => (outcome?.kind === "events" ? outcome.total : null),
    });
  }
  if (arms.some(({ outcome }) => outcome?.kind === "events" && outcome.time !== 1)) {
    columns.push({
      title: "follow-up",
      numeric,
      of: ({ outcome }) => (outcome?.kind === "events" ? outcome.time : null),
    });
  }
  if (has("rate")) {
    columns.push({
      title: "exposure",
      numeric,
      of: ({ outcome }) => (outcome?.kind === "rate" ? outcome.exposure : null),
    });
  }
  if (has("mean")) {
    columns.push(
      { title: "mean", numeric, of: ({ outcome }) => (outcome?.kind === "mean" ? outcome.mean : null) },
      { title: "standard error", numeric, of: ({ outcome }) => (outcome?.kind === "mean" ? outcome.se : null) },
    );
  }
  const categories = Math.max(
    0,
    ...arms.map(({ outcome }) => (outcome?.kind === "categories" ? outcome.counts.length : 0)),
  );
  for (let k = 0; k < categories; k++) {
    const title = `category ${k + 1}`;
    columns.push({
      title,
      numeric,
      of: ({ outcome }) => (outcome?.kind === "categories" ? (outcome.counts[k] ?? null) : null),
    });
  }
  if (studies.some(({ contrasts }) => contrasts)) {
    columns.push(
      { title: "difference", numeric, of: (_arm, place, { contrasts }) => contrasts?.differences[place - 1] ?? null },
      { title: "its standard error", numeric, of: (_arm, place, study) => errorOf(study, place) },
    );
  }
  if (!has("events") && arms.some(({ participants }) => participants !== undefined)) {
    columns.push({ title: "people", numeric, of: ({ participants }) => participants ?? null });
  }
  const own = covariates.map(({ name, values }): ArmColumn => ({
    title: name,
    numeric,
    of: (_arm, _place, _study, studyPlace) => values[studyPlace]!,
  }));
  return [...columns, ...own];
}

function errorOf({ contrasts }: Study, place: number): number | null {
  if (!contrasts || place === 0) return null;
  return Math.sqrt(contrasts.covariance[(place - 1) * contrasts.differences.length + place - 1]!);
}
