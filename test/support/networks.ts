/** Networks whose figures are published, and how the tests declare and compare them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { parseCsv } from "../../engine/data/csv.js";
import type { Table } from "../../engine/core/Table.js";
import type { NetworkDeclaration } from "../../models/meta/NetworkDeclaration.js";

const folder = join(import.meta.dirname, "..", "reference", "node-splits");

export const published = JSON.parse(readFileSync(join(folder, "published.json"), "utf8")) as Published;

interface Published {
  readonly smoking: {
    /** `Indiv vs Group`; mean and standard deviation. */
    readonly nodesplit: Readonly<Record<string, Readonly<Record<"d_dir" | "d_ind" | "omega", [number, number]>>>>;
    readonly ume: readonly { readonly contrast: string; readonly est: number; readonly sd: number }[];
    readonly baseline: Readonly<
      Record<
        "simultaneous" | "separate_no_intervention_arms_only",
        Readonly<Record<"baseline_mean" | "baseline_sd" | "baseline_new", Readonly<Record<string, number>>>>
      >
    >;
  };
  readonly thrombolytics: {
    readonly treatments: readonly string[];
    readonly ume: {
      readonly d: readonly {
        readonly trt_b: string;
        readonly trt: string;
        readonly mean: number;
        readonly sd: number;
      }[];
      readonly fit: { readonly resdev: number };
    };
    readonly nodesplit: readonly (Readonly<Record<string, number>> & { readonly from: string; readonly to: string })[];
  };
}

/** A table of test/reference/node-splits. */
export function publishedTable(name: "smoking" | "thrombolytics"): Table {
  return parseCsv(readFileSync(join(folder, `${name}.csv`), "utf8"));
}

/** Random effects and consistency unless told; columns go by their usual names. */
export function declaredNetwork(changes: Partial<NetworkDeclaration> = {}): NetworkDeclaration {
  return {
    kind: "nma",
    columns: {},
    measure: "md",
    covariates: [],
    effects: "random",
    model: "consistency",
    interaction: "shared",
    baselineRisk: false,
    exchangeableBaselines: false,
    priors: [],
    priorOnly: false,
    ...changes,
  };
}

/** The four treatments of smoking cessation in the order of multinma, the reference first. */
export const smokingNames = {
  None: "No intervention",
  Group: "Group counselling",
  Indiv: "Individual counselling",
  "Self-help": "Self-help",
} as const;
