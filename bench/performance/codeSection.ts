/** The worth of the compiler's passes: the time of one gradient with one of them switched off. */
import { digits, markdownTable } from "../validation/markdown.js";
import type { ComparedModel } from "../stan/models.js";
import { runPinned } from "../stan/runPinned.js";
import { passNames } from "../../engine/compiler/optimise.js";
import { optimisationNames } from "../../src/optimisations.js";

/** The section, and the measurements that it needs. */
export async function codeSection(models: readonly ComparedModel[]): Promise<string> {
  const rows: Record<string, string | number>[] = [];
  for (const { name } of models) {
    const all = await gradientOf(name, []);
    const row: Record<string, string | number> = { model: name, µs: digits(all) };
    for (const pass of passNames) row[pass] = digits((await gradientOf(name, [pass])) / all, 3);
    console.log(JSON.stringify(row));
    rows.push(row);
  }
  return `## Code

Microseconds of one log density with its gradient in the coordinates that a fit uses, and by how much that grows when one of the
compiler's optimisations is switched off; what each does is told in [ARCHITECTURE.md](../ARCHITECTURE.md).

${markdownTable(rows)}`;
}

async function gradientOf(model: string, left: readonly string[]): Promise<number> {
  const names = optimisationNames.filter((name) => !left.includes(name));
  const { output } = await runPinned(["node", "out/bench/stan/bareGradient.js", model, names.join(",")], /\S/);
  return 1e6 * Number(output);
}
