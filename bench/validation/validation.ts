/** Writes docs/validation.md. Run by `npm run docs:validation`, after `npm run test:sbc`. */
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { lme4Section } from "./lme4Section.js";
import { newLevelSection } from "./newLevelSection.js";
import { sbcSection } from "./sbcSection.js";
import { stanSection } from "./stanSection.js";

const machine = `${cpus()[0]!.model} (${cpus().length} cores), Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`;
const sections = [sbcSection(), await lme4Section(), await newLevelSection(), await stanSection()];
writeFileSync(
  "docs/validation.md",
  `# What poolwise's GLMMs were checked against

Written by \`npm run docs:validation\`; ${machine}.

${sections.join("\n\n")}
`,
);
console.log("written to docs/validation.md and docs/validation-sbc.svg");
