/**
 * What every optimisation is worth, and how poolwise stands beside Stan. Run by `npm run docs:performance`, after
 * `npm run bench:stan`, whose figures it quotes; names of models as arguments choose some. Writes docs/performance.md.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { readModels } from "../stan/models.js";
import { codeSection } from "./codeSection.js";
import { geometrySection } from "./geometrySection.js";
import { stanSection } from "./stanSection.js";

const models = readModels(process.argv.slice(2));
const machine = `${cpus()[0]!.model} (${cpus().length} cores), Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`;
const measured = "out/bench-stan.json";
const stan = existsSync(measured) ? [stanSection(JSON.parse(readFileSync(measured, "utf8")))] : [];
const sections = [
  ...stan,
  await geometrySection(models),
  await codeSection(models),
  readFileSync("bench/performance/notes.md", "utf8").trim(),
];
writeFileSync(
  "docs/performance.md",
  `# What makes it fast

Written by \`npm run docs:performance\`; ${machine}.

${sections.join("\n\n")}
`,
);
console.log("written to docs/performance.md");
