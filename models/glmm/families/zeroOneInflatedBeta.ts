/** Proportions of which some are 0 or 1: zoi is the probability of either, coi that of 1 among them, as in brms. */
import { zeroOneInflatedBetaLaw } from "../../../engine/distributions/zeroOneInflatedBeta.js";
import type { FamilyRow } from "../Family.js";
import { betaFamily } from "./beta.js";
import { chancesOf } from "./chancesOf.js";
import { probabilityAuxiliary } from "./shared.js";

export const zeroOneInflatedBetaFamily: FamilyRow = {
  ...betaFamily,
  name: "zero_one_inflated_beta",
  auxiliaries: [...betaFamily.auxiliaries, probabilityAuxiliary("zoi"), probabilityAuxiliary("coi")],
  additions: [],
  responseWords: "a number from 0 to 1",
  isResponse: (y) => y >= 0 && y <= 1,
  law: () => zeroOneInflatedBetaLaw,
  values(inputs, link) {
    const end = chancesOf(inputs, "zoi");
    const one = chancesOf(inputs, "coi");
    const chances = { logEnd: end.log, logRest: end.rest, logOne: one.log, logZero: one.rest };
    return { ...betaFamily.values(inputs, link), ...chances };
  },
  expectation(inputs, link) {
    const { zoi, coi } = inputs;
    return zoi! * coi! + (1 - zoi!) * betaFamily.expectation(inputs, link);
  },
  variance(inputs, link) {
    const { zoi, coi } = inputs;
    const between = betaFamily.expectation(inputs, link);
    const apart = coi! - between;
    const within = zoi! * coi! * (1 - coi!) + (1 - zoi!) * betaFamily.variance(inputs, link);
    return within + zoi! * (1 - zoi!) * apart * apart;
  },
  information: (inputs, link) => (1 - inputs.zoi!) * betaFamily.information(inputs, link),
};
