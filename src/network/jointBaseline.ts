/** The baseline of a new study, from baselines that were fitted with the effects. */
import { UserError } from "../../engine/core/UserError.js";
import { stream } from "../../engine/random/stream.js";
import type { FittedNetwork } from "../../models/meta/index.js";
import type { NetworkQuestions } from "./NetworkQuestions.js";

/** Draws from the law of baselines. @throws UserError where baselines have no common law. */
export function jointBaseline(fitted: FittedNetwork): Required<Pick<NetworkQuestions, "baseline" | "baselineText">> {
  if (!fitted.declaration.exchangeableBaselines) {
    throw new UserError(
      "a joint baseline is fitted with the effects, but in this fit each study has a baseline of its own: fit again with --baseline joint.",
    );
  }
  const rng = stream(fitted.posterior.provenance.seed, "new baseline");
  const sd = fitted.draws("sd_baseline");
  const baseline = fitted.draws("baseline").map((mean, draw) => mean + sd[draw]! * rng.normal());
  return { baseline, baselineText: "that of a new study like those of the network" };
}
