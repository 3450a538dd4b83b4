/** All kinds of outcomes; the compiler sees that none is forgotten. */
import type { OutcomeKind } from "../../../engine/core/Replicates.js";

const kinds: Readonly<Record<OutcomeKind, true>> = {
  continuous: true,
  positive: true,
  proportion: true,
  binary: true,
  bounded: true,
  count: true,
  ordinal: true,
  nominal: true,
};

export const outcomeKinds = Object.keys(kinds) as readonly OutcomeKind[];
