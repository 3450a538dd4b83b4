/** Runs the examples in the docstrings of questions to a GLMM, on a posterior that has what they ask about. */
import { readdirSync, readFileSync } from "node:fs";
import ts from "typescript";
import { beforeAll, describe, expect, it } from "vitest";
import * as diagnostics from "../../diagnostics/index.js";
import * as poolwise from "../../src/index.js";
import type { Posterior } from "../../engine/core/Posterior.js";
import { root } from "./documents.js";

const folders = ["icc", "marginal", "means", "ratios", "withinBetween", "advice", "effects", "hypothesis", "variance"];
const files = [
  ...folders.flatMap((folder) =>
    readdirSync(`${root}models/glmm/${folder}`).map((name) => `models/glmm/${folder}/${name}`),
  ),
  "models/glmm/priors/priorPosterior.ts",
  "models/glmm/priors/priorPosteriorText.ts",
  "src/workflows/hypothesis.ts",
  "src/workflows/hypothesisText.ts",
];

interface Example {
  readonly file: string;
  readonly code: string;
}

/** Those that begin with a posterior; what is asked of frames and numbers has tests of its own. */
function examplesOf(file: string): Example[] {
  const docstrings = readFileSync(root + file, "utf8").match(/\/\*\*[^]*?\*\//g) ?? [];
  return docstrings.flatMap((text) => {
    const plain = text.replace(/\*\/$/, "").replace(/^ *\* ?/gm, "");
    return [...plain.matchAll(/@example\s([^]*?)(?=\n@|$)/g)]
      .map(([, code]) => ({ file, code: code!.trim() }))
      .filter(({ code }) => /\bposterior\b/.test(code));
  });
}

const wave = (row: number, step: number): number => ((row * step) % 13) / 5 - 1;

/** Two visits of 24 animals in six herds, with all that examples name. */
const table = Array.from({ length: 48 }, (_, i) => {
  const animal = Math.floor(i / 2);
  return {
    ...{ herd: `h${animal % 6}`, patient: String(animal + 1) },
    ...{ Subject: `s${animal % 8}`, animal: `a${animal % 12}`, g: `g${animal % 5}` },
    arm: animal % 4 < 2 ? "placebo" : "drug",
    sex: animal % 2 === 0 ? "f" : "m",
    age: 30 + ((animal * 11) % 40),
    ...{ time: i % 2, day: (i * 5) % 29, Days: (i * 3) % 10 },
    ...{ x: wave(i, 3), z: wave(i, 4), x1: wave(i, 5), x2: wave(i, 8), y: wave(i, 6) + wave(animal, 5) },
    dose: (animal % 6) * 0.5 + ((i * 7) % 5) / 2,
    ill: (i * 5 + animal * 3) % 7 < 3 ? 1 : 0,
  };
});

const usual = poolwise.glmm(
  "ill ~ arm * sex + arm * time + age + day + within(dose | herd) + between(dose | herd) + (1 | herd) + (1 | patient)",
  { family: "bernoulli", factors: { arm: ["placebo", "drug"] } },
);
const other = poolwise.glmm("y ~ Days + x + z + x1 + x2 + (1 + Days | Subject) + (1 | animal) + (1 | g)");
/** What the examples name that are put to the second model. */
const ofOther = /Subject|animal|_g__|x1|b_x\b/;

describe("the examples of questions", () => {
  const examples = files.flatMap(examplesOf);
  const posteriors: Posterior[] = [];

  beforeAll(async () => {
    const quick = { seed: 1, draws: 60, warmup: 200, chains: 2, workers: 0 };
    posteriors.push(await poolwise.fit(usual, table, quick), await poolwise.fit(other, table, quick));
  });

  it("are found", () => {
    expect(examples.length).toBeGreaterThan(15);
  });

  it.each(examples.map(({ file, code }) => [file, code] as const))("run (%s)", async (_, code) => {
    const posterior = posteriors[ofOther.test(code) ? 1 : 0];
    const known: Record<string, unknown> = {
      ...diagnostics,
      ...poolwise,
      posterior,
      console: { log: () => undefined },
    };
    const script = ts.transpile(code, { target: ts.ScriptTarget.ES2022 });
    const run = new Function(...Object.keys(known), `return (async () => { ${script} })();`) as (
      ...values: unknown[]
    ) => Promise<void>;
    await expect(run(...Object.values(known))).resolves.toBeUndefined();
  });
});
