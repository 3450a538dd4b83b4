/**
 * Simulation-based calibration (Talts et al. 2018; Modrák et al. 2023): data are simulated from parameters drawn from their
 * priors; over many replications the ranks of the parameters among draws given the data must be uniform, and 90 % intervals of
 * shares of variance must cover nine in ten of them. Run by
 * `npm run test:sbc`, with names of studies and beginnings of names of models as arguments if wanted and `--replications 20` for fewer
 * than 200. Writes out/sbc-structures.json and out/sbc-families.json, one for each study; exit status 1 when a band is left, when intervals cover too few or too many, or when the control that must leave it does not.
 */
import { fork } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { chanceWithin, coverageBounds } from "./coverage.js";
import { allowed, judge, type Judged } from "./judge.js";
import { models, studies } from "./models.js";
import { replicate, type Replication } from "./replicate.js";
import type { SbcModel } from "./SbcModel.js";

/** What the file of a study holds. */
export interface SbcResults {
  readonly machine: string;
  readonly replications: number;
  readonly minutes: number;
  readonly studies: readonly Study[];
}

/** One model, or a control: a model simulated with other priors than it is fitted with. */
export interface Study {
  readonly name: string;
  /** Of several distributional parameters one each. */
  readonly formulas: readonly string[];
  readonly family: string;
  readonly priors: readonly string[];
  readonly control: boolean;
  readonly judged: readonly Judged[];
  /** Replications in which the 90 % interval of a share of variance covers it, by its name. */
  readonly covered: Readonly<Record<string, number>>;
  readonly divergences: number;
  readonly smallestEss: number;
  readonly largestRhat: number;
  /** Data that were drawn anew, parameters included, since the package could not take them. */
  readonly redrawn: number;
  /** Replications by how much their draws were thinned. */
  readonly thinned: Readonly<Record<number, number>>;
}

/** A replication to be done: `model` counts in {@link models}, `wider` is 2 in the control. */
interface Task {
  readonly model: number;
  readonly wider: number;
  readonly number: number;
}

const words = process.argv.slice(2);
if (process.send) process.on("message", (task: Task) => void work(task));
else await main();

async function work({ model, wider, number }: Task): Promise<void> {
  process.send!(await replicate(models[model]!, number, wider));
}

async function main(): Promise<void> {
  const at = words.indexOf("--replications");
  const replications = at < 0 ? 200 : Number(words[at + 1]);
  const names = words.filter((word, i) => !word.startsWith("--") && (at < 0 || i !== at + 1));
  let isRight = true;
  for (const [study, members] of studies) {
    const chosen = members.filter(({ name }) => names.includes(study) || isWanted(name, names));
    if (chosen.length > 0) isRight = (await run(study, chosen, replications)) && isRight;
  }
  if (!isRight) process.exitCode = 1;
}

/** Whether all is as it must be. */
async function run(study: string, chosen: readonly SbcModel[], replications: number): Promise<boolean> {
  const began = performance.now();
  const plans = [
    ...chosen.map((model) => ({ model: models.indexOf(model), wider: 1 })),
    ...chosen.slice(0, 1).map((model) => ({ model: models.indexOf(model), wider: 2 })),
  ];
  const tasks = plans.flatMap((plan) =>
    Array.from({ length: replications }, (_, number): Task => ({ ...plan, number: number + 1 })),
  );
  const results = await shared(tasks);
  const record: SbcResults = {
    machine: `${cpus()[0]!.model}, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`,
    replications,
    minutes: (performance.now() - began) / 60_000,
    studies: plans.map((plan, i) => studyOf(plan, results.slice(i * replications, (i + 1) * replications))),
  };
  mkdirSync("out", { recursive: true });
  writeFileSync(`out/sbc-${study}.json`, JSON.stringify(record) + "\n");
  return print(record);
}

function isWanted(name: string, names: readonly string[]): boolean {
  return names.length === 0 || names.some((word) => name.toLowerCase().startsWith(word.toLowerCase()));
}

/** Shares the tasks among processes, one for each processor; results are in the order of the tasks. */
async function shared(tasks: readonly Task[]): Promise<readonly Replication[]> {
  const results = new Array<Replication>(tasks.length);
  let next = 0;
  let done = 0;
  await Promise.all(
    Array.from({ length: availableParallelism() }, () => {
      const child = fork(process.argv[1]!);
      return new Promise<void>((resolve, reject) => {
        let mine = -1;
        const more = () => {
          mine = next++;
          if (mine < tasks.length) child.send(tasks[mine]!);
          else child.disconnect();
        };
        child.on("message", (result: Replication) => {
          results[mine] = result;
          if (++done % 100 === 0) console.error(`${done} of ${tasks.length} replications`);
          more();
        });
        child.on("exit", (status) =>
          status === 0 ? resolve() : reject(new Error(`a process ended with status ${status}`)),
        );
        more();
      });
    }),
  );
  return results;
}

function studyOf({ model, wider }: Pick<Task, "model" | "wider">, replications: readonly Replication[]): Study {
  const { name, formula, family, priors } = models[model]!;
  const formulas = typeof formula === "string" ? [formula] : formula;
  const thinned: Record<number, number> = {};
  for (const { thin } of replications) thinned[thin] = (thinned[thin] ?? 0) + 1;
  return {
    ...{ name, formulas, family, priors, control: wider !== 1, thinned },
    judged: judge(replications),
    covered: coveredOf(replications),
    divergences: replications.reduce((sum, one) => sum + one.divergences, 0),
    smallestEss: Math.min(...replications.map(({ smallestEss }) => smallestEss)),
    largestRhat: Math.max(...replications.map(({ largestRhat }) => largestRhat)),
    redrawn: replications.reduce((sum, one) => sum + one.redrawn, 0),
  };
}

function coveredOf(replications: readonly Replication[]): Record<string, number> {
  const names = Object.keys(replications[0]!.covered);
  return Object.fromEntries(
    names.map((name) => [name, replications.filter(({ covered }) => covered[name]).length] as const),
  );
}

/** Prints the verdicts; whether all is as it must be. */
function print({ machine, minutes, replications, studies }: SbcResults): boolean {
  const variables = studies.filter(({ control }) => !control).reduce((sum, { judged }) => sum + judged.length, 0);
  const outside = ({ judged }: Study) => judged.filter(({ ecdf }) => ecdf < allowed / variables);
  console.log(`${machine}; ${minutes.toFixed(1)} minutes`);
  console.table(
    studies.map((study) => ({
      model: study.control ? `${study.name}, simulated twice as wide` : study.name,
      variables: study.judged.length,
      "outside the band": outside(study).length,
      "smallest p of the band": least(study.judged.map(({ ecdf }) => ecdf)),
      "smallest p of chi-square": least(study.judged.map(({ chiSquare }) => chiSquare)),
      divergences: study.divergences,
      "smallest ESS": Math.round(study.smallestEss),
      "largest R-hat": Number(study.largestRhat.toFixed(3)),
      thinned: JSON.stringify(study.thinned),
      redrawn: study.redrawn,
    })),
  );
  console.log(`a variable is outside when its p is below ${allowed} / ${variables}`);
  for (const study of studies) {
    for (const { variable, ecdf, meanRank } of outside(study)) {
      console.log(
        `${study.name}${study.control ? " (control)" : ""}: ${variable}, p ${ecdf.toPrecision(2)}, mean rank ${meanRank.toFixed(3)}`,
      );
    }
  }
  const [fewest, most] = coverageBounds(replications);
  const isCovered = (count: number) => count >= fewest && count <= most;
  // Of a control nothing is asked but that it leaves the band.
  const own = studies.filter(({ control }) => !control);
  for (const { name, covered } of own) {
    for (const [share, count] of Object.entries(covered)) {
      const verdict = isCovered(count) ? "as it should" : "WRONG";
      console.log(
        `${name}: 90 % intervals of ${share} cover ${count} of ${replications}, ${fewest} to ${most} allowed: ${verdict}`,
      );
    }
  }
  const shares = own.reduce((sum, { covered }) => sum + Object.keys(covered).length, 0);
  const pass = (1 - allowed) * chanceWithin(replications) ** shares;
  console.log(
    `if nothing is wrong, all of this passes with a probability of at least about ${(100 * pass).toFixed(1)} %`,
  );
  return (
    studies.every((study) => outside(study).length > 0 === study.control) &&
    own.every(({ covered }) => Object.values(covered).every(isCovered))
  );
}

function least(numbers: readonly number[]): number {
  return Number(Math.min(...numbers).toPrecision(2));
}
