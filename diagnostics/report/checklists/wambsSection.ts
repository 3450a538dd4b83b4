/** WAMBS, ten points on when to worry about a Bayesian analysis, as far as an analysis answers them. */
import type { Section } from "../Section.js";
import type { Account } from "./Account.js";
import { checklistSection, type ChecklistItem } from "./checklist.js";

const items: readonly ChecklistItem[] = [
  {
    number: "1",
    title: "The priors are understood before the model is fitted",
    parts: ["priors", "priorPredictive"],
    author: "Whether they are understood, the author must say.",
  },
  { number: "2", title: "Traces show that chains have converged", parts: ["chains", "convergence"] },
  { number: "3", title: "They still do after twice as many iterations", parts: ["doubling"] },
  { number: "4", title: "Histograms of the posterior are made of enough draws", parts: ["sampleSizes"] },
  { number: "5", title: "Chains are not strongly autocorrelated", parts: ["autocorrelation"] },
  {
    number: "6",
    title: "The posterior makes sense in substance",
    parts: ["shapes"],
    author: "Whether it makes sense, the author must say.",
  },
  {
    number: "7",
    title: "Other priors of covariance matrices change little",
    parts: [],
    author: "The author must fit again with other priors of standard deviations and correlations, and say.",
  },
  {
    number: "8",
    title: "How results differ from those under non-informative priors",
    parts: ["sensitivity"],
    author: "That is no non-informative prior: the author must fit again with one, and say.",
  },
  { number: "9", title: "Results are stable under nearby priors", parts: ["sensitivity"] },
  {
    number: "10",
    title: "Results are put in Bayesian terms",
    parts: ["spread"],
    author: "Intervals here are posterior probabilities; the author must keep to that.",
  },
];

/** The points of Depaoli and van de Schoot as a table. */
export function wambsSection(account: Account): Section {
  return checklistSection(
    {
      id: "wambs",
      title: "WAMBS: when to worry, and how to avoid misuse",
      source: "Depaoli and van de Schoot 2017, Psychological Methods 22:240–261, doi 10.1037/met0000065, in our words",
      items,
    },
    account,
  );
}
