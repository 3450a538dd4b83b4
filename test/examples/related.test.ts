import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

import { fit, readTable, varianceShare, type FitOptions, type Posterior } from "poolwise";
import { summarise, type SummaryRow } from "poolwise/diagnostics";

import microbes from "../../examples/heritability/microbes.js";
import blueTits from "../../examples/heritability/model.js";
import bystander from "../../examples/kinship/model.js";
import moura from "../../examples/moura/model.js";
import strains from "../../examples/phylogeny/model.js";

// One short chain each: the effective draws, some 150 and more, put Monte Carlo errors below a tenth of a posterior sd.
const short: FitOptions = { seed: 1, chains: 1, warmup: 200, draws: 250, adaptDelta: 0.95, workers: 0 };

interface Estimate {
  readonly b: number;
  readonly se: number;
}

const reference = <T>(name: string) =>
  JSON.parse(readFileSync(new URL(`../reference/structures/${name}.json`, import.meta.url), "utf8")) as T;
const data = (path: string) => readTable(`examples/${path}`);

function rowsOf({ draws }: Posterior): (name: string) => SummaryRow {
  const rows = new Map(summarise(draws).map((row) => [row.variable, row]));
  return (name) => rows.get(name)!;
}

/** That posterior means are near estimates, in posterior standard deviations. */
function expectNear(row: (name: string) => SummaryRow, estimates: Readonly<Record<string, number>>, most: number) {
  for (const [name, estimate] of Object.entries(estimates)) {
    expect(Math.abs(row(name).mean! - estimate) / row(name).sd!, name).toBeLessThan(most);
  }
}

describe("models with related levels are near REML", () => {
  it("a meta-analysis along a tree of 341 species: all sds, the mean and the effect of each tip within a posterior sd", async () => {
    const { sds, mean, phylogeny } = reference<{
      sds: Record<"study" | "effect" | "species" | "phylogeny", number>;
      mean: number;
      phylogeny: Record<string, number>;
    }>("moura");
    const posterior = await fit(moura, await data("moura/moura.csv"), short);
    const row = rowsOf(posterior);
    expectNear(
      row,
      {
        b_Intercept: mean,
        sd_study__Intercept: sds.study,
        sd_effect__Intercept: sds.effect,
        sd_species__Intercept: sds.species,
        "sd_species.t__Intercept": sds.phylogeny,
      },
      1,
    );
    const tips = Object.entries(phylogeny);
    expect(tips).toHaveLength(341);
    for (const [tip, effect] of tips) {
      const { mean: ours, sd } = row(`r_species.t[${tip},Intercept]`);
      expect(Math.abs(ours! - effect) / sd!, tip).toBeLessThan(1);
    }
  });

  it("the heritability of blue tits' tarsi, with the share of the nest that reared them", async () => {
    const { tarsus } = reference<{
      tarsus: { sds: Record<string, number>; h2: number; fosternest: number; breeding: Record<string, number> };
    }>("blue-tits");
    const posterior = await fit(blueTits, await data("heritability/chicks.csv"), short);
    const row = rowsOf(posterior);
    const { animal, fosternest, sigma } = tarsus.sds;
    expectNear(row, { sd_animal__Intercept: animal!, sd_fosternest__Intercept: fosternest!, sigma: sigma! }, 0.6);
    const breeding = Object.entries(tarsus.breeding).map(([name, value]) => [`r_animal[${name},Intercept]`, value]);
    expect(breeding).toHaveLength(10);
    expectNear(row, Object.fromEntries(breeding) as Record<string, number>, 0.5);
    const shares = new Map(varianceShare(posterior).rows.map(({ group, latent }) => [group, latent]));
    expect(Math.abs(shares.get("animal")!.mean - tarsus.h2) / shares.get("animal")!.sd).toBeLessThan(0.6);
    expect(Math.abs(shares.get("fosternest")!.mean - tarsus.fosternest) / shares.get("fosternest")!.sd).toBeLessThan(
      0.6,
    );
  });

  it("heritability and microbiability by two kernels, whose intervals hold what was simulated", async () => {
    const { truth, both } = reference<{
      truth: { shares: Record<"genetic" | "microbial", number> };
      both: { sds: Record<"genetic" | "microbial" | "sigma", number> };
    }>("hosts");
    const posterior = await fit(microbes, await data("heritability/hosts.csv"), short);
    const { genetic, microbial, sigma } = both.sds;
    expectNear(rowsOf(posterior), { "sd_host.P__Intercept": genetic, "sd_host.M__Intercept": microbial, sigma }, 0.7);
    const shares = new Map(
      varianceShare(posterior).rows.map(({ group, kind, latent }) => [`${kind} ${group}`, latent]),
    );
    for (const [name, share] of [
      ["term host.P", truth.shares.genetic],
      ["term host.M", truth.shares.microbial],
    ] as const) {
      expect(shares.get(name)!["q2.5"], name).toBeLessThan(share);
      expect(shares.get(name)!["q97.5"], name).toBeGreaterThan(share);
    }
  });

  it("a marker beside kinship: nothing is left of the bystander that misleads least squares", async () => {
    const estimate = reference<{ bystander: Estimate & { naive: number; naiveSe: number } }>("lines").bystander;
    expect(Math.abs(estimate.naive)).toBeGreaterThan(3 * estimate.naiveSe);
    const row = rowsOf(await fit(bystander, await data("kinship/lines.csv"), short));
    const { mean, sd, "q2.5": low, "q97.5": high } = row("b_bystander");
    expect(Math.abs(mean! - estimate.b)).toBeLessThan(0.3 * estimate.se);
    expect(Math.abs(sd! / estimate.se - 1)).toBeLessThan(0.25);
    expect([low! < 0, high! > 0]).toEqual([true, true]);
  });
});

it("a gene inherited along the tree of its strains is not taken for a cause, and one that moves between them is", async () => {
  const { truth, naive, phylogeny } = reference<{
    truth: Record<string, number>;
    naive: { capsule: Estimate };
    phylogeny: Record<"toxin" | "capsule", Estimate>;
  }>("strains");
  expect(naive.capsule.b).toBeGreaterThan(4 * naive.capsule.se);
  const row = rowsOf(await fit(strains, await data("phylogeny/patients.csv"), short));
  const [toxin, capsule] = [row("b_toxin"), row("b_capsule")];
  expect([capsule["q2.5"]! < 0, capsule["q97.5"]! > 0]).toEqual([true, true]);
  expect([toxin["q2.5"]! > 0, toxin["q97.5"]! > truth["toxin"]!]).toEqual([true, true]);
  // Laplace's approximation holds the sd of strains at its estimate: its coefficients are near, and a little surer.
  expectNear(row, { b_toxin: phylogeny.toxin.b, b_capsule: phylogeny.capsule.b }, 0.5);
  const wider = toxin.sd! / phylogeny.toxin.se;
  expect([wider > 0.85, wider < 1.25]).toEqual([true, true]);
});
