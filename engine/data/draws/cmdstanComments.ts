/** Understands the comments in CmdStan's files and our own: settings of the run, and how its warmup ended. */
import type { WarmupReport } from "../../core/Draws.js";
import { UserError } from "../../core/UserError.js";
import { readNumber } from "../readNumber.js";
import { drawsCsvMark } from "./drawsCsv.js";

/** The comments read so far. */
export interface Comments {
  /** Takes a line that begins with `#`, read after `rows` rows of draws. */
  add(line: string, rows: number): void;
  /** `key = value` comments, the last of each key. */
  readonly settings: ReadonlyMap<string, string>;
  /** Whether the file is one of ours. */
  readonly ours: boolean;
  /** Rows at the beginning that are of warmup. */
  warmupRows(): number;
  /** Rows that the run was to write, those of warmup among them; undefined where no comment tells. */
  plannedRows(): number | undefined;
  warmup(): WarmupReport | undefined;
}

/** A reader of comments. */
export function cmdstanComments(): Comments {
  const settings = new Map<string, string>();
  let ours = false;
  let metric: Float64Array | undefined;
  let expectMetric = false;
  let adaptedAfter = 0;
  const number = (key: string) => Number(settings.get(key) ?? 0) || 0;
  const thinned = (iterations: number) => Math.ceil(iterations / Math.max(1, number("thin")));
  const savesWarmup = () => ["1", "true"].includes(settings.get("save_warmup") ?? "");
  return {
    settings,
    get ours() {
      return ours;
    },
    add(line, rows) {
      if (line.startsWith(drawsCsvMark)) ours = true;
      if (line.includes("Adaptation terminated")) adaptedAfter = rows;
      if (expectMetric && metric === undefined && /^#[\s\d.,eE+-]*\d/.test(line)) {
        metric = Float64Array.from(line.slice(1).split(","), Number);
      }
      expectMetric = line.includes("Diagonal elements of inverse mass matrix");
      const setting = /^#\s*([A-Za-z_ ]+?)\s*=\s*(.*?)\s*(?:\(Default\))?\s*$/.exec(line);
      if (setting) settings.set(setting[1], setting[2]);
    },
    warmupRows() {
      return savesWarmup() ? adaptedAfter || thinned(number("num_warmup")) : 0;
    },
    plannedRows() {
      const samples = number("num_samples");
      if (!(samples > 0)) return undefined;
      return thinned(samples) + (savesWarmup() ? thinned(number("num_warmup")) : 0);
    },
    warmup() {
      const stepSize = readNumber(settings.get("Step size") ?? "");
      if (stepSize === undefined) return undefined;
      return {
        iterations: settings.has("warmup iterations") ? number("warmup iterations") : number("num_warmup"),
        stepSize,
        inverseMetric: metric ?? new Float64Array(0),
        gradients: number("warmup gradients"),
        divergences: number("warmup divergences"),
      };
    },
  };
}

/** @throws UserError naming the file when it holds the output of an optimiser or another method that does not sample. */
export function refuseOtherMethods(file: string, settings: ReadonlyMap<string, string>): void {
  const method = settings.get("method");
  if (method === undefined || /^(sample|generate_quantities)/.test(method)) return;
  throw new UserError(
    `${file} was written by CmdStan's method "${method}", not by sampling: give the files of sample.`,
  );
}
