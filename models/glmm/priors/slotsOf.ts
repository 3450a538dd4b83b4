/** Every parameter of a model that has a prior. */
import { coefficientDraw, interceptDraw, scaleDraw } from "../drawNames.js";
import type { FamilyRow } from "../Family.js";
import type { Frame, GroupTerm, Predictor } from "../Frame.js";
import type { PriorClass, PriorSlot } from "../Prior.js";
import { columnScale } from "./columnScale.js";
import { columnScales } from "./columnScales.js";

/**
 * The slots of a model: by predictor its intercept, when it is centred, and its coefficients; by group-level term its standard
 * deviations and, where two or more effects are correlated, their matrix; then the family's parameters that have no formula.
 */
export function slotsOf(frame: Frame, family: FamilyRow): readonly PriorSlot[] {
  return [
    ...frame.predictors.flatMap(populationSlots),
    ...frame.groups.flatMap(deviationSlots),
    ...frame.groups.flatMap(correlationSlots),
    ...auxiliarySlots(frame, family),
  ];
}

function populationSlots(predictor: Predictor): readonly PriorSlot[] {
  const { parameter, intercept, names } = predictor;
  // Names of coefficients of another parameter begin with it: `sigma_x`.
  const prefix = parameter === "mu" ? 0 : parameter.length + 1;
  const centred: PriorSlot = { class: "Intercept", parameter, name: interceptDraw(parameter), columnScale: 1 };
  const scales = columnScales(predictor);
  const coefficients = names.map((name, k): PriorSlot => {
    const slot = { class: "b", parameter, coefficient: name.slice(prefix), name: coefficientDraw(name) } as const;
    return { ...slot, columnScale: scales[k]!, ...(intercept === "centred" ? {} : { carriesLevel: true }) };
  });
  return intercept === "centred" ? [centred, ...coefficients] : coefficients;
}

function deviationSlots(term: GroupTerm): readonly PriorSlot[] {
  const { parameter, group } = term;
  return term.coefficients.map((coefficient, k) => {
    const column = term.columns[k];
    return {
      class: "sd",
      parameter,
      group,
      coefficient,
      name: scaleDraw(term, coefficient),
      columnScale: column ? columnScale(column) : 1,
      above: 0,
    };
  });
}

function correlationSlots({ parameter, group, correlated, coefficients }: GroupTerm): readonly PriorSlot[] {
  if (!correlated || coefficients.length < 2) return [];
  const name = parameter === "mu" ? `cor_${group}` : `cor_${group}__${parameter}`;
  return [{ class: "cor", parameter, group, name, size: coefficients.length }];
}

function auxiliarySlots({ predictors, response }: Frame, { auxiliaries }: FamilyRow): readonly PriorSlot[] {
  const known = response?.se && !response.se.sigma;
  return auxiliaries
    .filter(({ name }) => !predictors.some(({ parameter }) => parameter === name) && !(name === "sigma" && known))
    .map(({ name, above }) => ({ class: name satisfies PriorClass, parameter: "mu", name, above }));
}
