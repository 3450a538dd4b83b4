/** What one file of draws holds, whatever its format. */
import type { ChainDraws } from "../../core/Draws.js";
import type { Warning } from "../../core/Warning.js";
import type { DrawsOrigin, ReadDraws } from "./ReadDraws.js";

/** The chains of one file. */
export interface DrawsFile {
  /** As a person named it, for errors. */
  readonly name: string;
  readonly variables: readonly string[];
  /** At least one, each with draws. */
  readonly chains: readonly ChainDraws[];
  /** 0 where it is unknown. */
  readonly maxTreeDepth: number;
  readonly origin: DrawsOrigin;
  readonly program?: string;
  /** What the file says of itself that tells against its draws, such as that there should be more of them. */
  readonly warnings?: readonly Warning[];
  readonly logLikelihoods?: ReadDraws["logLikelihoods"];
}
