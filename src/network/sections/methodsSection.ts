/** What was done, in sentences that a paper can take up, and the command that does it again. */
import { count, formatNumber } from "../../../diagnostics/plots/parts/formatNumber.js";
import type { Section } from "../../../diagnostics/report/Section.js";
import type { NetworkResult } from "../NetworkResult.js";
import { listing } from "./listing.js";
import { networkCommand } from "./networkCommand.js";

const likelihoods = {
  "binomial-logit": "events were binomial with a logit link",
  "binomial-probit": "events were binomial with a probit link",
  "binomial-cloglog":
    "events were binomial with a complementary log-log link, with the logarithm of follow-up as an offset where it was given",
  "binomial-log": "events were binomial with a log link",
  "poisson-log": "events were Poisson given person-time, with a log link",
  "normal-identity": "means were normal with known standard errors and an identity link",
  "ordered-probit": "ordered categories were multinomial with cumulative probit thresholds",
  "ordered-logit": "ordered categories were multinomial with cumulative logit thresholds",
} as const;

const sources =
  "Dias, Welton, Sutton and Ades, NICE DSU Technical Support Documents 2 to 5 (2011); Dias and others 2010, Statistics in Medicine 29, 932-944 (node-splitting); Salanti, Ades and Ioannidis 2011, " +
  "Journal of Clinical Epidemiology 64, 163-171 (SUCRA); Spiegelhalter and others 2002, Journal of the Royal Statistical Society B 64, 583-639 (DIC); Hoffman and Gelman 2014, Journal of Machine Learning Research 15, 1593-1623 (NUTS).";

/** Methods in words, sources, command. */
export function methodsSection(result: NetworkResult): Section {
  return {
    id: "methods",
    title: "Methods in words",
    fold: "closed",
    summary: "Sentences for a paper, sources, and the command that makes this again.",
    text: [methodsText(result), `Sources of the methods: ${sources}`],
    sections: [
      {
        id: "methods-again",
        title: "The command",
        text: "With the same table, and its name in place of DATA.csv:",
        code: networkCommand(result),
      },
    ],
  };
}

/** Laws of what arms and differences tell; the measure of means is that of differences, which are all that is used. */
function likelihoodText({ network, likelihood, declaration }: NetworkResult["fitted"]): string {
  const known = network.studies.filter(({ contrasts }) => contrasts).length;
  const units = declaration.measure === "smd" ? " in units of the standard deviation of each study" : "";
  const given = `${likelihood.words.effect}s${units}`;
  if (known === 0) return likelihoods[network.likelihood];
  if (known === network.studies.length) return `${given} within studies were taken as normal with known covariance`;
  return `${likelihoods[network.likelihood]}; ${given} within the ${count(known, "study", "studies")} known by contrasts alone were taken as normal with known covariance`;
}

/** What was done, in the past tense. */
export function methodsText({ fitted, posterior, consistency, ranks, absolute, questions }: NetworkResult): string {
  const { network, declaration } = fitted;
  const { provenance, model } = posterior;
  const priors = model.lines.filter((line) => / ~ /.test(line));
  const version = provenance.versions["poolwise"];
  const isRandom = declaration.effects === "random";
  const multiArm = network.studies.some(({ arms }) => arms.length > 2);
  const covariates = network.covariates.map(({ name }) => name);
  const checks = [
    ...(consistency.splits?.length ? [`node-splitting of ${count(consistency.splits.length, "comparison")}`] : []),
    ...(consistency.other ? ["comparison with a model of unrelated mean effects"] : []),
  ];
  return [
    `A Bayesian network meta-analysis with ${declaration.effects} effects was fitted by Markov chain Monte Carlo (NUTS) with poolwise${version ? ` ${version}` : ""}.`,
    `In the model ${likelihoodText(fitted)}.`,
    isRandom
      ? `Study effects were normal about the mean effects with one standard deviation for all comparisons${multiArm ? "; effects of studies of three arms or more were correlated by one half" : ""}.`
      : "All studies of the same treatments were taken to have the same effect.",
    ...(covariates.length > 0
      ? [
          `Effects depended on ${listing(covariates)} (${declaration.interaction} interactions), centred at the mean over studies.`,
        ]
      : []),
    ...(declaration.baselineRisk
      ? [`Effects depended on the baseline risk of studies (${declaration.interaction} interaction).`]
      : []),
    `Priors were ${listing(priors, 12)}.`,
    `${count(provenance.chains, "chain")} of ${formatNumber(provenance.draws)} draws each were run after warmup, from seed ${provenance.seed}.`,
    "Estimates are posterior medians with 95% credible intervals between the 2.5% and the 97.5% quantile.",
    "Fit was judged by residual deviance and DIC.",
    checks.length > 0 ? `Consistency was looked at by ${listing(checks)}.` : "Consistency was not checked.",
    ...(ranks
      ? [
          `Treatments were ranked by SUCRA${questions.mid === undefined ? "" : " and beyond a minimally important difference"}.`,
        ]
      : []),
    ...(absolute ? [`Absolute effects were worked out from a baseline under ${absolute.baseline.treatment}.`] : []),
  ].join(" ");
}
