/** What is wrong with a computation or a model, by its cause: where it is, why it matters, and the one change to make. */

/** What gives a problem away; the causes of warnings about the computation. */
export type Symptom =
  "divergences" | "rhat" | "ess_bulk" | "ess_tail" | "ebfmi" | "max_treedepth" | "stuck_chains" | "short_chain";

/** A problem, with the symptoms that have one cause put together. */
export interface Finding {
  /** A stable word, such as `funnel` or `too_few_draws`. */
  readonly cause: string;
  readonly state: "caution" | "bad";
  /** A few words that name the term: `A funnel in sd_clinic__Intercept`. */
  readonly title: string;
  /** What was seen, with its figures, and why it matters. */
  readonly text: string;
  /** The one change to make first. */
  readonly action: string;
  /** Variables to look at, the worst first. */
  readonly variables: readonly string[];
  /** What it explains, so that these need no advice of their own. */
  readonly explains: readonly Symptom[];
  /** It is about model and data: the draws may be as good as can be. */
  readonly aboutModel?: boolean;
  /** Draws that are to be added to those of all chains, where more draws are the answer. */
  readonly furtherDraws?: number;
  /** The chart that shows it, and of which variables. */
  readonly figure?: { readonly kind: "pair" | "trace" | "rank" | "density"; readonly variables: readonly string[] };
}
