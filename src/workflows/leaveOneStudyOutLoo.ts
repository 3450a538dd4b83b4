/** Leave-one-out cross-validation of a network by study: how well each trial is predicted by all others. */
import { loo as looOf, replaceObservations, type ReplacedObservation } from "../../diagnostics/loo/index.js";
import type { Posterior } from "../../engine/core/Posterior.js";
import { UserError } from "../../engine/core/UserError.js";
import type { Platform } from "../platform/Platform.js";
import { fingerprint } from "./fingerprint.js";
import type { LeaveOneGroupOutOptions } from "./leaveOneGroupOut.js";
import type { PosteriorLoo } from "./loo.js";
import { networkAnswers } from "./networkAnswers.js";
import { predictiveDensities } from "./refitWithout.js";
import { refusePriorOnly } from "./refusePriorOnly.js";
import { refitStudies } from "./studiesHeldOut.js";

/** What the group of studies is called, whatever their column is. */
const study = "study";

/**
 * Expected log predictive density of the other arms of each study given its baseline arm, by all other studies: its baseline and random
 * effects are integrated out.
 *
 * @throws UserError for draws of the prior, another group than studies, and with `refit` as `update` does.
 */
export async function leaveOneStudyOutLoo(
  posterior: Posterior,
  { group, refit, threshold, onProgress }: LeaveOneGroupOutOptions,
  platform: Platform,
): Promise<PosteriorLoo> {
  refusePriorOnly(posterior);
  await requireStudies(posterior, group);
  const { studyPointwise, observed } = await networkAnswers(posterior);
  const { notes, ...pointwise } = studyPointwise();
  const loo = looOf(pointwise, {
    ...(threshold === undefined ? {} : { threshold }),
    unit: [study, "studies"],
    data: `studies ${fingerprint(observed())}`,
  });
  const { unreliable } = loo;
  if (!refit || unreliable.length === 0) return { ...loo, notes };
  const without = await refitStudies(posterior, refit === true ? {} : refit, platform);
  const progress = (done: number) => onProgress?.({ what: "fitted again", done, of: unreliable.length });
  const replacements: ReplacedObservation[] = [];
  for (const [done, place] of unreliable.entries()) {
    progress(done);
    const { heldOut } = await without([place], `study "${pointwise.labels[place]!}"`);
    const [density] = predictiveDensities(heldOut);
    replacements.push({ observation: place, ...density!, paretoK: 0, ess: heldOut.chains * heldOut.drawsPerChain });
  }
  progress(unreliable.length);
  const noun = unreliable.length === 1 ? "1 study" : `${unreliable.length} studies`;
  return { ...replaceObservations(loo, replacements), notes: [...notes, `fitted again without each of ${noun}`] };
}

/** @throws UserError for a group that is not that of studies: by the word, or by the name of their column. */
export async function requireStudies(posterior: Posterior, group: string | undefined): Promise<void> {
  if (group === undefined || group === study) return;
  const { findLayout } = await import("../../models/meta/data/findLayout.js");
  const { fitted } = await networkAnswers(posterior);
  const column = findLayout(posterior.data!, fitted.declaration).study;
  if (group === column) return;
  throw new UserError(
    `groups of a network are its studies, not "${group}": leave out whole studies by the group study.`,
  );
}
