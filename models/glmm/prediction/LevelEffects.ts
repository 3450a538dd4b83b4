/** The effects of a level, one array of draws for each coefficient of its term. */
export type LevelEffects = readonly Float64Array[];
