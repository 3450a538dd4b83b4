/** Counts at eight sites with a covariate, simulated: as few groups as people often have. */
import type { Table } from "../../engine/core/Table.js";
import { tableFromColumns } from "../../engine/data/table.js";
import { halfNormal, normal, poissonLog, program } from "../../models/index.js";
import { scattered } from "./BenchModel.js";

const rows = 64;
const effects = [0.4, -0.3, 0.1, 0.7, -0.6, 0, 0.2, -0.4];

/** The model. */
export const sites = program<{ site: number; x: number; count: number }>(({ parameter, observe, factor, data, tf }) => {
  const site = factor("site");
  const intercept = parameter("intercept", normal(0, 2));
  const slope = parameter("slope", normal(0, 1));
  const sd = parameter("sd", halfNormal(0, 1));
  const u = parameter("u", normal(0, sd), { dims: { site: site.levels } });
  const eta = tf.add(tf.add(intercept, tf.mul(slope, data.x)), tf.gather(u, site.codes));
  observe(poissonLog(eta), data.count);
});

/** Its table. */
export function sitesTable(): Table {
  const u = scattered(2 * rows, 23);
  const site = Array.from({ length: rows }, (_, i) => (i % 8) + 1);
  const x = Array.from({ length: rows }, (_, i) => 2 * u[i]! - 1);
  const count = site.map((s, i) => Math.floor(2 * u[rows + i]! * Math.exp(1 + 0.5 * x[i]! + effects[s - 1]!)));
  return tableFromColumns({ site, x, count });
}
