/** Where divergent draws lie among the others: what a reader looks for in a pair plot, in numbers. */
import type { PlotVariable } from "../PlotVariable.js";
import { shortName } from "./shortName.js";

/** Fewer divergent draws have no place worth naming. */
const fewest = 5;

/**
 * The share of the other draws below the median of the divergent ones, 0 to 1: near 0 or 1 they crowd at an end of the
 * variable. NaN where there are fewer than five.
 *
 * @param divergent 1 where the draw diverged, by chain
 */
export function divergencePlace({ chains }: PlotVariable, divergent: readonly ArrayLike<number>[] = []): number {
  const places: number[] = [];
  const others: number[] = [];
  chains.forEach((chain, k) => {
    chain.forEach((value, i) => {
      if (Number.isFinite(value)) (divergent[k]?.[i] === 1 ? places : others).push(value);
    });
  });
  if (places.length < fewest || others.length === 0) return NaN;
  const median = places.sort((a, b) => a - b)[Math.floor(places.length / 2)];
  return others.filter((value) => value < median).length / others.length;
}

/** The variable at whose end divergent draws crowd most, as a sentence; empty where they crowd nowhere. */
export function describeDivergences(
  variables: readonly PlotVariable[],
  divergent: readonly ArrayLike<number>[] = [],
): string {
  const places = variables
    .map((variable) => ({ name: variable.name, place: divergencePlace(variable, divergent) }))
    .filter(({ place }) => place <= 0.2 || place >= 0.8)
    .sort((a, b) => Math.abs(b.place - 0.5) - Math.abs(a.place - 0.5));
  if (places.length === 0) return "";
  const { name, place } = places[0];
  const low = place < 0.5;
  const percent = Math.round((low ? place : 1 - place) * 100);
  return `They crowd where ${shortName(name)} is ${low ? "small" : "large"}: half of them lie in its ${low ? "lowest" : "highest"} ${Math.max(1, percent)}% of the other draws.`;
}
