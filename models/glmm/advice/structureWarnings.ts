/** Advice that follows from which rows belong to which levels. */
import type { Warning } from "../../../engine/core/Warning.js";
import type { FrameEncoder } from "../design/frameOf.js";
import type { Family } from "../Family.js";
import { confoundedGroupWarnings } from "./confoundedGroupWarnings.js";
import { constantSlopeWarnings } from "./constantSlopeWarnings.js";
import { dropoutWarnings } from "./dropoutWarnings.js";
import { fewLevelsWarnings } from "./fewLevelsWarnings.js";
import { singleRowWarnings } from "./singleRowWarnings.js";

/** Few levels, groups that are nearly predictors, slopes that do not vary within levels, levels of single rows, courses that end early. */
export function structureWarnings(encoder: FrameEncoder, family: Pick<Family, "name">): readonly Warning[] {
  const { frame } = encoder;
  return [
    ...fewLevelsWarnings(frame),
    ...confoundedGroupWarnings(encoder),
    ...constantSlopeWarnings(frame),
    ...singleRowWarnings(frame, family),
    ...dropoutWarnings(frame),
  ];
}
