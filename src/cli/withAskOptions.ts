/** What `poolwise ask` takes. */
import type { Command } from "commander";

import { decimalNumber, digits, oneOf, wholeNumber } from "./optionValues.js";
import { repeated } from "./repeated.js";

/** Adds the questions' arguments and options to the command. */
export function withAskOptions(command: Command): Command {
  return command
    .description("put a question to a saved fit")
    .argument("<folder>", "folder of a saved fit")
    .argument(
      "<question>",
      "of any fit: loo, waic, compare, sensitivity, hypothesis, marginallikelihood or bayesfactor; of formulas and networks: priors, kfold; of formulas: shrinkage, ranef, coef, fixef, varcorr, varianceshare, ancestral, linpred, epred, predict, loglik, design, ratios, means, contrasts, slopes, conditionaleffects, marginal, icc, r2, withinbetween, designeffect, priorposterior or advice; of networks: effects, league, ranks, absolute, newtrial, heterogeneity, studies, fit, evidence, nodesplit, ume or leaveoneout",
    )
    .argument(
      "[words...]",
      "what it is about: of hypothesis the hypothesis, of means and contrasts factors, of compare and bayesfactor folders of other fits",
    )
    .option("--group <group>", "the group that the question is about (default: all)")
    .option("--nodes <list>", "of ancestral, names of the structure whose values are wanted, such as node1,node2")
    .option("--newdata <file>", "CSV file of rows to predict (default: the rows fitted)")
    .option(
      "--groups <list>",
      "groups whose effects enter predictions: all, none, or names (default: all); of means: none or averaged",
    )
    .option(
      "--new-levels <policy>",
      "effects of levels that the fit did not have (default: gaussian)",
      oneOf("--new-levels", "gaussian", "population", "refuse"),
    )
    .option("--parameter <name>", "of linpred, ratios and means, a distributional parameter (default: mu)")
    .option("--transform", "linpred on the scale of the parameter, not of its link")
    .option("--draws <number>", "of the fit that are used, evenly spaced (default: all)", wholeNumber("--draws", 1))
    .option("--moment-match", "of loo and compare, move draws for rows that are hard to leave out")
    .option("--refit", "of loo and compare, fit again without each row that is hard to leave out")
    .option("--folds <number>", "of kfold, parts that the rows are split into (default: 10)", wholeNumber("--folds", 2))
    .option("--stratify <column>", "of kfold, spread the levels of a column evenly over the folds")
    .option("--fixed", "of varianceshare, put the variance of fixed effects into the denominator")
    .option("--seed <number>", "of what is drawn (default: that of the fit)", digits("--seed"))
    .option("--out <file>", "write predictions to a CSV file, a row at a time")
    .option("--full", "write every draw of each row, not its summary; with --out")
    .option("--treatments <list>", "of a network, only these treatments: A,B,C")
    .option(
      "--reference <treatment>",
      "of a network, what effects are against; of contrasts the level that others are compared with",
    )
    .option(
      "--at <values>",
      "of a network, values of the covariate: 0,13, or a level; of several: x=1,set=home; of formulas, values of a variable: age=40,60",
      repeated,
    )
    .option(
      "--better <direction>",
      "of a network, which effects are good: higher or lower",
      oneOf("--better", "higher", "lower"),
    )
    .option("--mid <number>", "of ranks, a minimally important difference on the link scale", decimalNumber("--mid"))
    .option("--baseline <law>", "of absolute, as of poolwise nma: normal(-2.2, 0.55), a number, study(NAME) or joint")
    .option(
      "--baseline-time <number>",
      "of absolute, follow-up for hazards (default: 1)",
      decimalNumber("--baseline-time"),
    )
    .option("--baseline-treatment <treatment>", "of absolute, what the baseline is of (default: the reference)")
    .option("--split <pair>", "of nodesplit, a comparison, A,B; again for another (default: all)", repeated)
    .option("--studies <list>", "of leaveoneout, studies to leave out, each by itself (default: all)")
    .option("--class <name>", "of hypothesis, what names are short for: b, sd, cor or none (default: b)")
    .option(
      "--scope <scope>",
      "of hypothesis, at each level of --group: ranef or coef",
      oneOf("--scope", "ranef", "coef"),
    )
    .option(
      "--alpha <number>",
      "of hypothesis, the share outside of intervals (default: 0.05)",
      decimalNumber("--alpha"),
    )
    .option("--rope <ends>", "of hypothesis, a region as good as 0: --rope=-0.1,0.1")
    .option("--by <list>", "of means, contrasts and slopes: factors at each of whose levels they are taken")
    .option(
      "--weights <how>",
      "of means, how other factors are averaged: equal or proportional",
      oneOf("--weights", "equal", "proportional"),
    )
    .option("--scale <scale>", "of means: link or response (default: link)", oneOf("--scale", "link", "response"))
    .option(
      "--average <what>",
      "of means on the response scale: predictor or response",
      oneOf("--average", "predictor", "response"),
    )
    .option(
      "--method <name>",
      "of contrasts: pairwise, reference, sequential or mean (default: pairwise)",
      oneOf("--method", "pairwise", "reference", "sequential", "mean"),
    )
    .option("--slope <number>", "of contrasts, the number whose slopes are compared")
    .option("--interaction", "of contrasts of two factors, differences of differences")
    .option("--per <units>", "of ratios, of how many units: age=10; again for another", repeated)
    .option("--intercept", "of ratios, the intercept too")
    .option("--json", "print the answer as JSON");
}
