/** What a kernel is while a model is traced: it records nodes instead of computing. */
import type { Recorder, Traced } from "../Recorder.js";

/** Attributes of a tensorflow.js kernel, as it gives them. */
export type Attributes = Readonly<Record<string, unknown>>;

export type Kernel = (
  recorder: Recorder,
  inputs: Readonly<Record<string, Traced>>,
  attributes: Attributes,
) => Traced | Traced[];
