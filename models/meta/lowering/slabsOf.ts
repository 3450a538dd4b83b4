/** Studies of one shape side by side, so that all of them are computed with at once. */
import type { Network, Study } from "../data/Network.js";

/** Studies with equally many rows of data and the same kind of them. */
export interface Slab {
  readonly kind: "arms" | "contrasts";
  /** Whether data push the baselines of its studies to one side: see {@link oneSidedBaseline}. */
  readonly oneSided: boolean;
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
 * Studies known by arms first, those with one-sided baselines after the others, then those known by contrasts; each by how many arms they have.
 *
 * @param isOneSided Of a study by its place.
 */
export function slabsOf({ studies }: Network, isOneSided: (study: number) => boolean = () => false): readonly Slab[] {
  const groups = new Map<string, Pick<Slab, "kind" | "oneSided" | "arms"> & { places: number[] }>();
  studies.forEach((study, place) => {
    const kind = kindOf(study);
    const arms = study.arms.length;
    const oneSided = isOneSided(place);
    const key = `${kind} ${oneSided} ${arms}`;
    const group = groups.get(key) ?? { kind, oneSided, arms, places: [] };
    group.places.push(place);
    groups.set(key, group);
  });
  const sorted = [...groups.values()].sort(
    (a, b) => a.kind.localeCompare(b.kind) || Number(a.oneSided) - Number(b.oneSided) || a.arms - b.arms,
  );
  let start = 0;
  return sorted.map(({ kind, oneSided, arms, places }) => {
    const rows = kind === "arms" ? arms : arms - 1;
    const slab: Slab = { kind, oneSided, studies: places, arms, rows, start };
    start += rows * places.length;
    return slab;
  });
}

function kindOf({ contrasts }: Study): Slab["kind"] {
  return contrasts ? "contrasts" : "arms";
}

/** Rows of data of all studies, in the order of slabs. */
export function rowCount(slabs: readonly Slab[]): number {
  return slabs.reduce((sum, { rows, studies }) => sum + rows * studies.length, 0);
}
