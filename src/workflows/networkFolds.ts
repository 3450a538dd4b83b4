/** K-fold cross-validation of a network: studies are left out whole. */
import { kfoldElpd } from "../../diagnostics/loo/index.js";
import type { Posterior } from "../../engine/core/Posterior.js";
import { UserError } from "../../engine/core/UserError.js";
import { stream } from "../../engine/random/stream.js";
import type { Platform } from "../platform/Platform.js";
import { drawTroubles, mattersInNetwork } from "./drawTroubles.js";
import { fingerprint } from "./fingerprint.js";
import { foldWarnings, type BadFold } from "./foldWarnings.js";
import { foldsOf } from "./foldsOf.js";
import type { Kfold, KfoldOptions } from "./kfold.js";
import { requireStudies } from "./leaveOneStudyOutLoo.js";
import { networkAnswers } from "./networkAnswers.js";
import { predictiveDensities } from "./refitWithout.js";
import { refusePriorOnly } from "./refusePriorOnly.js";
import { refitStudies } from "./studiesHeldOut.js";

const usualFolds = 10;

/**
 * Expected log predictive density of the other arms of each study given its baseline arm, under a fit without the studies of its fold. An
 * arm by itself would not do: what is left of its study tells of its baseline alone.
 *
 * @throws UserError for impossible folds, another group than studies, strata, and as `update` does.
 */
export async function networkFolds(posterior: Posterior, options: KfoldOptions, platform: Platform): Promise<Kfold> {
  const { folds: asked, group, stratify, onProgress, ...refit } = options;
  refusePriorOnly(posterior);
  await requireStudies(posterior, group);
  if (stratify !== undefined) {
    throw new UserError(
      "folds of a network are of whole studies, which cannot be balanced by a column of arms: leave stratify out.",
    );
  }
  const { studyPointwise, observed, fitted } = await networkAnswers(posterior);
  const { studies } = fitted.network;
  const seed = String(options.seed ?? posterior.provenance.seed);
  const folds = foldsOf(
    { rows: studies.length, columns: new Map() },
    { folds: asked ?? Math.min(usualFolds, studies.length) },
    stream(seed, "folds"),
  );
  const count = folds.reduce((most, fold) => Math.max(most, fold), 0) + 1;
  const [elpd, mcse] = [new Float64Array(studies.length), new Float64Array(studies.length)];
  const without = await refitStudies(posterior, { ...refit, seed }, platform);
  const bad: BadFold[] = [];
  for (let fold = 0; fold < count; fold += 1) {
    onProgress?.(fold, count);
    const places = Array.from(folds.keys()).filter((place) => folds[place] === fold);
    const again = await without(places, `fold ${fold + 1}`);
    const { warnings } = drawTroubles(again.posterior, mattersInNetwork);
    if (warnings.length > 0) bad.push({ fold, warnings });
    let at = 0;
    for (const density of predictiveDensities(again.heldOut)) {
      const place = places[at++]!;
      elpd[place] = density.elpd;
      mcse[place] = density.mcse;
    }
  }
  onProgress?.(count, count);
  const { notes, ...full } = studyPointwise();
  const data = `studies ${fingerprint(observed())}`;
  return {
    ...kfoldElpd({ elpd, mcse, full, warnings: foldWarnings(bad, count), data }),
    folds,
    notes: [`${count} folds of whole studies`, ...notes],
  };
}
