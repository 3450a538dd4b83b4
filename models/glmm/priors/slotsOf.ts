/** Every parameter of a model that has a prior. */
import { coefficientDraw, interceptDraw, monotonicDraw, scaleDraw, stepsDraw, thresholdDraw } from "../drawNames.js";
import type { FamilyRow } from "../Family.js";
import type { Frame, GroupTerm, Ladder, Predictor } from "../Frame.js";
import type { PriorSlot } from "../Prior.js";
import { columnScale } from "./columnScale.js";
import { columnScales } from "./columnScales.js";
import { evenScale } from "./evenScale.js";

/**
 * The slots of a model: by predictor its intercept, when it is centred, and its coefficients; by group-level term its standard
 * deviations and, where two or more effects are correlated, their matrix; then the family's parameters that have no formula.
 */
export function slotsOf(frame: Frame, family: FamilyRow): readonly PriorSlot[] {
  return [
    ...frame.predictors.flatMap((predictor) => populationSlots(predictor, frame, family)),
    ...frame.groups.flatMap((term) => deviationSlots(term, frame)),
    ...frame.groups.flatMap(correlationSlots),
    ...auxiliarySlots(frame, family),
  ];
}

function populationSlots(predictor: Predictor, frame: Frame, family: FamilyRow): readonly PriorSlot[] {
  const { parameter, intercept, names, thresholds, monotonic = [] } = predictor;
  const location = ofLocation(parameter, frame);
  // Names of coefficients of another parameter begin with it: `sigma_x`.
  const prefix = parameter === "mu" ? 0 : parameter.length + 1;
  const { interceptPrior, interceptPriorOfBrms } = family.auxiliaries.find(({ name }) => name === parameter) ?? {};
  const ofIntercept = {
    ...{ class: "Intercept", parameter, columnScale: 1, ...location },
    ...usualIntercept(interceptPrior, interceptPriorOfBrms),
  } as const;
  const centred: PriorSlot = { ...ofIntercept, name: interceptDraw(parameter) };
  const levels = Array.from({ length: thresholds ?? 0 }, (_, k): PriorSlot => {
    return { ...ofIntercept, coefficient: String(k + 1), name: thresholdDraw(k + 1) };
  });
  const scales = columnScales(predictor);
  const isCentred = intercept === "centred" || thresholds !== undefined;
  const coefficients = names.map((name, k): PriorSlot => {
    const slot = { class: "b", parameter, coefficient: name.slice(prefix), name: coefficientDraw(name) } as const;
    return { ...slot, ...location, columnScale: scales[k]!, ...(isCentred ? {} : { carriesLevel: true }) };
  });
  const rest: Partial<PriorSlot> = { ...location, ...(isCentred ? {} : { carriesLevel: true }) };
  return [
    ...(intercept === "centred" ? [centred] : levels),
    ...coefficients,
    ...monotonic.map((term): PriorSlot => {
      const slot = {
        class: "b",
        parameter,
        coefficient: term.name.slice(prefix),
        name: monotonicDraw(term.name),
      } as const;
      return { ...slot, ...rest, columnScale: evenScale(term) };
    }),
    ...monotonic.flatMap(({ ladders }) => ladders.flatMap((ladder) => stepSlots(ladder, parameter, prefix))),
  ];
}

const even = { usual: { poolwise: "dirichlet(1)", brms: "dirichlet(1)" } };

/** The shares of a monotonic effect's steps; a single step has none. */
function stepSlots({ name, steps }: Ladder, parameter: string, prefix: number): readonly PriorSlot[] {
  if (steps === 1) return [];
  return [{ class: "simo", parameter, coefficient: name.slice(prefix), name: stepsDraw(name), size: steps, ...even }];
}

/** Where responses set an end any number up to there is as likely. */
function usualOf(lower: number, upper: number, prior: PriorSlot["usual"]): Pick<PriorSlot, "usual"> {
  if (prior) return { usual: prior };
  const even = `uniform(${lower}, ${upper})`;
  return upper < Infinity ? { usual: { poolwise: even, brms: even } } : {};
}

function usualIntercept(own: string | undefined, ofBrms = own): Pick<PriorSlot, "usual"> {
  if (ofBrms === undefined) return {};
  return { usual: { poolwise: own ?? "student_t(3, 0, 2.5)", brms: ofBrms } };
}

function ofLocation(parameter: string, { locations }: Frame): Pick<PriorSlot, "location"> {
  return locations.includes(parameter) ? { location: true } : {};
}

function deviationSlots(term: GroupTerm, frame: Frame): readonly PriorSlot[] {
  const { parameter, group } = term;
  return term.coefficients.map((coefficient, k) => {
    const column = term.columns[k];
    return {
      ...{ class: "sd", parameter, group, coefficient, ...ofLocation(parameter, frame) },
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

function auxiliarySlots({ predictors, response }: Frame, { auxiliaries, shares }: FamilyRow): readonly PriorSlot[] {
  const known = response?.se && !response.se.sigma;
  const single = auxiliaries
    .filter(({ name, fixed }) => {
      return (
        fixed === undefined && !predictors.some(({ parameter }) => parameter === name) && !(name === "sigma" && known)
      );
    })
    .map(({ name, lower, upper, upperOf, prior }): PriorSlot => {
      const end = upperOf && response ? upperOf(response.values) : upper;
      return {
        ...{ class: name, parameter: "mu", name },
        ...(lower > -Infinity ? { above: lower } : {}),
        ...(end < Infinity ? { below: end } : {}),
        ...usualOf(lower, end, upperOf ? undefined : prior),
      };
    });
  if (!shares) return single;
  const { name, count } = shares;
  return [...single, { class: name, parameter: "mu", name, size: count, ...even }];
}
