/**
 * How often sound draws are found fault with: healthy models, each fitted with 100 seeds. Run by `npm run check:healthy`, which
 * prints a table; exit status 1 where fewer than 95 of 100 get the verdict that they can be trusted without a warning. Words after
 * `--` choose models by parts of their names; a number is the number of seeds.
 */
import { fit, update, type Posterior } from "poolwise";
import { checksOf, diagnosisOf, knownOf, summarise, verdictOf } from "poolwise/diagnostics";
import { healthyModels, type HealthyModel } from "./models.js";

/** Of 100 fits, the fewest with a clean verdict. */
const leastClean = 0.95;

interface Outcome {
  readonly fits: number;
  readonly good: number;
  readonly silent: number;
  readonly divergences: readonly number[];
  /** Causes of warnings, and states of verdicts where there was none, with how often. */
  readonly complaints: ReadonlyMap<string, number>;
  readonly seconds: number;
}

/** What a person is told about one fit: the verdict's state and the causes of warnings. */
function told(posterior: Posterior): {
  readonly state: string;
  readonly causes: readonly string[];
  readonly divergences: number;
} {
  const { draws } = posterior;
  const rows = summarise(draws);
  const findings = diagnosisOf(draws, rows, knownOf(posterior));
  return {
    state: verdictOf(checksOf(posterior, rows), findings).state,
    causes: posterior.warnings.map(({ cause }) => cause),
    divergences: draws.chains.reduce(
      (sum, { statistics }) => sum + statistics.divergent.filter((flag) => flag === 1).length,
      0,
    ),
  };
}

async function tryOut({ model, table }: HealthyModel, fits: number): Promise<Outcome> {
  const start = performance.now();
  const complaints = new Map<string, number>();
  const complain = (cause: string) => complaints.set(cause, (complaints.get(cause) ?? 0) + 1);
  const divergences: number[] = [];
  let [good, silent] = [0, 0];
  let posterior: Posterior | undefined;
  for (let seed = 1; seed <= fits; seed++) {
    posterior = posterior === undefined ? await fit(model, table, { seed }) : await update(posterior, table, { seed });
    const { state, causes, divergences: many } = told(posterior);
    divergences.push(many);
    if (state === "good") good++;
    if (causes.length === 0) silent++;
    for (const cause of new Set(causes)) complain(cause);
    if (state !== "good" && causes.length === 0) complain(`verdict ${state}`);
  }
  return { fits, good, silent, divergences, complaints, seconds: (performance.now() - start) / 1000 };
}

const words = process.argv.slice(2);
const fits = Number(words.find((word) => /^\d+$/.test(word)) ?? 100);
const chosen = words.filter((word) => !/^\d+$/.test(word));
let failed = 0;
console.log("model                          good  silent  divergences  seconds  complaints");
for (const healthy of await healthyModels()) {
  const { name, hard } = healthy;
  if (chosen.length > 0 && !chosen.some((word) => name.includes(word))) continue;
  const { good, silent, divergences, complaints, seconds } = await tryOut(healthy, fits);
  const clean = Math.min(good, silent) >= leastClean * fits;
  if (!clean && hard === undefined) failed++;
  const diverged = divergences.filter((count) => count > 0).length;
  console.log(
    name.padEnd(29) +
      `${good}/${fits}`.padStart(8) +
      `${silent}/${fits}`.padStart(8) +
      `${Math.max(...divergences)} at most in ${diverged}`.padStart(17) +
      seconds.toFixed(0).padStart(5) +
      "  " +
      [...complaints].map(([cause, count]) => `${cause} ${count}`).join(", ") +
      (hard === undefined ? "" : ` (not counted: ${hard})`),
  );
}
if (failed > 0)
  console.error(`${failed} of the models got a clean verdict in fewer than ${leastClean * 100} of 100 fits`);
process.exit(failed > 0 ? 1 : 0);
