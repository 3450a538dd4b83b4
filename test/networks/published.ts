/** Published network meta-analyses: how each is fitted here, and its figures beside the published ones. */
import { readFileSync } from "node:fs";
import { summarise } from "poolwise/diagnostics";
import type { NetworkResult, NmaOptions } from "poolwise";

export type Statistic = "mean" | "sd" | "q2.5" | "q50" | "q97.5";
type Published = Readonly<Partial<Record<Statistic, number>>>;
type PublishedPair = Published & { readonly from: string; readonly to: string };

export interface PublishedSplit {
  readonly from: string;
  readonly to: string;
  readonly direct: Published;
  readonly indirect: Published;
  readonly omega: Published;
  readonly p_value: number;
  /** Of thrombolytics alone. */
  readonly residual_deviance?: number;
  readonly DIC: number;
}

/** A model of test/reference/nma/published.json. */
export interface PublishedModel {
  readonly name: string;
  readonly effects: readonly PublishedPair[];
  readonly fit?: { readonly resdev: number; readonly pD: number; readonly DIC: number };
  readonly tau?: Published;
  readonly beta?: Published;
  readonly absolute?: readonly (Published & { readonly treatment: string })[];
  readonly predictive?: readonly PublishedPair[];
  /** Probability of harm in a new trial by value of the covariate. */
  readonly harm?: Readonly<Record<string, number>>;
  readonly ranks?: readonly { readonly treatment: string; readonly mean_rank: number }[];
  readonly splits?: readonly PublishedSplit[];
  readonly baseline?: Readonly<Record<"mean" | "sd" | "new", Published>>;
  /** Residual deviance, pD and DIC of multinma's own run. */
  readonly multinma?: readonly [number, number, number];
  readonly known_error?: string;
}

export interface PublishedCase {
  readonly title: string;
  readonly origin: string;
  readonly read_from: readonly string[];
  readonly models: readonly PublishedModel[];
}

/** What is fitted for a published model. */
export interface PublishedRun {
  readonly name: string;
  readonly published: PublishedModel;
  /** In test/reference/nma. */
  readonly table: string;
  readonly options: NmaOptions;
}

/** One figure of ours beside the published one. */
export interface Figure {
  readonly what: string;
  readonly statistic: Statistic;
  readonly ours: number;
  readonly published: number;
  /** Distance as a share of what is allowed: above 1 the two disagree. */
  readonly share: number;
}

const folder = "test/reference/nma/";

/** All published cases by name. */
export function publishedCases(): ReadonlyMap<string, PublishedCase> {
  const text = readFileSync(`${folder}published.json`, "utf8");
  return new Map(Object.entries(JSON.parse(text) as Record<string, PublishedCase>));
}

const wide = ["d ~ normal(0, 100)", "mu ~ normal(0, 100)"];
const priorsOf = (effects: string): readonly string[] =>
  effects === "random" ? [...wide, "tau ~ half_normal(5)"] : wide;
const counts = { study: "studyn", treatment: "trtc", events: "r", total: "n" } as const;

/** Treatments in the order of the numbers that the sources give them. */
const orders = {
  blocker: ["Control", "Beta Blocker"],
  diabetes: ["Diuretic", "Placebo", "Beta Blocker", "CCB", "ACE Inhibitor", "ARB"],
  bcg_vaccine: ["Unvaccinated", "Vaccinated"],
  smoking: ["No intervention", "Self-help", "Individual counselling", "Group counselling"],
  thrombolytics: ["SK", "t-PA", "Acc t-PA", "SK + t-PA", "r-PA", "TNK", "PTCA", "UK", "ASPAC"],
} as const;

/** Choices beside columns, order and priors; treatments of the absolute effects have the baselines that the sources state. */
const choices: Readonly<Record<string, NmaOptions>> = {
  "blocker fixed": { effects: "fixed", baseline: `normal(-2.2, ${1 / Math.sqrt(3.3)})` },
  "blocker random": { baseline: `normal(-2.2, ${1 / Math.sqrt(3.3)})` },
  "diabetes fixed": {
    effects: "fixed",
    time: "time",
    baseline: `normal(-4.2, ${1 / Math.sqrt(1.11)})`,
    baselineTime: 3,
  },
  "diabetes random": { time: "time", baseline: `normal(-4.2, ${1 / Math.sqrt(1.11)})`, baselineTime: 3 },
  "bcg_vaccine random": { predictive: true },
  "bcg_vaccine latitude": {
    covariate: "latitude",
    at: [0, 13, 50],
    predictive: true,
    better: "lower",
    priors: [...priorsOf("random"), "beta ~ normal(0, 100)"],
  },
  // Splits of multi-arm trials depend on the order of treatments: that of multinma's vignette, whose splits these are.
  "smoking random": {
    better: "higher",
    treatments: ["No intervention", "Group counselling", "Individual counselling", "Self-help"],
  },
  "smoking ume": { model: "ume" },
  "thrombolytics fixed": { effects: "fixed", better: "lower" },
  "thrombolytics ume": { effects: "fixed", model: "ume" },
};

/** Models that are fitted as they were published; those with known errors and those of baselines alone are not among them. */
export function publishedRuns(): readonly PublishedRun[] {
  return [...publishedCases()].flatMap(([name, { models }]) =>
    models
      .filter(({ known_error, baseline }) => known_error === undefined && baseline === undefined)
      .map((published) => (name === "parkinsons" ? parkinsonsRun(published) : countsRun(name, published))),
  );
}

function countsRun(name: string, published: PublishedModel): PublishedRun {
  const own = choices[`${name} ${published.name}`]!;
  return {
    name: `${name} ${published.name}`,
    published,
    table: `${folder}published-${name}.csv`,
    options: {
      ...counts,
      treatments: orders[name as keyof typeof orders],
      reference: orders[name as keyof typeof orders][0],
      priors: priorsOf(own.effects ?? "random"),
      ...own,
    },
  };
}

/**
 * Draws a chain, so that Monte Carlo errors of outer quantiles are a quarter of what is allowed at most: tails are heavy where few studies
 * tell of tau, effects without consistency are wide, and a DIC of 102 points has an error of 0.2 with 16,000 draws.
 */
export function drawsFor({ name }: PublishedRun): number {
  if (name.startsWith("parkinsons")) return name.endsWith("random") ? 20_000 : 5000;
  return name.startsWith("smoking") ? 10_000 : name.startsWith("thrombolytics") ? 4000 : 2500;
}

/** Named "arm fixed", "mixed random" and so on. */
function parkinsonsRun(published: PublishedModel): PublishedRun {
  const [layout, effects] = published.name.split(" ") as [string, "fixed" | "random"];
  const arms = { mean: "y", se: "se" };
  const contrasts = { diff: "diff", diffSe: "se_diff" };
  return {
    name: `parkinsons ${published.name}`,
    published,
    table: `${folder}published-parkinsons-${layout}.csv`,
    options: {
      ...{ study: "studyn", treatment: "trtn", effects, reference: "1" },
      ...(layout === "contrast" ? {} : arms),
      ...(layout === "arm" ? {} : contrasts),
      priors: layout === "contrast" ? priorsOf(effects).filter((prior) => !prior.startsWith("mu")) : priorsOf(effects),
      baseline: `normal(-0.73, ${1 / Math.sqrt(21)})`,
    },
  };
}

/**
 * Every published figure of a model but its fit beside ours. Sources print two or three digits of chains of their own, so that figures may
 * differ by 0.05 or by 5 %; where posteriors are narrow that says little, so that they may not differ by more than a third of a posterior sd
 * either, 0.01 for the rounding of figures with two decimals aside.
 */
export function figuresOf({ published }: PublishedRun, result: NetworkResult): readonly Figure[] {
  const { summary, absolute, predictive, at } = result;
  const pairOf = (from: string, to: string) =>
    summary.relative_effects.find((row) => row.from === from && row.to === to)!;
  const harmAt = (value: string) =>
    at.find((one) => one.at["latitude"] === Number(value))!.predictive!.find(({ to }) => to === "Vaccinated")!.harm!;
  return [
    ...published.effects.flatMap((row) => compare(`${row.to} − ${row.from}`, pairOf(row.from, row.to), row)),
    ...(published.tau ? compare("tau", summary.tau!, published.tau) : []),
    ...(published.beta ? compare("beta", figuresOfVariable(result, "beta[latitude]"), published.beta) : []),
    ...(published.absolute ?? []).flatMap((row) =>
      compare(
        `${absolute!.measure} with ${row.treatment}`,
        absolute!.absolute.find(({ treatment }) => treatment === row.treatment)!,
        row,
      ),
    ),
    ...(published.predictive ?? []).flatMap((row) =>
      compare(
        `${row.to} − ${row.from} in a new trial`,
        predictive!.find(({ from, to }) => from === row.from && to === row.to)!,
        row,
      ),
    ),
    ...Object.entries(published.harm ?? {}).flatMap(([value, mean]) =>
      compare(`P(harm) at latitude ${value}`, { mean: harmAt(value) }, { mean }),
    ),
    ...(published.ranks ?? []).flatMap((row) =>
      compare(
        `rank of ${row.treatment}`,
        { mean: summary.ranks!.mean_rank[summary.treatments.indexOf(row.treatment)]! },
        { mean: row.mean_rank },
      ),
    ),
  ];
}

/** Estimates of a split beside the published ones. */
export function splitFigures(
  published: PublishedSplit,
  splits: NonNullable<NetworkResult["consistency"]["splits"]>,
): readonly Figure[] {
  const ours = splits.find(({ from, to }) => from === published.from && to === published.to)!;
  return (["direct", "indirect", "omega"] as const).flatMap((part) =>
    compare(`${published.to} − ${published.from} ${part}`, ours[part], published[part]),
  );
}

/** The study baselines of a posterior with one law of them, beside the published ones. */
export function baselineFigures(
  published: PublishedModel,
  ours: Readonly<Record<"mean" | "sd" | "new", Published>>,
): readonly Figure[] {
  const words = { mean: "mean baseline", sd: "sd of baselines", new: "baseline of a new study" } as const;
  return (["mean", "sd", "new"] as const).flatMap((part) =>
    compare(words[part], ours[part], published.baseline![part]),
  );
}

/** What TSD 5 takes for smoking cessation, with the priors of multinma's test. */
export const jointBaseline: NmaOptions = {
  ...counts,
  treatments: orders.smoking,
  reference: orders.smoking[0],
  priors: [...priorsOf("random"), "baseline ~ normal(0, 100)", "sd_baseline ~ half_normal(2.5)"],
  baseline: "joint",
};

/** Summary of a variable of a posterior. */
export function figuresOfVariable({ posterior }: Pick<NetworkResult, "posterior">, name: string): Published {
  const row = summarise(posterior.draws).find(({ variable }) => variable === name)!;
  return { mean: row.mean!, sd: row.sd!, "q2.5": row["q2.5"]!, q50: row.q50!, "q97.5": row["q97.5"]! };
}

function compare(what: string, ours: Published, published: Published): readonly Figure[] {
  const statistics = Object.keys(published).filter(
    (key): key is Statistic => key !== "from" && key !== "to" && key !== "treatment",
  );
  return statistics.map((statistic) => {
    const theirs = published[statistic]!;
    const criterion = Math.max(0.05, 0.05 * Math.abs(theirs));
    const narrow = published.sd === undefined ? Infinity : Math.max(published.sd / 3, 0.01);
    return {
      what,
      statistic,
      ours: ours[statistic]!,
      published: theirs,
      share: Math.abs(ours[statistic]! - theirs) / Math.min(criterion, narrow),
    };
  });
}
