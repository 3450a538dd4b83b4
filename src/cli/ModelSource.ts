/** Where the model of a fit comes from: a model file or formulas. */
import type { Model } from "../../engine/core/Model.js";
import type { Analyse } from "../analysis.js";
import type { ModelFile } from "./loadModelFile.js";

/** A model with what the command line must know of its origin. */
export interface ModelSource {
  /** What the source is called in sentences: `schools.ts`, or `the formula`. */
  readonly name: string;
  /** Heads a fit whose model has no title of its own. */
  readonly title: string;
  readonly model: Model;
  readonly analyse?: Analyse;
  /** The file to be copied into the folder of the fit. */
  readonly file?: ModelFile;
  /** Runs code in which the source has a part, and names the place in it of what goes wrong. */
  run<Value>(work: () => Promise<Value>): Promise<Value>;
}
