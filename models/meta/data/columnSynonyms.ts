/** The names under which columns of trials commonly go. */
import type { ColumnRole } from "../NetworkDeclaration.js";

/** Names without case, blanks and punctuation: the usual ones, and those that count only where no usual one is found. */
interface Synonyms {
  readonly usual: readonly string[];
  readonly weaker: readonly string[];
}

const people: Synonyms = synonyms(
  "total totals n ntotal samplesize denominator denom participants patients subjects nobs nrandomised nrandomized randomised randomized",
  "size population ni",
);

/** By what a column holds. People counted go by one list, whether they are a denominator or the size of a group. */
export const columnSynonyms: Readonly<Record<ColumnRole, Synonyms>> = {
  study: synonyms(
    "study studies studyid studyname studylabel studlab studyn studyc studynumber trial trials trialid trialname trialn trialc",
    "author authors firstauthor authoryear id name",
  ),
  treatment: synonyms(
    "treatment treatments treat trt trtn trtc trtid treatmentid treatmentname treat1 treatment1 trt1 drug intervention",
    "arm armname therapy group t t1",
  ),
  comparator: synonyms("comparator treat2 treatment2 trt2 versus vs comparedwith against", "control t2"),
  events: synonyms(
    "events event r responders responder cases case nevents eventcount",
    "death deaths failures successes x xi",
  ),
  total: people,
  n: people,
  time: synonyms("time followup followuptime years duration", "exposure months weeks"),
  exposure: synonyms("exposure persontime personyears persondays personmonths patientyears timeatrisk e", "py"),
  mean: synonyms("mean means y average", "avg meanchange changemean"),
  sd: synonyms("sd stddev stdev standarddeviation", "std"),
  se: synonyms("se stderr stderror standarderror sem semean sey", "sete"),
  diff: synonyms(
    "diff difference te ydiff diffy lor logor lnor lhr loghr lnhr lrr logrr lnrr lirr logirr lnirr md smd",
    "effect effectsize estimate yi",
  ),
  diffSe: synonyms(
    "diffse sediff sete seofdiff stderrdiff diffstderr selor selogor selnor selhr seloghr selnhr selrr selogrr selnrr selirr selogirr selnirr semd sesmd",
    "sei",
  ),
};

/** A name without what people write differently. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

function synonyms(usual: string, weaker: string): Synonyms {
  return { usual: usual.split(" ").map(plainName), weaker: weaker.split(" ").map(plainName) };
}
