/** Reports of the fits that everybody knows, made as the command line makes them. */
import { fit, glmm, halfCauchy, normal, program, readTable, report, type Model, type Posterior } from "poolwise";
import { withChecks } from "../../src/workflows/withChecks.js";

/** A fit and its report. */
export interface RealFit {
  readonly posterior: Posterior;
  readonly html: string;
}

interface Source {
  readonly model: Model;
  /** Below `examples`. */
  readonly data: string;
}

/** Sampled centred, in a funnel that steps of one length cannot follow. */
const centredSchools = program<{ y: number; sigma: number }>(
  ({ parameter, observe, data }) => {
    const mu = parameter("mu", normal(0, 5));
    const tau = parameter("tau", halfCauchy(0, 5));
    const theta = parameter("theta", normal(mu, tau), { dims: { school: 8 }, parametrisation: "centred" });
    observe(normal(theta, data.sigma), data.y);
  },
  { title: "Eight schools, sampled centred" },
);

const sources = {
  "eight schools, centred": { model: centredSchools, data: "eight-schools/schools.csv" },
  "eight schools, by a formula": {
    model: glmm("y | se(sigma) ~ 1 + (1 | school)", { priors: ["Intercept ~ normal(0, 5)", "sd ~ cauchy(0, 5)"] }),
    data: "eight-schools/schools.csv",
  },
  cbpp: {
    model: glmm("incidence | trials(size) ~ period + (1 | herd)", {
      family: "binomial",
      priors: ["b ~ normal(0, 5)", "sd ~ student_t(3, 0, 2.5)"],
      factors: { period: true },
    }),
    data: "herds/cbpp.csv",
  },
  sleepstudy: { model: glmm("Reaction ~ Days + (Days | Subject)"), data: "sleep-deprivation/sleepstudy.csv" },
} satisfies Record<string, Source>;

export type FitName = keyof typeof sources;
export const fitNames = Object.keys(sources) as readonly FitName[];

/** Four chains of 1000 draws at seed 1, and the page. */
export async function realFit(name: FitName): Promise<RealFit> {
  const { model, data }: Source = sources[name];
  const table = await readTable(`examples/${data}`);
  const posterior = await withChecks(await fit(model, table, { seed: 1, workers: 0 }));
  return { posterior, html: await report(posterior) };
}
