/** Optimisations of code alone: with these the density is the one declared, its effects sampled non-centred. */
export const withoutGeometry = [
  "simplify",
  "fold",
  "share",
  "prologue",
  "fuse",
  "sink",
  "unroll",
  "place",
  "trajectory",
];
