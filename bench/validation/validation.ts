/** Writes docs/validation.md. Run by `npm run docs:validation`, after `npm run test:sbc`. */
import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { lme4Section } from "./lme4Section.js";
import { networkSection } from "./networkSection.js";
import { newLevelSection } from "./newLevelSection.js";
import { familiesHeading, sbcFamilies } from "./sbcFamilies.js";
import { sbcSection } from "./sbcSection.js";
import { stanSection } from "./stanSection.js";

const machine = `${cpus()[0]!.model} (${cpus().length} cores), Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`;
const path = "docs/validation.md";

/** `npm run docs:validation -- networks`, or `families`, writes that part anew and leaves the rest as it is. */
const part = ["networks", "families"].find((name) => process.argv.includes(name));
if (part === undefined) {
  const sections = [sbcSection(), await lme4Section(), await newLevelSection(), await stanSection()];
  writeFileSync(
    path,
    `# What poolwise was checked against

Group-level models first, written by \`npm run docs:validation\`; ${machine}. [Networks](#networks) of trials follow.

${sections.join("\n\n")}

${await networkSection(machine)}
`,
  );
} else if (part === "networks") {
  rewrite("## Networks\n", undefined, await networkSection(machine));
} else {
  rewrite(`${familiesHeading}\n`, "## Group-level effects beside lme4's\n", sbcFamilies());
}
console.log(`written to ${path}, with pictures of calibration where that is part of it`);

/** Puts a section where it was, up to the heading that follows; before that heading where it was not there yet. */
function rewrite(heading: string, next: string | undefined, section: string) {
  const before = readFileSync(path, "utf8");
  const end = next === undefined ? before.length : before.indexOf(next);
  const start = before.indexOf(heading);
  const parts = [before.slice(0, start < 0 ? end : start), section, before.slice(end)].map((text) => text.trim());
  writeFileSync(path, `${parts.filter(Boolean).join("\n\n")}\n`);
}
