/** The figures of the last run of bench:stan. */
import { markdownTable } from "../validation/markdown.js";

/** What bench:stan writes. */
export interface StanComparison {
  readonly machine: string;
  readonly rows: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly means: readonly string[];
}

/** The section. */
export function stanSection({ machine, rows, means }: StanComparison): string {
  const table = Object.entries(rows).map(([model, figures]) => ({ model, ...figures }));
  return `## Beside Stan

\`npm run bench:stan\` fits seven GLMMs with poolwise and with brms 2.18 and rstan 2.21: the same data, the same priors, four chains one after another on
one processor core, ours and theirs in turn; what the columns mean is told in [bench/stan](../bench/stan/README.md). Medians of three runs;
${machine}.

${markdownTable(table)}

${means.map((line) => `- ${line}`).join("\n")}`;
}
