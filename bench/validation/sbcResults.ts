/** Results of a study of calibration, and how they are written. */
import { existsSync, readFileSync } from "node:fs";
import type { SbcResults, Study } from "../sbc/sbc.js";
import { digits } from "./markdown.js";

/** What `npm run test:sbc` found last. Throws when the study has not been run. */
export function readStudies(study: string): SbcResults {
  const path = `out/sbc-${study}.json`;
  if (!existsSync(path)) throw new Error(`there is no ${path}: run npm run test:sbc first`);
  return JSON.parse(readFileSync(path, "utf8")) as SbcResults;
}

/** A p-value in a table. */
export function probability(p: number): string | number {
  return p < 1e-10 ? "< 1e-10" : digits(p, 2);
}

/** A model with all its priors, as an item of a list. */
export const priorsOf = ({ name, formulas, family, priors }: Study): string =>
  `- ${name}: ${[formulas, priors].map(codes).join(`, ${family}, `)}`;

const codes = (texts: readonly string[]) => texts.map((text) => `\`${text}\``).join(", ");
