/** `ask DIR waic`: the widely applicable information criterion, for comparison with figures of other programs. */
import { looText, waic } from "../../diagnostics/loo/index.js";
import type { Posterior } from "../../engine/core/Posterior.js";
import { isNetworkFit } from "../workflows/networkAnswers.js";
import { pointwiseOf } from "../workflows/pointwiseOf.js";
import { responseFingerprint } from "../workflows/responseFingerprint.js";
import type { Answer } from "./Answer.js";
import { elpdJson } from "./elpdJson.js";
import { noteOf } from "./looAnswer.js";

/** A table of sums, and how many rows it is not reliable for. */
export async function waicAnswer(posterior: Posterior, width: number): Promise<Answer> {
  const pointwise = await pointwiseOf(posterior);
  const notes = isNetworkFit(posterior)
    ? [...pointwise.notes, "how well studies are predicted by the others is told by poolwise ask DIR loo"]
    : pointwise.notes;
  const result = waic(pointwise, await responseFingerprint(posterior));
  return { text: looText(result, { width, ...noteOf(notes) }), json: elpdJson({ ...result, notes }) };
}
