/** Group-level effects and their spread beside lme4's. */
import { readFileSync } from "node:fs";
import { ranef } from "poolwise";
import { fitModel } from "./fitModel.js";
import { decimals, markdownTable } from "./markdown.js";

interface Lme4Fit {
  readonly formula: string;
  readonly method: string;
  readonly versions: { readonly lme4: string };
  readonly effects: readonly {
    readonly group: string;
    readonly level: string;
    readonly coefficient: string;
    readonly mode: number;
    readonly sd: number;
  }[];
}

/** The section, and the fits that it needs. */
export async function lme4Section(): Promise<string> {
  const fits = JSON.parse(readFileSync("test/reference/glmm/lme4.json", "utf8")) as Record<string, Lme4Fit>;
  const parts: string[] = [];
  for (const [name, theirs] of Object.entries(fits)) parts.push(await partOf(name, theirs));
  return `## Group-level effects beside lme4's

Posterior means and standard deviations (\`ranef\`) beside lme4's conditional modes and standard deviations
(\`ranef(condVar = TRUE)\`, ${fits["cbpp"]!.versions.lme4}). They answer slightly different questions: lme4 holds the standard deviations,
correlation and population-level coefficients at their estimates, a posterior averages over them. So spreads must be as large as
lme4's or a little larger, and effects shrink a little differently. \`difference\` is in posterior standard deviations.

${parts.join("\n\n")}`;
}

async function partOf(name: string, { formula, method, effects }: Lme4Fit): Promise<string> {
  const posterior = await fitModel(name, { seed: 1, draws: 5000 });
  const ours = new Map(ranef(posterior).map((row) => [`${row.group} ${row.level} ${row.coefficient}`, row]));
  const rows = effects.map(({ group, level, coefficient, mode, sd }) => {
    const row = ours.get(`${group} ${level} ${coefficient}`)!;
    return { effect: `${level}, ${coefficient}`, row, mode, sd, difference: (row.mean - mode) / row.sd };
  });
  const largest = Math.max(...rows.map(({ difference }) => Math.abs(difference)));
  const ratios = rows.map(({ row, sd }) => row.sd / sd);
  const range = `${decimals(Math.min(...ratios), 2)}–${decimals(Math.max(...ratios), 2)}`;
  const unit = Math.max(...rows.map(({ row }) => row.sd)) > 5 ? 2 : 3;
  const table = markdownTable(
    rows.map(({ effect, row, mode, sd, difference }) => ({
      effect,
      "posterior mean": decimals(row.mean, unit),
      mode: decimals(mode, unit),
      difference: decimals(difference, 2),
      "posterior sd": decimals(row.sd, unit),
      "lme4's sd": decimals(sd, unit),
    })),
  );
  return `### \`${formula}\` (${name}; ${method})

Largest difference ${decimals(largest, 2)} posterior sds; posterior sds are ${range} times lme4's.

${table}`;
}
