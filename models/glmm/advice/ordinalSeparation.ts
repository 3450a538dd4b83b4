/** Coefficients and thresholds of ordered categories that maximum likelihood puts at infinity. */
import type { Predictor } from "../Frame.js";
import { recessionCone } from "./recessionCone.js";
import { scaleOf, type Separation } from "./separation.js";

const mostNumbers = 2e6;

/**
 * As {@link separationOf}, of a cumulative model: a category k has the probability of lying between the thresholds k − 1 and k, which
 * does not fall along a direction where the upper one does not come nearer to the predictor, nor the lower one.
 *
 * @param values Categories, from 1
 * @returns undefined where there is none, a category has no row, or the table is too large to look.
 */
export function ordinalSeparation(
  predictor: Predictor,
  values: Float64Array,
  aliased: ReadonlySet<string> = new Set(),
): Separation | undefined {
  const thresholds = predictor.thresholds ?? 0;
  const used = predictor.names.flatMap((name, k) =>
    aliased.has(name) ? [] : [{ name, values: predictor.columns[k]! }],
  );
  const size = thresholds + used.length;
  const isFull = new Set(values).size === thresholds + 1;
  if (thresholds === 0 || !isFull || 2 * values.length * size > mostNumbers) return undefined;
  const scales = used.map((column) => scaleOf(column.values, true));
  const endsOf = (category: number, row: number): readonly (readonly number[])[] => {
    const x = used.map((column, k) => (column.values[row]! - scales[k]!.centre) / scales[k]!.spread);
    return [
      { threshold: category, sign: 1 },
      { threshold: category - 1, sign: -1 },
    ].flatMap(({ threshold, sign }) => {
      if (threshold < 1 || threshold > thresholds) return [];
      const numbers = new Array<number>(size).fill(0);
      numbers[threshold - 1] = sign;
      x.forEach((value, k) => (numbers[thresholds + k] = -sign * value));
      return [numbers];
    });
  };
  const kinds = new Map<string, readonly number[]>();
  values.forEach((category, row) => {
    for (const numbers of endsOf(category, row)) kinds.set(numbers.join(), numbers);
  });
  const rising = Float64Array.from([...kinds.values()].flat());
  const cone = recessionCone({ size, rising, fixed: new Float64Array(0) });
  if (!cone) return undefined;
  const unit = (place: number): Float64Array => {
    const one = new Float64Array(size);
    one[place] = 1;
    return one;
  };
  // b_Intercept[k] is that of columns that are not centred.
  const uncentred = (place: number): Float64Array => {
    const one = unit(place);
    scales.forEach(({ centre, spread }, k) => (one[thresholds + k] = centre / spread));
    return one;
  };
  const functionals = [
    ...Array.from({ length: thresholds }, (_, k) => ({ name: `Intercept[${k + 1}]`, functional: uncentred(k) })),
    ...used.map(({ name }, k) => ({ name, functional: unit(thresholds + k) })),
  ];
  const moving = new Set([...kinds.keys()].filter((_, k) => cone.risen[k] === 1));
  const risen = values.reduce(
    (sum, category, row) => sum + Number(endsOf(category, row).some((numbers) => moving.has(numbers.join()))),
    0,
  );
  return {
    complete: risen === values.length,
    rows: risen,
    of: values.length,
    coefficients: functionals.flatMap(({ name, functional }) => {
      const way = cone.wayOf(functional);
      return way === undefined ? [] : [{ name, way }];
    }),
  };
}
