/** Group-level effects and their spread beside lme4's. */
import { readFileSync } from "node:fs";
import { fit, glmm, ranef, readTable } from "poolwise";
import { summarise } from "poolwise/diagnostics";
import { fitModel } from "./fitModel.js";
import { decimals, markdownTable } from "./markdown.js";

interface Lme4Fit {
  readonly formula: string;
  readonly method: string;
  readonly fixed: Readonly<Record<string, number>>;
  readonly sds: readonly {
    readonly group: string;
    readonly coefficient?: string;
    readonly with?: string;
    readonly value: number;
  }[];
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
  const exact = await exactPart(fits["sleepstudy_uncorrelated"]!);
  const parts = [await partOf("sleepstudy", fits["sleepstudy"]!), await partOf("cbpp", fits["cbpp"]!)];
  return `## Group-level effects beside lme4's

lme4's conditional modes and standard deviations (\`ranef(condVar = TRUE)\`, ${fits["cbpp"]!.versions.lme4}) hold the standard deviations, correlation and
population-level coefficients at their estimates; a posterior averages over them. So the two are compared twice.

${exact}

### With priors as a person would declare them

Posterior means and standard deviations (\`ranef\`) beside the modes and standard deviations. Spreads must be as large as lme4's or a
little larger, and effects shrink a little differently. \`difference\` is in posterior standard deviations.

${parts.join("\n\n")}`;
}

/** Priors that hold everything but the effects at lme4's estimates: of gaussian responses the answer is then the same. */
async function exactPart({ formula, fixed, sds, effects }: Lme4Fit): Promise<string> {
  const sdOf = (group: string, coefficient?: string) =>
    sds.find((one) => one.group === group && one.coefficient === coefficient)!.value;
  const table = await readTable("examples/sleep-deprivation/sleepstudy.csv");
  // Days are 0 to 9, and centred.
  const at = (mean: number, sd: number) => `normal(${mean}, ${sd})`;
  const priors = [
    `Intercept ~ ${at(fixed["(Intercept)"]! + 4.5 * fixed["Days"]!, 0.05)}`,
    `b[Days] ~ ${at(fixed["Days"]!, 0.01)}`,
    `sd[Subject,Intercept] ~ ${at(sdOf("Subject", "Intercept"), 0.05)}`,
    `sd[Subject,Days] ~ ${at(sdOf("Subject", "Days"), 0.01)}`,
    `sigma ~ ${at(sdOf("Residual"), 0.05)}`,
  ];
  const posterior = await fit(glmm(formula, { priors }), table, { seed: 1, draws: 5000 });
  const ours = new Map(summarise(posterior.draws).map((row) => [row.variable, row]));
  const rows = effects.map(({ group, level, coefficient, mode, sd }) => {
    const row = ours.get(`r_${group}[${level},${coefficient}]`)!;
    return { mean: (row.mean! - mode) / row.mcse_mean!, sd: (row.sd! - sd) / row.mcse_sd!, ratio: row.sd! / sd };
  });
  const above = (zs: readonly number[]) => zs.filter((z) => Math.abs(z) > 2).length;
  const means = rows.map(({ mean }) => mean);
  const spreads = rows.map((row) => row.sd);
  const ratios = rows.map(({ ratio }) => ratio);
  return `### At lme4's estimates

\`${formula}\` with priors that hold population-level coefficients and standard deviations at the estimates of lmer by REML
(${priors.map((prior) => `\`${prior}\``).join(", ")}). The effects then have exactly lme4's conditional law. Of ${rows.length} effects, in Monte Carlo
standard errors: posterior mean minus mode at most ${largest(means)}, above 2 for ${above(means)}; posterior sd minus lme4's at most ${largest(spreads)},
above 2 for ${above(spreads)}; the ratio of sds is ${decimals(Math.min(...ratios), 3)}–${decimals(Math.max(...ratios), 3)}.`;
}

function largest(values: readonly number[]): string {
  return decimals(Math.max(...values.map(Math.abs)), 2);
}

async function partOf(name: string, { formula, method, effects }: Lme4Fit): Promise<string> {
  const posterior = await fitModel(name, { seed: 1, draws: 5000 });
  const ours = new Map(ranef(posterior).map((row) => [`${row.group} ${row.level} ${row.coefficient}`, row]));
  const rows = effects.map(({ group, level, coefficient, mode, sd }) => {
    const row = ours.get(`${group} ${level} ${coefficient}`)!;
    return { effect: `${level}, ${coefficient}`, row, mode, sd, difference: (row.mean - mode) / row.sd };
  });
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
  return `#### \`${formula}\` (${name}; ${method})

Largest difference ${largest(rows.map(({ difference }) => difference))} posterior sds; posterior sds are ${range} times lme4's.

${table}`;
}
