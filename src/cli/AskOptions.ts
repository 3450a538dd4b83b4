/** Options of `poolwise ask`, as the parser gives them. */
import type { Better } from "../../models/meta/index.js";

/** What goes with a question. */
export interface AskOptions {
  readonly json?: boolean;
  /** The group that a question is about. */
  readonly group?: string;
  /** Names of a structure whose values are asked for, with commas between them. */
  readonly nodes?: string;
  /** Rows to predict. */
  readonly newdata?: string;
  /** Groups whose effects enter predictions: `all`, `none`, or names. */
  readonly groups?: string;
  readonly newLevels?: "gaussian" | "population" | "refuse";
  readonly parameter?: string;
  readonly transform?: boolean;
  readonly draws?: number;
  /** Whether fixed effects are part of the variance that shares are of. */
  readonly fixed?: boolean;
  readonly seed?: string;
  readonly out?: string;
  readonly full?: boolean;
  /** Moves draws for observations that importance sampling cannot leave out. */
  readonly momentMatch?: boolean;
  /** Fits again without such observations. */
  readonly refit?: boolean;
  readonly folds?: number;
  /** A column that folds are balanced by. */
  readonly stratify?: string;
  /** Of a network: names with commas between them. */
  readonly treatments?: string;
  readonly reference?: string;
  /** `0,13,50`, or `latitude=0,year=1990` again for another set. */
  readonly at?: readonly string[];
  readonly better?: Better;
  readonly mid?: number;
  /** `normal(-2.2, 0.55)`, a number, `study(NAME)` or `joint`. */
  readonly baseline?: string;
  readonly baselineTime?: number;
  /** The treatment that the baseline is of. */
  readonly baselineTreatment?: string;
  /** `A,B`, again for another. */
  readonly split?: readonly string[];
  /** Names of studies with commas between them. */
  readonly studies?: string;
  /** Of a hypothesis: what names are short for, `b` unless told. */
  readonly class?: string;
  /** Where a hypothesis is put at each level of a group: to its effects, or to its coefficients. */
  readonly scope?: "ranef" | "coef";
  readonly alpha?: number;
  /** `-0.1,0.1`. */
  readonly rope?: string;
  /** Names with commas between them, at each of whose values a question is put. */
  readonly by?: string;
  readonly weights?: "equal" | "proportional";
  readonly scale?: "link" | "response";
  readonly average?: "predictor" | "response";
  /** How means are compared. */
  readonly method?: "pairwise" | "reference" | "sequential" | "mean";
  /** The number whose slopes are compared. */
  readonly slope?: string;
  readonly interaction?: boolean;
  /** `age=10`, again for another. */
  readonly per?: readonly string[];
  readonly intercept?: boolean;
}

/** How each is typed; `--json` goes with every question. */
export const optionFlags: ReadonlyMap<keyof AskOptions, string> = new Map<keyof AskOptions, string>([
  ["group", "--group"],
  ["nodes", "--nodes"],
  ["newdata", "--newdata"],
  ["groups", "--groups"],
  ["newLevels", "--new-levels"],
  ["parameter", "--parameter"],
  ["transform", "--transform"],
  ["draws", "--draws"],
  ["fixed", "--fixed"],
  ["seed", "--seed"],
  ["out", "--out"],
  ["full", "--full"],
  ["momentMatch", "--moment-match"],
  ["refit", "--refit"],
  ["folds", "--folds"],
  ["stratify", "--stratify"],
  ["treatments", "--treatments"],
  ["reference", "--reference"],
  ["at", "--at"],
  ["better", "--better"],
  ["mid", "--mid"],
  ["baseline", "--baseline"],
  ["baselineTime", "--baseline-time"],
  ["baselineTreatment", "--baseline-treatment"],
  ["split", "--split"],
  ["studies", "--studies"],
  ["class", "--class"],
  ["scope", "--scope"],
  ["alpha", "--alpha"],
  ["rope", "--rope"],
  ["by", "--by"],
  ["weights", "--weights"],
  ["scale", "--scale"],
  ["average", "--average"],
  ["method", "--method"],
  ["slope", "--slope"],
  ["interaction", "--interaction"],
  ["per", "--per"],
  ["intercept", "--intercept"],
]);
