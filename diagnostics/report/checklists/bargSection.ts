/** The Bayesian analysis reporting guidelines (BARG), as far as an analysis answers them. */
import type { Section } from "../Section.js";
import type { Account } from "./Account.js";
import { checklistSection, type ChecklistItem } from "./checklist.js";

const otherPriors = "That is no other prior: the author must fit again with others, and say what changed.";

const items: readonly ChecklistItem[] = [
  { number: "0A", title: "Why the analysis is Bayesian", parts: [] },
  { number: "0B", title: "What the analysis is for", parts: [] },
  {
    number: "1A",
    title: "The variables: what is predicted, and from what",
    parts: ["data"],
    author: "What they measure and how they were gathered, the author must say.",
  },
  {
    number: "1B",
    title: "The likelihood and its parameters, hierarchy included",
    parts: ["model"],
    author: "Which parameters matter and which only help, the author must say.",
  },
  {
    number: "1C",
    title: "The priors and their justification",
    parts: ["priors"],
    author: "Why these priors, the author must say.",
  },
  { number: "1D", title: "The model in formulas or code", parts: ["model"] },
  { number: "1E", title: "What the priors predict", parts: ["priorPredictive"] },
  { number: "2A", title: "Software, with versions", parts: ["software"] },
  { number: "2B", title: "Convergence of chains, for every parameter and derived value", parts: ["convergence"] },
  { number: "2C", title: "Effective sample size, for every parameter and derived value", parts: ["sampleSizes"] },
  {
    number: "2D",
    title: "What is inexact where draws are not by Markov chains",
    parts: [],
    author: "It does not apply to draws of Markov chains.",
  },
  { number: "3A", title: "Whether the model reproduces the data", parts: ["posteriorPredictive"] },
  { number: "3B", title: "Posterior centre and interval of each variable of interest", parts: ["centre", "spread"] },
  {
    number: "3C",
    title: "Bayes factors and probabilities of models, with the priors of the models",
    parts: ["comparison"],
    author: "Bayes factors are not computed; if they are wanted, the author must say.",
  },
  { number: "4A", title: "Why decisions are made, if any are", parts: [] },
  { number: "4B", title: "What a wrong decision costs", parts: [] },
  {
    number: "4C",
    title: "Limits of practical equivalence and why these",
    parts: ["regions"],
    author: "Which limits matter and why, the author must say.",
  },
  { number: "4D", title: "Criteria of decisions on Bayes factors or models", parts: [] },
  {
    number: "4E",
    title: "Estimates beside decisions",
    parts: ["centre", "spread"],
    author: "Which decisions there are, the author must say.",
  },
  { number: "5A", title: "Results under other broad priors", parts: ["sensitivity"], author: otherPriors },
  { number: "5B", title: "Results under other informed priors", parts: ["sensitivity"], author: otherPriors },
  { number: "5C", title: "Results under other priors than default ones", parts: ["sensitivity"], author: otherPriors },
  { number: "5D", title: "Bayes factors and model probabilities under other priors", parts: [] },
  { number: "5E", title: "Decisions under other priors", parts: [] },
  { number: "6A", title: "How to get and install the software", parts: ["software"] },
  { number: "6B", title: "Data and code where others can get them", parts: ["files"] },
  { number: "6C", title: "Seeds and options, so that the draws can be made again", parts: ["seed"] },
  { number: "6D", title: "Names that make files readable, and how they belong together", parts: ["files"] },
  { number: "6E", title: "The draws themselves, or how to get them", parts: ["files"] },
];

/**
 * Kruschke's guidelines, six steps after a preamble (0), as a table.
 *
 * @example
 * bargSection({ ...accountOf(posterior, summary), sensitivity: { text: "No variable changed.", section: "sensitivity" } });
 */
export function bargSection(account: Account): Section {
  return checklistSection(
    {
      id: "barg",
      title: "BARG: Bayesian analysis reporting guidelines",
      source: "Kruschke 2021, Nature Human Behaviour 5:1282–1291, doi 10.1038/s41562-021-01177-7, in our words",
      items,
    },
    account,
  );
}
