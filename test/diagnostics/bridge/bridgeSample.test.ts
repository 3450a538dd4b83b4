/** Bridge sampling against closed forms and against the R package bridgesampling. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

import { bridgeSample, bridgeScheme, type BridgeMethod } from "../../../diagnostics/bridge/index.js";
import { stream } from "../../../engine/random/stream.js";

interface Reference {
  readonly q: Readonly<Record<"q11" | "q12" | "q21" | "q22", readonly number[]>>;
  readonly scheme: readonly {
    readonly neff: number;
    readonly logml: number;
    readonly generated: number;
    readonly own: number;
  }[];
}

const { q, scheme } = JSON.parse(
  readFileSync(new URL("../../reference/bridge/values.json", import.meta.url), "utf8"),
) as Reference;
const logSqrt2Pi = Math.log(2 * Math.PI) / 2;

/** Draws of independent coordinates, in two chains. */
function made(seed: string, draws: number, dimension: number, draw: (rng: ReturnType<typeof stream>) => number) {
  const rng = stream(seed, "draws");
  const chains = [0, 1].map(() => Float64Array.from({ length: draws * dimension }, () => draw(rng)));
  const proposals = stream(seed, "proposals");
  return { chains, dimension, normal: () => proposals.normal() };
}

describe("the iterative scheme", () => {
  const difference = (a: readonly number[], b: readonly number[]) => Float64Array.from(a, (x, i) => x - b[i]!);

  it.each(scheme)("comes to what bridgesampling comes to with an effective size of $neff", ({ neff, logml }) => {
    const posterior = difference(q.q11, q.q12);
    const found = bridgeScheme({ posterior: [posterior], proposal: difference(q.q21, q.q22), effectiveSize: neff });
    // It stops at a change of 1e-10.
    expect(Math.abs(found.logml - logml)).toBeLessThan(1e-9);
  });

  it.each(scheme)("has the error of Frühwirth-Schnatter (2004), of $neff", ({ neff, generated, own }) => {
    const posterior = difference(q.q11, q.q12);
    const { relativeError } = bridgeScheme({
      posterior: [posterior],
      proposal: difference(q.q21, q.q22),
      effectiveSize: neff,
    });
    // Draws are independent, so that the effective size of sixty of them is some number around sixty.
    expect(relativeError ** 2).toBeGreaterThan(generated + own / 200);
    expect(relativeError ** 2).toBeLessThan(generated + own / 30);
  });

  it("says NaN where posterior and proposal have nothing in common", () => {
    const nothing = bridgeScheme({
      posterior: [Float64Array.of(1, 2, 3)],
      proposal: new Float64Array(3).fill(-Infinity),
      effectiveSize: 3,
    });
    expect(nothing.logml).toBeNaN();
    expect(nothing.relativeError).toBeNaN();
  });
});

describe("bridgeSample", () => {
  /** z, the logarithm of a gamma(3, 1) variable: e^(3z - e^z) has the integral Γ(3) = 2. */
  const skewed = (position: Float64Array) => position.reduce((sum, z) => sum + 3 * z - Math.exp(z), 0);
  const logGamma = (rng: ReturnType<typeof stream>) =>
    Math.log(-Math.log(rng.uniform()) - Math.log(rng.uniform()) - Math.log(rng.uniform()));

  it.each<BridgeMethod>(["normal", "warp3"])("has errors that are as large as it says, by method %s", (method) => {
    const runs = Array.from({ length: 60 }, (_, run) => {
      const given = made(String(run), 200, 2, logGamma);
      return bridgeSample({ ...given, logDensityOf: skewed, method });
    });
    const meanSquare = runs.reduce((sum, { logml }) => sum + (logml - 2 * Math.log(2)) ** 2, 0) / runs.length;
    const said = runs.reduce((sum, { relativeError }) => sum + relativeError ** 2, 0) / runs.length;
    // Of sixty squares the mean is known to about 18 %: a factor of 1.7 is beyond chance.
    expect(meanSquare / said).toBeGreaterThan(1 / 1.7);
    expect(meanSquare / said).toBeLessThan(1.7);
  });

  it("is surer of a skewed density by a warped bridge", () => {
    const given = made("1", 2000, 2, logGamma);
    const [plain, warped] = (["normal", "warp3"] as const).map((method) =>
      bridgeSample({ ...given, logDensityOf: skewed, method }),
    );
    expect(warped!.relativeError).toBeLessThan(0.75 * plain!.relativeError);
    expect(warped!.iterations).toBeLessThan(50);
  });

  it("takes densities that end, where nothing is beyond", () => {
    const logDensityOf = ([x]: Float64Array) => (x! > 0 ? -0.5 * x! * x! - logSqrt2Pi : -Infinity);
    const { logml, relativeError } = bridgeSample({
      ...made("2", 2000, 1, (rng) => Math.abs(rng.normal())),
      logDensityOf,
    });
    expect(Math.abs(logml - Math.log(0.5))).toBeLessThan(4 * relativeError);
    expect(relativeError).toBeLessThan(0.05);
  });

  it("needs no more draws than there are dimensions", () => {
    const dimension = 60;
    const given = made("3", 40, dimension, (rng) => rng.normal());
    const logDensityOf = (position: Float64Array) =>
      position.reduce((sum, x) => sum - (x * x) / 2 - logSqrt2Pi, Math.log(7));
    const { logml, relativeError, draws } = bridgeSample({ ...given, logDensityOf });
    expect(draws).toBe(40);
    expect(Number.isFinite(relativeError)).toBe(true);
    expect(Math.abs(logml - Math.log(7))).toBeLessThan(3);
  });

  it("counts dependent draws for their effective size", () => {
    const rng = stream("4", "dependent");
    const chains = [0, 1].map(() => {
      let x = rng.normal();
      return Float64Array.from({ length: 4000 }, () => (x = 0.9 * x + Math.sqrt(1 - 0.81) * rng.normal()));
    });
    const { effectiveSize, draws } = bridgeSample({
      chains,
      dimension: 1,
      logDensityOf: ([x]) => -0.5 * x! * x!,
      normal: () => rng.normal(),
    });
    // An autoregression of 0.9 has n (1 - 0.9) / (1 + 0.9) independent ones.
    expect(effectiveSize / (draws / 19)).toBeGreaterThan(0.6);
    expect(effectiveSize / (draws / 19)).toBeLessThan(1.6);
  });
});
