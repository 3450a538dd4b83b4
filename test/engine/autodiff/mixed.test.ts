import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../../..");
const dist = join(root, "dist");

interface Results {
  readonly sharedEngine: boolean;
  readonly ours: readonly number[];
  readonly user: readonly number[];
  readonly chained: readonly number[];
  readonly whereAndLgamma: readonly number[];
  readonly same: boolean;
  readonly sameAfterErrors: boolean;
  readonly leaked: number;
  readonly alive: readonly number[];
  readonly backend: string;
  readonly randomRefused: string;
  readonly readRefused: string;
  readonly kernelRefused: string;
}

// Needs the built package (npm run build); `npm test` builds it first.
describe("the built package beside a user's own @tensorflow/tfjs", () => {
  it.each(["user first", "ours first"])("shares its engine, exactly in both directions, loaded %s", (order) => {
    const script = join(import.meta.dirname, "mixed.mjs");
    const output = execFileSync(process.execPath, [script, dist, order], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    const results = JSON.parse(output.trim().split("\n").at(-1)!) as Results;

    const [x, p] = [
      [0.5, 1.5, 2.5],
      [0.1, 0.7, -0.4],
    ] as const;
    const terms = p.map((value, i) => 0.1 * Math.exp(value * x[i]!));
    const expected = [terms.reduce((a, b) => a + b), ...terms.map((term, i) => term * x[i]!)];
    // Literals are exact, whichever copy of tensorflow.js wrote them: float32 would be off by 1e-9.
    for (const found of [results.ours, results.user, results.chained]) {
      found.forEach((value, i) => expect(Math.abs(value - expected[i]!)).toBeLessThan(1e-15));
    }
    expect(results.whereAndLgamma[1]).toBeCloseTo(10, 12);
    expect(results.whereAndLgamma[2]).toBeCloseTo(1 / 0.7, 12);
    expect(results.whereAndLgamma.every(Number.isFinite)).toBe(true);

    expect(results).toMatchObject({
      sharedEngine: true,
      same: true,
      sameAfterErrors: true,
      leaked: 0,
      alive: [0.5, 1.5, 2.5],
      backend: "cpu",
    });
    expect(results.randomRefused).toContain("random operation inside a model is not supported: randomNormal");
    expect(results.readRefused).toContain("cannot read the value");
    expect(results.kernelRefused).toContain("unsupported operation in a model: Prod");
  });
});
