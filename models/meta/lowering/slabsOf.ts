/** Studies of one shape side by side, so that all of them are computed with at once. */
import type { Network, Study } from "../data/Network.js";

/** Studies with equally many rows of data and the same kind of them. */
export interface Slab {
  readonly kind: "arms" | "contrasts";
  /** Whether data push the baselines of its studies to one side, or against a bound: see oneSidedBaseline, boundedBaseline. */
  readonly baselines: "normal" | "one-sided" | "bounded";
  /** Places in the network's studies. */
  readonly studies: readonly number[];
  /** Arms that a row of data is of: all, or all but the baseline arm of contrasts. */
  readonly arms: number;
  /** Rows of data of each study. */
  readonly rows: number;
  /** First of the slab's rows among all; row j of its study s is `start + j * studies.length + s`. */
  readonly start: number;
}

/**
 * Studies known by arms first, those with baselines of another shape after the others, then those known by contrasts; each by how many arms they have.
 *
 * @param baselinesOf Of a study by its place.
 */
export function slabsOf(
  { studies }: Network,
  baselinesOf: (study: number) => Slab["baselines"] = () => "normal",
): readonly Slab[] {
  const groups = new Map<string, Pick<Slab, "kind" | "baselines" | "arms"> & { places: number[] }>();
  studies.forEach((study, place) => {
    const kind = kindOf(study);
    const arms = study.arms.length;
    const baselines = baselinesOf(place);
    const key = `${kind} ${baselines} ${arms}`;
    const group = groups.get(key) ?? { kind, baselines, arms, places: [] };
    group.places.push(place);
    groups.set(key, group);
  });
  const sorted = [...groups.values()].sort(
    (a, b) =>
      a.kind.localeCompare(b.kind) || shapes.indexOf(a.baselines) - shapes.indexOf(b.baselines) || a.arms - b.arms,
  );
  let start = 0;
  return sorted.map(({ kind, baselines, arms, places }) => {
    const rows = kind === "arms" ? arms : arms - 1;
    const slab: Slab = { kind, baselines, studies: places, arms, rows, start };
    start += rows * places.length;
    return slab;
  });
}

const shapes: readonly Slab["baselines"][] = ["normal", "one-sided", "bounded"];

function kindOf({ contrasts }: Study): Slab["kind"] {
  return contrasts ? "contrasts" : "arms";
}

/** Rows of data of all studies, in the order of slabs. */
export function rowCount(slabs: readonly Slab[]): number {
  return slabs.reduce((sum, { rows, studies }) => sum + rows * studies.length, 0);
}
