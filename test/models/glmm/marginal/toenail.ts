/** The toenail trial at the maximum-likelihood estimates of its logistic mixed model. */
import { readFileSync } from "node:fs";
import { tableFromColumns } from "../../../../engine/data/table.js";
import { posteriorAt } from "./posteriorAt.js";

const folder = new URL("../../../reference/marginal/", import.meta.url);
const [head, ...lines] = readFileSync(new URL("toenail.csv", folder), "utf8").trim().split("\n");
const cells = lines.map((line) => line.split(",").map(Number));

export const toenailReference = JSON.parse(readFileSync(new URL("toenail.json", folder), "utf8"));
export const toenailTable = tableFromColumns(
  Object.fromEntries(head!.split(",").map((name, k) => [name, cells.map((row) => row[k]!)])),
);

const [b0, b1, b2, b3] = toenailReference.conditional as [number, number, number, number];

/** One draw. */
export const toenailPosterior = posteriorAt(
  ["severe ~ terbinafine * time + (1 | id)"],
  toenailTable,
  { family: "bernoulli" },
  {
    b_Intercept: [b0],
    b_terbinafine: [b1],
    b_time: [b2],
    "b_terbinafine:time": [b3],
    sd_id__Intercept: [toenailReference.sd],
  },
);
