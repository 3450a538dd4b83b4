/** ROBUST, the seven items for reports of Bayesian analyses of clinical studies, as far as an analysis answers them. */
import type { Section } from "../Section.js";
import type { Account } from "./Account.js";
import { checklistSection, type ChecklistItem } from "./checklist.js";

const items: readonly ChecklistItem[] = [
  { number: "1", title: "The prior is specified", parts: ["priors"] },
  { number: "2", title: "The prior is justified", parts: [], author: "The author must say why these priors." },
  { number: "3", title: "Sensitivity to the prior is examined", parts: ["sensitivity"] },
  { number: "4", title: "The statistical model is described", parts: ["model"] },
  { number: "5", title: "The analytic technique is described", parts: ["chains", "software"] },
  { number: "6", title: "A central tendency is given", parts: ["centre"] },
  { number: "7", title: "A standard deviation or a credible interval is given", parts: ["spread"] },
];

/** The items of Sung and others as a table. */
export function robustSection(account: Account): Section {
  return checklistSection(
    {
      id: "robust",
      title: "ROBUST: reporting of Bayes used in clinical studies",
      source:
        "Sung and others 2005, Journal of Clinical Epidemiology 58:261–268, doi 10.1016/j.jclinepi.2004.08.010, in our words",
      items,
    },
    account,
  );
}
