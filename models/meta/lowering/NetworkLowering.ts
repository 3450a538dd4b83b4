/** What every part of lowering a network is handed. */
import type { Tensor } from "../../../engine/autodiff/ops.js";
import type { Distribution } from "../../../engine/distributions/Distribution.js";
import type { LatentScope } from "../../program/latentScope.js";
import type { NetworkDeclaration } from "../NetworkDeclaration.js";
import type { NetworkOnData } from "./networkInputs.js";

export interface NetworkLowering extends NetworkOnData {
  readonly scope: LatentScope<Record<string, number>>;
  readonly declaration: NetworkDeclaration;
  readonly inputs: ReadonlyMap<string, Float64Array>;
  /** The prior of a parameter by the name of its draws. */
  readonly priors: { of(name: string): Distribution };
  /** Whether baselines and deviations are sampled relative to where the data put them. */
  readonly isRelative: boolean;
  /** An input, the same tensor each time. */
  input(name: string): Tensor;
}
