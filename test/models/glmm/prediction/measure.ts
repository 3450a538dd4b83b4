/**
 * Time and memory of predictions of 100,000 new rows by 4,000 draws, 3.2 gigabytes if they were all kept:
 *
 *     npx tsx test/models/glmm/prediction/measure.ts gaussian linpred
 *
 * The arguments are a family, a question, and `new` for rows that are all of levels the fit did not have. One question a
 * process, since a process remembers only its largest memory.
 */
import type { Posterior } from "../../../../engine/core/Posterior.js";
import { tableFromColumns } from "../../../../engine/data/table.js";
import { stream } from "../../../../engine/random/stream.js";
import { glmm } from "../../../../models/glmm/glmm.js";
import * as prediction from "../../../../models/glmm/prediction/index.js";

const [family = "gaussian", question = "linpred", levels = "known"] = process.argv.slice(2);
const [chains, drawsOfChain, groups, rows] = [4, 1000, 100, 100_000];
const formula = "y ~ x1 + x2 + x3 + x4 + (1 | g)";
const rng = stream("1", "measure");

const columns = (count: number, group: (row: number) => string) =>
  tableFromColumns({
    y: Array.from({ length: count }, (_, row) => row % 2),
    g: Array.from({ length: count }, (_, row) => group(row)),
    ...Object.fromEntries(
      ["x1", "x2", "x3", "x4"].map((name) => [name, Array.from({ length: count }, () => rng.normal())]),
    ),
  });

const names = [
  ...["b_Intercept", "b_x1", "b_x2", "b_x3", "b_x4", "sd_g__Intercept", "sigma"],
  ...Array.from({ length: groups }, (_, level) => `r_g[level.${level},Intercept]`),
];
const values = () => Float64Array.from({ length: drawsOfChain * names.length }, () => 0.3 + 0.05 * rng.normal());
const posterior = {
  draws: { names, chains: Array.from({ length: chains }, () => ({ drawCount: drawsOfChain, values: values() })) },
  declaration: glmm(formula, { family }).declaration,
  data: columns(400, (row) => `level ${row % groups}`),
  provenance: { seed: "1" },
} as unknown as Posterior;
const newdata = columns(rows, (row) => (levels === "new" ? `new ${row}` : `level ${row % groups}`));

const megabytes = (): string => `${Math.round(process.resourceUsage().maxRSS / 1024)} MB`;
const ask = prediction[question as "linpred"];
const before = megabytes();
const started = process.cpuUsage();
const clock = performance.now();
const predictions = ask(posterior, { newdata });
let sum = 0;
for (const block of predictions.blocks()) sum += block.values[0]!;
const seconds = (performance.now() - clock) / 1000;
const cpu = process.cpuUsage(started).user / 1e6;
const cells = rows * predictions.drawCount;
console.log(
  `${question} of ${family}, ${levels} levels: ${seconds.toFixed(1)} s (${cpu.toFixed(1)} s of processor, ` +
    `${((1e9 * cpu) / cells).toFixed(1)} ns a number), peak memory ${megabytes()}, ${before} before; sum ${sum.toFixed(3)}`,
);
