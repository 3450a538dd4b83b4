/** Writes docs/validation.md. Run by `npm run docs:validation`, after `npm run test:sbc`. */
import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { lme4Section } from "./lme4Section.js";
import { networkSection } from "./networkSection.js";
import { newLevelSection } from "./newLevelSection.js";
import { sbcSection } from "./sbcSection.js";
import { stanSection } from "./stanSection.js";

const machine = `${cpus()[0]!.model} (${cpus().length} cores), Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`;
const path = "docs/validation.md";

/** `npm run docs:validation -- networks` writes the part on networks anew and leaves the rest as it is. */
const before = process.argv.includes("networks") ? readFileSync(path, "utf8") : undefined;
const networks = await networkSection(machine);
if (before === undefined) {
  const sections = [sbcSection(), await lme4Section(), await newLevelSection(), await stanSection()];
  writeFileSync(
    path,
    `# What poolwise was checked against

Group-level models first, written by \`npm run docs:validation\`; ${machine}. [Networks](#networks) of trials follow.

${sections.join("\n\n")}

${networks}
`,
  );
} else {
  const start = before.indexOf("## Networks\n");
  writeFileSync(path, `${(start < 0 ? before : before.slice(0, start)).trimEnd()}\n\n${networks}\n`);
}
console.log(`written to ${path}${before === undefined ? " and docs/validation-sbc.svg" : ""}`);
