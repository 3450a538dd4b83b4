/** Energies that are explored slowly without a scale to blame. */
import { sortOrder } from "../sortOrder.js";
import { ebfmiLimit } from "../limits.js";
import { concatenated } from "./concatenated.js";
import { smallerEss, type Evidence } from "./Evidence.js";
import type { Finding } from "./Finding.js";
import { withinChainCorrelation } from "./strongestPair.js";
import { digits } from "./words.js";

/** Slowest variables that are looked at. */
const mostVariables = 60;

/** Rank correlation with the energy from which a variable is named. */
const leastCorrelation = 0.4;

interface Related {
  readonly variable: string;
  readonly correlation: number;
  /** Whether the energy goes with the distance from the middle, and not with the value. */
  readonly outwards: boolean;
}

/** The variable that goes with the energy most, where E-BFMI is low and nothing else was found; undefined where none does. */
export function slowEnergies(evidence: Evidence): Finding | undefined {
  const { lowestEbfmi, rows, even, chainsOf } = evidence;
  if (!(lowestEbfmi < ebfmiLimit)) return undefined;
  const energies = even.chains.map(({ statistics }) => ranks(statistics.energy.subarray(0, even.draws)));
  if (energies.some((energy) => energy.some(Number.isNaN))) return undefined;
  const related = rows
    .filter((row) => row.rhat !== null)
    .sort((a, b) => smallerEss(a) - smallerEss(b))
    .slice(0, mostVariables)
    .flatMap(({ variable }) => relatedTo(variable, chainsOf(variable), energies))
    .sort((a, b) => Math.abs(b.correlation) - Math.abs(a.correlation));
  const [first] = related;
  if (first === undefined || !(Math.abs(first.correlation) >= leastCorrelation)) return undefined;
  const { variable, correlation, outwards } = first;
  const where = outwards
    ? `the further ${variable} is from its middle`
    : `the ${correlation > 0 ? "larger" : "smaller"} ${variable} is`;
  return {
    cause: "slow_energies",
    state: "caution",
    title: `The tails of ${variable} are explored slowly`,
    text:
      `E-BFMI is ${digits(lowestEbfmi)} (below ${ebfmiLimit}): from draw to draw the energy changes little compared with the range that it must cover. It is ${correlation > 0 ? "higher" : "lower"} ` +
      `${where} (rank correlation ${digits(correlation)}), so it takes many draws to get into the tails of ${variable} and out again, and the ends of intervals are uncertain.`,
    action: `Give ${variable} a prior with lighter tails; if it sets the spread of other parameters, write these non-centred.`,
    variables: [variable],
    explains: ["ebfmi"],
    figure: { kind: "trace", variables: [variable] },
  };
}

/** Correlations of the ranks of values, and of distances from the median, with those of energies. */
function relatedTo(
  variable: string,
  chains: readonly Float64Array[],
  energies: readonly Float64Array[],
): readonly Related[] {
  const sorted = concatenated(chains).sort();
  const median = sorted[sorted.length >> 1]!;
  const correlationOf = (values: readonly Float64Array[]) => withinChainCorrelation(values.map(ranks), energies);
  return [
    { variable, correlation: correlationOf(chains), outwards: false },
    {
      variable,
      correlation: correlationOf(chains.map((chain) => chain.map((x) => Math.abs(x - median)))),
      outwards: true,
    },
  ].filter(({ correlation }) => !Number.isNaN(correlation));
}

/** Ranks within a chain, in any order among equals; NaN throughout where a value is. */
function ranks(values: Float64Array): Float64Array {
  const result = new Float64Array(values.length).fill(NaN);
  if (values.some(Number.isNaN)) return result;
  sortOrder(values.slice()).forEach((index, rank) => (result[index] = rank));
  return result;
}
